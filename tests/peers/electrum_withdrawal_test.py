"""A withdrawal from a 2-of-3 cold vault on a real node, from proposal to confirmation, with Electrum as a foreign key
holder: it gets the same exported PSBT as a station, and its reply is judged in the same way."""

import base64
import pathlib
import sys
import tempfile
import types
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "flows"))

import electrum_peer  # noqa: E402
from node import Node  # noqa: E402
from peers import Account, Peers, descriptor_of  # noqa: E402
from program import cli  # noqa: E402
from treasury import TreasuryTest  # noqa: E402

PURPOSE = "m/48h/1h/0h/2h"
COIN = 30_000_000
AMOUNT, OTHER_AMOUNT = 30_000_000, 31_000_000  # with its fee each needs two coins


class ElectrumHoldsAKey(TreasuryTest):
    def setUp(self):
        super().setUp()
        self.node = Node()
        self.addCleanup(self.node.close)
        self.found(node=self.node)
        with Peers() as peers:
            self.accounts = [Account(peers, f"treasury {i}", PURPOSE) for i in range(3)]
        keys = [f"{account.text}/<0;1>/*" for account in self.accounts]
        self.descriptor = descriptor_of("wsh_sortedmulti", keys)
        added = self.done("anna", "vault", "add", self.descriptor, "--name", "Vault room", "--tier", "cold")
        self.done("ben", "vault", "approve", added["id"])
        self.vault = added["id"]
        addresses = self.done("anna", "vault", "addresses", self.vault, "--to", 4)["items"]
        self.addresses = [row["address"] for row in addresses]
        for address in self.addresses:
            self.node.fund(address, COIN)
        self.done("anna", "sync")
        self.payee = self.payee_of("Aldgate Mining Ltd", self.node.rpc("getnewaddress"))

    def approved(self, amount):
        """Proposed by anna, approved by as many as the policy asks for."""
        proposal = ("--payee", self.payee, "--amount", amount, "--feerate", 5000, "--purpose", "Rigs")
        id = self.done("anna", "propose", "--vault", self.vault, *proposal)["id"]
        digest = self.done("anna", "show", id)["intent_digest"]
        for person in ("ben", "cleo", "cora"):
            if self.done("anna", "show", id)["phase"] == "waiting_for_approvals":
                self.done(person, "approve", id, "--digest", digest)
        self.done("anna", "advance", id)
        return id, self.done("anna", "export", id)["psbt"]

    def by_electrum(self, psbt, account):
        held = types.SimpleNamespace(accounts=self.accounts, threshold=2, addresses=self.addresses)
        return electrum_peer.sign(held, psbt, account)

    def by_hand(self, psbt, account):
        """With the one-shot signer, as somebody at a terminal would."""
        with tempfile.NamedTemporaryFile("w") as key:
            key.write(account.xprv + "\n")
            key.flush()
            signed = cli(
                "psbt", "sign", "-", "--descriptor", self.descriptor, "--network", "regtest", "--key-in", key.name,
                stdin=psbt.encode(),
            )  # fmt: skip
        self.assertEqual(signed.status, 0, signed.err)
        return signed.document["psbt"]

    def finished(self, psbt):
        """The network transaction, which wallets give to whoever signed last."""
        final = cli("psbt", "finalize", "-", stdin=psbt.encode())
        self.assertDone(final)
        return (final.document["tx_hex"] + "\n").encode()

    def signed(self, id, psbt):
        """What came back from a key holder, imported."""
        return self.imported(id, base64.b64decode(psbt))

    def imported(self, id, reply):
        return self.on("ben", "import", id, self.file("reply", reply))

    def assertSignatures(self, outcome, have):
        self.assertDone(outcome)
        self.assertEqual((outcome.document["signatures_have"], outcome.document["signatures_needed"]), (have, 2))

    def assertPaid(self, id, amount):
        while self.done("anna", "show", id)["phase"] != "broadcast":
            step = self.done("anna", "advance", id)
            self.assertNotEqual(step["before"], step["after"])
        self.node.mine(1)
        self.done("anna", "sync")
        shown = self.done("anna", "show", id)
        self.assertEqual((shown["phase"], shown["confirmations"]), ("confirmed", 1))
        paid = self.node.rpc("getrawtransaction", shown["txid"], True)
        self.assertIn(f"0.{amount:08}", [output["value"] for output in paid["vout"]])

    def test_payments_that_electrum_signs_are_confirmed(self):
        first, request = self.approved(AMOUNT)
        other, other_request = self.approved(OTHER_AMOUNT)
        refused = self.signed(first, self.by_electrum(other_request, self.accounts[0]))
        self.assertRefused(refused, "cold.foreign_wallet")
        self.assertSignatures(self.signed(first, self.by_electrum(request, self.accounts[0])), 1)
        # What is shown next has the signature in it: the second key holder finishes the transaction.
        half = self.done("anna", "export", first)["psbt"]
        whole = self.finished(self.by_hand(half, self.accounts[1]))
        self.assertRefused(self.imported(other, whole), "cold.foreign_wallet")
        self.assertSignatures(self.imported(first, whole), 2)
        self.assertPaid(first, AMOUNT)
        # Electrum finalizes the PSBT itself.
        half = self.by_electrum(other_request, self.accounts[2])
        self.assertSignatures(self.signed(other, half), 1)
        self.assertSignatures(self.signed(other, self.by_electrum(half, self.accounts[1])), 2)
        self.assertPaid(other, OTHER_AMOUNT)


if __name__ == "__main__":
    unittest.main()
