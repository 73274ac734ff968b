"""A payment by command line alone: payee, proposal, approvals, arming, signing, sending, and what stops it."""

import unittest

from treasury import TreasuryTest

ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"


class Payments(TreasuryTest):
    def setUp(self):
        super().setUp()
        self.found()
        self.vault = self.done("anna", "vault", "list")["items"][0]
        self.done("anna", "training", "fund", self.vault["first_receive"], "--amount", "50000000")
        self.done("anna", "training", "mine", "--blocks", "1")
        self.done("anna", "sync")
        added = self.done(
            "anna", "payee", "add", "--name", "Aldgate Mining Ltd", "--address", ADDRESS, "--evidence", "called back"
        )
        self.assertEqual(added["state"], "proposed")
        self.assertEqual(self.done("ben", "payee", "approve", added["id"])["state"], "active")
        self.payee = added["id"]

    def propose(self, amount, reference):
        return self.done(
            "anna", "propose", "--vault", self.vault["id"], "--payee", self.payee, "--amount", str(amount),
            "--feerate", "5000", "--purpose", "Hosting", "--reference", reference,
        )

    def test_a_payment_over_the_limit_is_approved_signed_and_confirmed(self):
        row = self.propose(6_000_000, "INV-1")
        self.assertEqual(row["phase"], "waiting_for_approvals")
        shown = self.done("ben", "show", row["id"])
        self.assertEqual(shown["purpose"], "Hosting")
        self.assertEqual([end["kind"] for end in shown["outputs"]].count("payee"), 1)
        digest = shown["intent_digest"]
        self.assertRefused(self.on("anna", "approve", row["id"], "--digest", digest), "approval.does_not_count")
        self.assertRefused(self.on("ben", "approve", row["id"], "--digest", "0" * 64), "approval.digest_changed")
        self.assertEqual(self.done("ben", "approve", row["id"], "--digest", digest)["outcome"], "permitted")
        self.assertRefused(self.on("anna", "advance", row["id"]), "signer.not_armed")
        self.assertEqual(self.done("anna", "arm")["phase"], "open")
        self.assertEqual(self.done("ben", "arm")["phase"], "armed")
        for phase in ("signing", "signed", "broadcast"):
            self.assertEqual(self.done("anna", "advance", row["id"])["after"], phase)
        self.done("anna", "training", "mine", "--blocks", "1")
        self.assertEqual(self.done("anna", "advance", row["id"])["after"], "confirmed")
        items = self.done("cora", "list", "--text", "INV-1")["items"]
        self.assertEqual([(item["id"], item["phase"]) for item in items], [(row["id"], "confirmed")])
        self.assertEqual(self.done("anna", "disarm")["phase"], "open")

    def sent(self, withdrawal):
        for phase in ("signing", "signed", "broadcast"):
            self.assertEqual(self.done("anna", "advance", withdrawal)["after"], phase)

    def test_a_payment_that_waits_is_sped_up_and_then_stopped(self):
        row = self.propose(1_000_000, "INV-4")
        self.assertEqual((row["kind"], row["version_of"]), ("payment", None))
        self.assertRefused(self.on("anna", "bump", row["id"]), "withdrawal.not_signed")
        self.done("anna", "arm")
        self.done("ben", "arm")
        self.sent(row["id"])
        ceiling = self.done("anna", "show", row["id"])["ceiling"]
        self.assertEqual(ceiling["max_feerate"], 15000)
        outcome = self.on("anna", "bump", row["id"], "--feerate", "5500")
        self.assertRefused(outcome, "vault.replacement_fee_too_low")
        self.assertGreaterEqual(int(outcome.error["data"]["least"]), 6000)
        preview = self.done("anna", "bump", row["id"], "--feerate", "10000", "--preview")
        self.assertTrue(preview["covered"])
        self.assertEqual(preview["ceiling"], ceiling)
        self.assertEqual(self.done("anna", "show", row["id"])["versions"], [])
        faster = self.done("ben", "bump", row["id"][:12], "--feerate", "10000")
        self.assertEqual((faster["kind"], faster["version_of"]), ("speed_up", row["id"]))
        self.assertEqual((faster["phase"], faster["fee"]), ("authorized", preview["fee"]))
        self.sent(faster["id"])
        self.assertFalse(self.done("anna", "stop", row["id"], "--preview")["covered"])
        stop = self.done("anna", "stop", row["id"])
        self.assertEqual((stop["kind"], stop["amount"]), ("stop", 0))
        self.sent(stop["id"])
        versions = self.done("anna", "show", row["id"])["versions"]
        self.assertEqual([one["id"] for one in versions], [row["id"], faster["id"], stop["id"]])
        self.done("anna", "training", "mine", "--blocks", "6")
        self.done("anna", "sync")
        phases = [one["phase"] for one in self.done("anna", "show", row["id"])["versions"]]
        self.assertEqual(phases, ["replaced", "replaced", "confirmed"])
        kinds = [item["kind"] for item in self.done("anna", "audit", "log", "--kind", "withdrawal")["items"]]
        self.assertEqual(kinds.count("withdrawal.replacement_proposed"), 2)

    def test_coins_are_chosen_by_hand_become_one_and_pay_for_what_waits(self):
        for _ in range(2):
            self.done("anna", "training", "fund", self.vault["first_receive"], "--amount", "1000000")
        self.done("anna", "training", "mine", "--blocks", "1")
        self.done("anna", "sync")
        coins = self.done("anna", "vault", "coins", self.vault["id"])["items"]
        small = [coin["outpoint"] for coin in coins if coin["amount"] == 1000000]
        self.assertEqual(len(small), 2)
        self.done("anna", "arm")
        self.done("ben", "arm")
        arguments = ("consolidate", "--vault", self.vault["id"], "--feerate", "5000")
        self.assertRefused(self.on("anna", *arguments, "--coin", small[0]), "coin.too_few")
        both = ("--coin", small[0], "--coin", small[1])
        preview = self.done("anna", *arguments, *both, "--preview")
        self.assertEqual(preview["change"] + preview["fee"], 2000000)
        self.assertEqual(self.done("anna", "list")["items"], [])
        row = self.done("anna", *arguments, *both)
        self.assertEqual((row["kind"], row["phase"]), ("consolidation", "authorized"))
        self.sent(row["id"])
        self.done("anna", "sync")
        coins = self.done("anna", "vault", "coins", self.vault["id"])["items"]
        waiting = [coin["outpoint"] for coin in coins if coin["height"] is None]
        self.assertEqual(len(waiting), 1)
        preview = self.done("anna", "child", waiting[0], "--feerate", "20000", "--preview")
        self.assertGreaterEqual(preview["package_feerate"], 20000)
        self.assertEqual(preview["parent_fee"], row["fee"])
        child = self.done("anna", "child", waiting[0], "--feerate", "20000")
        self.sent(child["id"])
        self.done("anna", "training", "mine", "--blocks", "1")
        self.done("anna", "sync")
        for withdrawal in (row, child):
            self.assertEqual(self.done("anna", "show", withdrawal["id"])["phase"], "confirmed")

    def test_a_file_of_payments_is_paid_once_and_wholly(self):
        second = self.payee_of("Borough Foundry", "bcrt1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qzf4jry")
        path = self.folder / "october.csv"
        arguments = ("propose", "--vault", self.vault["id"], "--batch", path, "--feerate", "5000")
        path.write_text("payee,amount_sat,reference\nNobody,5,INV-1\nBorough Foundry,=1,INV-2\n", encoding="utf-8")
        outcome = self.on("anna", *arguments)
        self.assertRefused(outcome, "batch.refused")
        self.assertEqual(list(outcome.error["data"]), ["line 2, payee", "line 3, amount_sat"])
        outcome = self.on("anna", *arguments, "--preview")
        self.assertEqual(outcome.status, 1)
        self.assertEqual(
            [(problem["line"], problem["code"]) for problem in outcome.document["problems"]],
            [(2, "payee.not_found"), (3, "batch.amount")],
        )
        path.write_text(
            f"payee,amount_btc,purpose,reference\r\nAldgate Mining Ltd,0.01,Hosting,INV-1\r\n{second},0.02,\"Castings, 2\",INV-2\r\n",
            encoding="utf-8",
        )
        preview = self.done("anna", *arguments, "--preview")
        self.assertEqual((preview["total"], preview["problems"]), (3_000_000, []))
        self.assertEqual(preview["withdrawal"]["fee_basis"]["source"], "chosen")
        self.assertEqual(self.done("anna", "list")["items"], [])
        row = self.done("anna", *arguments)
        self.assertEqual(row["amount"], 3_000_000)
        paid = {end["label"]: end for end in self.done("ben", "show", row["id"])["outputs"] if end["kind"] == "payee"}
        self.assertEqual(sorted(paid), ["Aldgate Mining Ltd", "Borough Foundry"])
        self.assertEqual(paid["Borough Foundry"]["purpose"], "Castings, 2")
        outcome = self.on("anna", *arguments, "--again")
        self.assertRefused(outcome, "batch.refused")
        self.assertTrue(outcome.error["data"]["file"].startswith("batch.paid_already: "))
        self.assertRefused(self.on("anna", *arguments, "--reference", "INV-3"), "cli.usage", status=2)
        self.assertRefused(self.on("anna", "propose", "--vault", self.vault["id"]), "cli.usage", status=2)

    def test_what_cannot_be_paid_says_what_could(self):
        arguments = ("propose", "--vault", self.vault["id"], "--payee", self.payee, "--feerate", "5000", "--preview")
        outcome = self.on("anna", *arguments, "--amount", "60000000")
        self.assertRefused(outcome, "vault.insufficient_funds")
        most = outcome.error["data"]["most"]
        self.assertEqual(self.done("anna", *arguments, "--amount", most)["amount"], int(most))
        preview = self.done("anna", *arguments[:5], "--amount", "1000000", "--preview")
        self.assertEqual(preview["fee_basis"]["source"], "fallback")

    def test_a_signed_transaction_is_handed_out(self):
        row = self.propose(1_000_000, "INV-5")
        self.done("anna", "arm")
        self.done("ben", "arm")
        self.assertRefused(self.on("anna", "export", row["id"], "--transaction"), "withdrawal.not_complete")
        self.done("anna", "advance", row["id"])
        self.done("anna", "advance", row["id"])
        path = self.folder / "signed.tx"
        handed = self.done("anna", "export", row["id"], "--transaction", "--out", path)
        self.assertEqual(path.read_bytes().hex(), handed["tx_hex"])
        self.assertEqual(handed["txid"], self.done("anna", "show", row["id"])["txid"])

    def test_the_shipped_command_line_knows_no_failpoint(self):
        self.environment["STRONGROOM_FAILPOINT"] = "proposal.signed"  # where node_kills_test.py kills its own build
        self.assertEqual(self.propose(6_000_000, "INV-3")["phase"], "waiting_for_approvals")

    def test_a_clock_that_nobody_set_needs_nobody_to_vouch_for_it(self):
        self.assertEqual(self.done("anna", "clock", "show"), {"believed": True, "proven": None, "stated": None})
        self.assertRefused(self.on("anna", "clock", "confirm", "--shown", "1"), "signer.clock_certain")

    def test_what_people_say_stops_a_payment(self):
        row = self.propose(6_000_000, "INV-2")
        request = self.folder / "request.psbt"
        self.done("anna", "approval", "request", row["id"], "--out", str(request))
        self.assertTrue(request.read_bytes().startswith(b"psbt\xff"))
        self.assertRefused(self.on("anna", "approval", "import", request), "approval.malformed")
        self.done("ben", "ask", row["id"], "--question", "Which invoice?")
        self.done("anna", "answer", row["id"], "--answer", "INV-2 of October")
        self.assertEqual(self.done("cleo", "reject", row["id"], "--reason", "Paid already")["phase"], "rejected")
        self.assertRefused(self.on("anna", "withdraw", row["id"], "--reason", "x"), "withdrawal.closed")
        self.assertRefused(self.on("anna", "export", row["id"]), "cold.not_approved")

    def test_a_freeze_stops_everything_until_two_others_agree(self):
        frozen = self.done("cleo", "freeze", "--reason", "A call that was not ours")
        self.assertEqual((frozen["frozen"], frozen["by"]), (True, "Cleo"))
        self.assertRefused(self.on("anna", "arm"), "signer.frozen")
        self.assertTrue(self.done("anna", "unfreeze")["frozen"])
        self.assertFalse(self.done("ben", "unfreeze")["frozen"])


if __name__ == "__main__":
    unittest.main()
