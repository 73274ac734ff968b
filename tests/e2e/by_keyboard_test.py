"""The real window, worked by keyboard alone."""

import unittest

from console import PAGES
from desktop import until
from hands import KeyboardHand
from story import ANNA, Story

# Pages about one thing: where it is listed, its row, and what the page shows.
THINGS = [
    ("Withdrawals", "New withdrawal", "Nothing is stored or reserved"),
    ("Withdrawals", "Payee: Payroll account", "Show transaction to station"),
    ("Vaults", "Vault: Hot", "Receiving addresses"),
    ("Messages", "New message", "Nothing is stored until you propose it."),
    ("Messages", "Verify a signature…", "Checked here, offline."),
]


class ByKeyboard(Story):
    hand = KeyboardHand

    def test_freeze_and_everything_else_is_reached_in_sight_on_every_page(self):
        with self.console() as hand:
            self.sit_down(hand, ANNA)
            for page in PAGES:
                self.open(hand, page)
                with self.subTest(page=page):
                    self.walk(hand)

    def test_freeze_and_everything_else_is_reached_in_sight_on_pages_about_one_thing(self):
        with self.console() as hand:
            self.sit_down(hand, ANNA)
            for page, row, title in THINGS:
                self.open(hand, page)
                hand.press(row)
                hand.window.see(title)
                with self.subTest(page=title):
                    self.walk(hand)

    def walk(self, hand: KeyboardHand):
        """Once round the page: every stop has a name and stands in sight, and Freeze is one of them."""
        names = []
        for stop in hand.round():
            names.append(stop.name)
            self.assertTrue(stop.name, f"{stop} at {stop.place()} has no name")
            until(lambda at=stop: hand.window.has_in_sight(at), f"{stop} to be in sight")
        self.assertIn("Freeze the treasury", names)

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
            holder = until(hand.window.focused, "something to have the keyboard")
            self.assertEqual(holder.name, "Freeze the treasury", "the keyboard returns to where it was")


del Story  # told by its subclass alone

if __name__ == "__main__":
    unittest.main()
