"""The story that both hands tell: a withdrawal over the limit, from the person who proposes it to the chain."""

from console import ConsoleTest
from desktop import until
from hands import Hand
from window import FIELDS

ANNA = "Anna Keller"
APPROVERS = ["Ben Okafor", "Faye Tanaka", "Cleo Marchetti"]  # an officer, compliance, and a second officer
PAYEE = "Kestrel Hosting"
TITLE = f"1.250 000 00 BTC to {PAYEE}"


class Story(ConsoleTest):
    def test_a_withdrawal_over_the_limit_waits_for_its_people_until_it_is_confirmed(self):
        with self.console() as hand:
            self.sit_down(hand, ANNA)
            self.propose(hand)
            self.see_that_the_proposer_does_not_count(hand)
            self.see_that_it_waits(hand, 0)
            for given, person in enumerate(APPROVERS, start=1):
                hand.press("Switch person")
                self.sit_down(hand, person)
                self.approve(hand, person)
                hand.window.see(f"Approvals {given} of 3")
                if given < len(APPROVERS):
                    self.see_that_it_waits(hand, given)
            hand.press_until("Continue", "Sent, waits for a block.")
            self.assertTrue(self.cli_as(ANNA, "training", "mine").document)
            hand.window.see("Confirmed by 1 block")

    def test_a_wrong_passphrase_says_so_and_opens_nothing(self):
        with self.console() as hand:
            before = self.kept_files()
            hand.press(ANNA)
            self.assertFalse(self.unlocks(hand, ANNA, "harbour lantern 42"))
            field = hand.window.find(f"Passphrase of {ANNA}", FIELDS)
            self.assertEqual(field.description, "Error: The passphrase is wrong. The attempt was recorded.")
            self.assertFalse(hand.window.offers("Overview"))
            self.assertEqual(self.kept_files(), before)
            # After a wrong one the signer takes none for a moment, then the right one.
            until(lambda: self.unlocks(hand, ANNA, self.passphrases[ANNA]), "the right passphrase to open it")

    def unlocks(self, hand: Hand, person: str, passphrase: str) -> bool:
        hand.type_secret(f"Passphrase of {person}", passphrase)
        hand.press("Unlock")
        return until(lambda: hand.window.shown(f"Welcome, {person}", "Error: "), "an answer") != "Error: "

    def propose(self, hand: Hand):
        hand.press("New withdrawal")
        hand.choose("To", PAYEE)
        hand.choose("From", "Hot")
        hand.fill("Amount", "1.25")
        hand.fill("Purpose", "Racks for the second hall")
        hand.fill("Reference", "KH-1190")
        hand.window.see("two officers")
        hand.press("Propose…")
        hand.type_secret("Your passphrase", self.passphrases[ANNA])
        self.assertEveryControlHasAName(hand.window, "proposing")
        hand.press("Propose")
        hand.window.see(TITLE)

    def see_that_it_waits(self, hand: Hand, given: int):
        """It says how far it is and for whom it waits, and nobody can send it."""
        hand.window.see(f"Approvals {given} of 3")
        waiting = next(c.name for c in hand.window.controls() if c.name.startswith("Waiting for "))
        for person in APPROVERS[given:]:
            self.assertIn(person, waiting)
        for person in [ANNA, *APPROVERS[:given]]:
            self.assertNotIn(person, waiting)
        self.assertFalse(hand.window.offers("Approve…"))
        hand.window.see("Signatures 0 of 1 needed")
        self.assertFalse(hand.window.offers("Continue"))

    def see_that_the_proposer_does_not_count(self, hand: Hand):
        """Neither the page nor the signer behind it takes an approval of the person who proposed."""
        hand.window.see("You proposed it: your own approval does not count.")
        self.assertFalse(hand.window.offers("Approve…"))
        row = next(row for row in self.cli_as(ANNA, "list").document["items"] if row["reference"] == "KH-1190")
        digest = self.cli_as(ANNA, "show", row["id"]).document["intent_digest"]
        refused = self.cli_as(ANNA, "approve", row["id"], "--digest", digest)
        self.assertEqual((refused.status, refused.error["code"]), (1, "approval.does_not_count"))

    def approve(self, hand: Hand, person: str):
        self.open(hand, "Approvals")
        hand.press(f"Payee: {PAYEE}")
        hand.window.see(TITLE)
        hand.press("Approve…")
        hand.type_secret("Your passphrase", self.passphrases[person])
        self.assertEveryControlHasAName(hand.window, "approving")
        hand.press("Approve")
        hand.window.see_no_more("Your passphrase")
        until(hand.window.focused, "something to have the keyboard after the dialog")
        self.assertEveryControlHasAName(hand.window, "a withdrawal")
