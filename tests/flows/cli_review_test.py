"""`psbt review`: the same review as the signing process makes, against descriptors that the caller names."""

import base64
import unittest

from program import CliTest, cli, vector_bytes

# The account of Ledger's published test seed that its PSBTs in the vectors spend from.
ACCOUNT = (
    "tpubDCtKfsNyRhULjZ9XMS4VKKtVcPdVDi8MKUbcSD9MJDyjRu1A2ND5MiipozyyspBT9bg8upEp7a8EAgFxNxXn1d7QkdbL52Ty5jiSLcxPt1P"
)
DESCRIPTOR = f"wpkh([f5acc2fd/84h/1h/0h]{ACCOUNT}/<0;1>/*)"
PSBT = "ledger/singlesig__wpkh-1to2.psbt"


class Review(CliTest):
    def review(self, psbt: bytes, *descriptors: str, network: str = "test"):
        options = [option for descriptor in descriptors or (DESCRIPTOR,) for option in ("--descriptor", descriptor)]
        return cli("psbt", "review", "-", *options, "--network", network, stdin=psbt)

    def codes(self, outcome) -> set[str]:
        return {finding["code"] for finding in outcome.document["findings"] if finding["severity"] != "show"}

    def test_an_honest_spend_is_signable_and_its_numbers_add_up(self):
        outcome = self.review(vector_bytes(PSBT))
        self.assertVerdict(outcome, True)
        document = outcome.document
        self.assertTrue(document["signable"])
        (spent,) = document["inputs"]
        self.assertEqual((spent["owned"], spent["vault"], spent["path"]), (True, 0, "m/84h/1h/0h/1/8"))
        self.assertEqual([output["class"] for output in document["outputs"]], ["unknown", "change"])
        paid, change = (output["amount"] for output in document["outputs"])
        self.assertEqual(document["fee"], spent["amount"] - paid - change)
        self.assertEqual(document["outflow"], paid + document["fee"])

    def test_the_same_bytes_under_another_descriptor_are_foreign(self):
        other = f"wpkh([f5acc2fd/84h/1h/0h]{ACCOUNT}/<2;3>/*)"
        outcome = self.review(vector_bytes(PSBT), other)
        self.assertVerdict(outcome, False)
        self.assertFalse(outcome.document["signable"])
        self.assertFalse(outcome.document["inputs"][0]["owned"])
        self.assertIsNone(outcome.document["outflow"])

    def test_the_vault_is_named_by_its_place_among_the_descriptors(self):
        first = f"wpkh([f5acc2fd/84h/1h/0h]{ACCOUNT}/<2;3>/*)"
        outcome = self.review(vector_bytes(PSBT), first, DESCRIPTOR)
        self.assertEqual(outcome.document["inputs"][0]["vault"], 1)

    def test_an_altered_previous_transaction_is_refused(self):
        psbt = bytearray(base64.b64decode(vector_bytes(PSBT)))
        amount = (3_208_357).to_bytes(8, "little")
        self.assertGreater(psbt.count(amount), 0)
        at = psbt.index(amount)
        psbt[at] ^= 1
        outcome = self.review(bytes(psbt))
        self.assertVerdict(outcome, False)
        self.assertTrue(self.codes(outcome) & {"vault.previous_tx_mismatch", "vault.utxos_disagree"}, outcome.document)

    def test_a_fee_of_everything_is_refused(self):
        psbt = bytearray(base64.b64decode(vector_bytes(PSBT)))
        at = psbt.index((2_308_212).to_bytes(8, "little"))
        psbt[at : at + 8] = (1_000).to_bytes(8, "little")
        outcome = self.review(bytes(psbt))
        self.assertVerdict(outcome, False)
        self.assertIn("vault.fee_share_above_ceiling", self.codes(outcome))

    def test_what_cannot_be_judged_is_an_error(self):
        self.assertRefused(self.review(b"junk"), "psbt.not_psbt")
        self.assertRefused(self.review(vector_bytes(PSBT), network="main"), "descriptor.key_wrong_network")
        self.assertRefused(cli("psbt", "review", "-", "--network", "test"), "cli.usage", 2)


if __name__ == "__main__":
    unittest.main()
