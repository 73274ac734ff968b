"""The real window, worked by keyboard alone."""

import unittest

from console import PAGES
from desktop import until
from hands import KeyboardHand
from story import ANNA, Story


class ByKeyboard(Story):
    hand = KeyboardHand

    def test_freeze_is_reached_on_every_page(self):
        with self.console() as hand:
            self.sit_down(hand, ANNA)
            for page in PAGES:
                self.open(hand, page)
                hand.press("Freeze the treasury")
                hand.window.see("Freeze the treasury?")
                hand.dismiss()
                hand.window.see_no_more("Freeze the treasury?")
                holder = until(hand.window.focused, "something to have the keyboard")
                self.assertEqual(holder.name, "Freeze the treasury", "the keyboard returns to where it was")

    def test_the_keyboard_stays_within_a_dialog_until_escape(self):
        with self.console() as hand:
            self.sit_down(hand, ANNA)
            hand.press("Freeze the treasury")
            hand.window.see("Freeze the treasury?")
            inside = {control.name for control in hand.window.controls()}
            names = [hand.step().name for _ in range(8)]
            self.assertEqual(set(names), {"Why", "Your passphrase", "Keep as it is"})
            self.assertEqual(names[:3], names[3:6], "in the same order each time round")
            self.assertNotIn("Overview", inside, "what is behind is not offered")
            hand.dismiss()
            hand.window.see("Overview")
            hand.window.see_no_more("Freeze the treasury?")


del Story  # told by its subclass alone

if __name__ == "__main__":
    unittest.main()
