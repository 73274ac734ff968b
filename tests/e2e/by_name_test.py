"""The real window, worked by the names and actions that assistive technology finds."""

import unittest

from console import PAGES
from hands import NamesHand
from story import ANNA, Story


class ByName(Story):
    hand = NamesHand

    def test_a_second_console_only_reads_and_says_so(self):
        with self.console() as first:
            self.sit_down(first, ANNA)
            with self.console() as second:
                self.sit_down(second, "Ben Okafor")
                second.window.see("Another console holds this treasury open for writing")
                self.assertFalse(second.window.offers("New withdrawal"))
            self.assertTrue(first.window.offers("New withdrawal"))

    def test_every_control_has_a_name(self):
        with self.console() as hand:
            self.assertEveryControlHasAName(hand.window, "unlock page")
            self.sit_down(hand, ANNA)
            for page in PAGES:
                self.open(hand, page)
                self.assertEveryControlHasAName(hand.window, page)
            hand.press("Lock now")
            hand.press("Another treasury")
            hand.window.see("Found a treasury")
            self.assertEveryControlHasAName(hand.window, "welcome page")


del Story  # told by its subclass alone

if __name__ == "__main__":
    unittest.main()
