"""Over the limit, on a real node: one officer is not enough, the proposer's own approval and one person's second
device do not count, and one approval comes by file from a desk of its own."""

import unittest

from node import Node
from treasury import TreasuryTest, passphrase

AMOUNT = 120_000_000  # above the limit from which two officers and compliance approve
SECOND = b"another device of ben's\n"


class Desk(TreasuryTest):
    def setUp(self):
        super().setUp()
        self.node = Node()
        self.addCleanup(self.node.close)
        self.card = self.found(node=self.node)
        self.vault = self.done("anna", "vault", "list")["items"][0]
        self.node.fund(self.vault["first_receive"], 2 * AMOUNT)
        self.done("anna", "sync")
        self.payee = self.payee_of("Aldgate Mining Ltd", self.node.rpc("getnewaddress"))

    def second_device(self):
        """Ben asks for it; two administrators sign it into the roster."""
        key = self.folder / "ben-2.key"
        asked = self.run_with(
            [passphrase("ben"), SECOND], "--workspace", self.workspace, "--as", "ben",
            "person", "device", "add", "--label", "Ben at home", "--out", key,
        )  # fmt: skip
        self.assertDone(asked)
        self.assertEqual(asked.document["progress"], "waiting")
        change = asked.document["proposed"][0]
        self.assertEqual(change["changes"], [f"Ben gets another device: “Ben at home” (key {asked.document['key_id'][:16]})."])
        self.assertRefused(self.on("ben", "person", "approve", change["id"]), "change.signed_already")
        self.assertEqual(self.done("cora", "person", "approve", change["id"])["progress"], "waiting")  # no administrator
        self.assertEqual(self.done("cleo", "person", "approve", change["id"])["progress"], "in_force")
        return key

    def registration(self):
        file = self.folder / "registration"
        self.done("anna", "registration", "export", "--out", file, "--force")
        return file

    def make_desk(self, name, person, key, secret, digest=None):
        return self.run_with(
            [secret], "--as", person, "desk", "make", self.registration(), "--desk", self.folder / name, "--key", key,
            "--digest", digest or self.card["treasury"],
        )  # fmt: skip

    def at_desk(self, name, secret, *arguments):
        return self.run_with([secret], "desk", *arguments, "--desk", self.folder / name)

    def test_two_officers_and_compliance_one_of_them_at_a_desk_and_nobody_twice(self):
        proposal = (
            "propose", "--vault", self.vault["id"], "--payee", self.payee, "--amount", AMOUNT, "--feerate", 5000,
            "--purpose", "Rigs", "--reference", "INV-9",
        )  # fmt: skip
        id = self.done("anna", *proposal)["id"]
        digest = self.done("anna", "show", id)["intent_digest"]
        request = self.folder / "request.psbt"

        # One person, two devices: at the console, and at a desk that has not heard of it.
        key = self.second_device()
        self.assertDone(self.make_desk("ben-at-home", "ben", key, SECOND))
        self.done("anna", "approval", "request", id, "--out", request)
        verdict = self.done("ben", "approve", id, "--digest", digest)
        self.assertEqual(verdict["outcome"], "needs")
        shown = self.at_desk("ben-at-home", SECOND, "review", request)
        self.assertDone(shown)
        self.assertEqual((shown.document["intent_digest"], shown.document["may_approve"]), (digest, True))
        answer = self.folder / "ben.answer"
        self.assertDone(self.at_desk("ben-at-home", SECOND, "approve", request, "--digest", digest, "--out", answer))
        self.done("anna", "approval", "import", answer)
        shown = self.done("anna", "show", id)
        self.assertEqual(sorted((a["person"], a["counts"]) for a in shown["approvals"]), [("Ben", False), ("Ben", True)])
        self.assertEqual(max(o["met"] for o in shown["verdict"]["obligations"]), 1)
        self.assertEqual(shown["phase"], "waiting_for_approvals")
        self.assertRefused(self.on("anna", "approve", id, "--digest", digest), "approval.does_not_count")
        self.done("anna", "arm")
        self.done("ben", "arm")
        self.assertEqual(self.done("anna", "advance", id)["after"], "waiting_for_approvals")

        # Compliance at the console, the second officer at a desk.
        self.assertEqual(self.done("cora", "approve", id, "--digest", digest)["outcome"], "needs")
        key = self.workspace / "approval-keys" / "cleo.json"
        wrong = self.make_desk("cleo", "cleo", key, passphrase("cleo"), digest="0" * 64)
        self.assertRefused(wrong, "signer.digest_mismatch")
        self.assertDone(self.make_desk("cleo-2", "cleo", key, passphrase("cleo")))
        self.done("anna", "approval", "request", id, "--out", request, "--force")
        refused = self.at_desk("cleo-2", passphrase("cleo"), "approve", request, "--digest", "0" * 64)
        self.assertRefused(refused, "approval.digest_changed")
        answer = self.folder / "cleo.answer"
        self.assertDone(
            self.at_desk(
                "cleo-2", passphrase("cleo"), "approve", request, "--digest", digest, "--note", "Called them",
                "--out", answer,
            )
        )  # fmt: skip
        self.assertEqual(self.done("anna", "approval", "import", answer)["phase"], "authorized")
        shown = self.done("anna", "show", id)
        self.assertIn(("Cleo", True), [(a["person"], a["counts"]) for a in shown["approvals"]])
        self.assertFalse(shown["one_computer"])
        sentences = [line["sentence"] for line in shown["timeline"]]
        self.assertIn("Cleo approved at a desk of their own: Called them", sentences)
        for phase in ("signing", "signed", "broadcast"):
            self.assertEqual(self.done("anna", "advance", id)["after"], phase)
        self.assertEqual(self.node.rpc("getrawmempool"), [shown["txid"]])
        self.node.mine(1)
        self.assertEqual(self.done("anna", "advance", id)["after"], "confirmed")


if __name__ == "__main__":
    unittest.main()
