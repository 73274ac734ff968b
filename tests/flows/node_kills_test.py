"""The coordinator is killed with SIGKILL at every step between a proposal and a payment that was sent, on a real
node: nothing is lost, nothing is signed twice, what is shown afterwards is true, and going on completes it."""

import os
import signal
import unittest

import program
from node import Node
from treasury import TreasuryTest, passphrase

KILLABLE = program.pathlib.Path(os.environ["STRONGROOM_KILLABLE"]) / "strongroom-cli"
AMOUNT = 6_000_000  # above the limit from which one officer approves

# Where it is killed, and what is shown afterwards.
ADVANCING = [
    ("spend.signed", "authorized"),  # the signer has signed, the coordinator has not read it
    ("withdrawal.commit", "authorized"),  # read, the database has not committed
    (None, "signing"),
    ("withdrawal.commit", "signing"),  # finalized, the database has not committed
    (None, "signed"),
    ("send.before", "signed"),  # before sendrawtransaction
    ("send.after", "signed"),  # after it: ready to send, and sending again is harmless
    ("send.recorded", "signed"),  # the log says that it was sent, the database does not yet
    ("withdrawal.commit", "signed"),
    (None, "broadcast"),
]


class Kills(TreasuryTest):
    def setUp(self):
        super().setUp()
        self.node = Node()
        self.addCleanup(self.node.close)
        self.found(node=self.node)
        self.vault = self.done("anna", "vault", "list")["items"][0]
        self.node.fund(self.vault["first_receive"], 20_000_000)
        self.done("anna", "sync")
        self.payee = self.payee_of("Aldgate Mining Ltd", self.node.rpc("getnewaddress"))

    def killed(self, point, person, *arguments):
        """Runs a verb that dies at a point, as `kill -9` would end it: no answer, no last words."""
        outcome = self.run_with(
            [passphrase(person)], "--workspace", self.workspace, "--as", person, *arguments,
            command=KILLABLE, environment={"STRONGROOM_FAILPOINT": point},
        )  # fmt: skip
        self.assertEqual((outcome.status, outcome.out, outcome.err), (-signal.SIGKILL, b"", b""), point)

    def phase(self, id):
        return self.done("ben", "show", id)["phase"]

    def proposal(self):
        return (
            "propose", "--vault", self.vault["id"], "--payee", self.payee, "--amount", AMOUNT,
            "--feerate", 5000, "--purpose", "Hosting", "--reference", "INV-1",
        )  # fmt: skip

    def test_killed_at_every_step_a_payment_is_made_once(self):
        # A proposal nobody was told of is not there; its record in the log is.
        self.killed("proposal.signed", "anna", *self.proposal())
        self.assertEqual(self.done("anna", "list")["items"], [])
        self.killed("proposal.stored", "anna", *self.proposal())
        items = self.done("anna", "list")["items"]
        self.assertEqual([item["phase"] for item in items], ["waiting_for_approvals"])
        self.assertRefused(self.on("anna", *self.proposal()), "vault.insufficient_funds")  # its coin is reserved
        id = items[0]["id"]
        proposed = [r for r in self.done("anna", "audit", "log")["items"] if r["kind"] == "withdrawal.proposed"]
        self.assertEqual(len(proposed), 2)

        # An approval that was signed and not kept is given again, and counts once.
        shown = self.done("ben", "show", id)
        approval = ("approve", id, "--digest", shown["intent_digest"])
        for point in ("statement.signed", "withdrawal.commit"):
            self.killed(point, "ben", *approval)
            self.assertEqual(self.done("ben", "show", id)["approvals"], [], point)
        self.killed("statement.stored", "ben", *approval)
        shown = self.done("ben", "show", id)
        self.assertEqual([(a["person"], a["counts"]) for a in shown["approvals"]], [("Ben", True)])
        self.assertEqual(shown["phase"], "authorized")

        self.done("anna", "arm")
        self.assertEqual(self.done("ben", "arm")["phase"], "armed")
        for point, phase in ADVANCING:
            with self.subTest(point=point, phase=phase):
                if point is None:
                    self.assertEqual(self.done("anna", "advance", id)["after"], phase)
                else:
                    self.killed(point, "anna", "advance", id)
                self.assertEqual(self.phase(id), phase)
        self.assertEqual(self.node.rpc("getrawmempool"), [shown["txid"]])
        self.node.mine(1)
        self.assertEqual(self.done("anna", "advance", id)["after"], "confirmed")
        self.assertOnce(id, shown["txid"])

    def test_a_coordinator_that_died_after_sending_learns_from_the_chain_that_it_was_sent(self):
        id = self.done("anna", *self.proposal())["id"]
        shown = self.done("ben", "show", id)
        self.done("ben", "approve", id, "--digest", shown["intent_digest"])
        self.done("anna", "arm")
        self.done("ben", "arm")
        self.done("anna", "advance", id)
        self.done("anna", "advance", id)
        self.killed("send.after", "anna", "advance", id)
        self.done("anna", "sync")
        self.assertEqual(self.phase(id), "broadcast")
        self.node.mine(1)
        self.done("anna", "sync")
        self.assertEqual(self.phase(id), "confirmed")
        self.assertOnce(id, shown["txid"])

    def assertOnce(self, id, txid):
        """One transaction of the treasury's coins is in the chain; the log has each step once and proves itself."""
        spent = self.done("anna", "vault", "coins", self.vault["id"])["items"]
        self.assertEqual(len(spent), 1)  # the change
        self.assertTrue(spent[0]["outpoint"].startswith(txid))
        kinds = [r["kind"] for r in self.done("anna", "audit", "log", "--limit", 1000)["items"] if r["subject"] == id]
        for kind in ("withdrawal.authorized", "withdrawal.signed", "chain.broadcast"):
            self.assertEqual(kinds.count(kind), 1, kind)
        bundle = self.folder / "bundle"
        self.done("anna", "audit", "export", bundle)
        self.assertVerdict(program.cli("audit", "verify", bundle), positive=True)


if __name__ == "__main__":
    unittest.main()
