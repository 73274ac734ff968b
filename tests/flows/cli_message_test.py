"""Signed messages (BIP322) and the prefixes of extended keys (SLIP-132) by command line."""

import pathlib
import tempfile
import unittest

from program import CliTest, cli, vectors

BASIC = "bips/bip322_basic-test-vectors.json"
ADDRESS = "bc1q9vza2e8x573nczrlzms0wvx3gsqjx7vavgkx0l"
# BIP322's own proof by that address, of the empty message.
PROOF = (
    "smpAkcwRAIgM2gBAQqvZX15ZiysmKmQpDrG83avLIT492QBzLnQIxYCIBaTpOaD20qRlEylyxFSeEA2ba9YOixpX8z46TSDtS40ASECx/EgAxlkQpQ9"
    "hYjgGu6EBCPMVPwVIVJqO4XCsMvViHI="
)


def verify(address: str, message: str, signature: str, *more):
    return cli("message", "verify", address, "--network", "main", "--message=" + message, "--signature=" + signature, *more)


class Verify(CliTest):
    def test_the_proofs_of_bip322_are_valid(self):
        for case in vectors(BASIC)["simple"]:
            for signature in case["bip322_signatures"]:
                outcome = verify(case["address"], case["message"], signature)
                self.assertVerdict(outcome, True)
                self.assertEqual(
                    outcome.document,
                    {
                        "age": 0,
                        "code": None,
                        "coins": [],
                        "format": "simple",
                        "sentence": None,
                        "time": 0,
                        "valid": True,
                        "verdict": "valid",
                    },
                )

    def test_the_errors_of_bip322_are_refused_or_invalid(self):
        for case in vectors(BASIC)["error"]:
            outcome = verify(case["address"], case["message"], case["signature"])
            self.assertEqual(outcome.status, 1, case)
            if outcome.out:
                self.assertVerdict(outcome, False)
                self.assertEqual(outcome.document["verdict"], "invalid")

    def test_why_a_proof_does_not_hold_is_said(self):
        outcome = verify(ADDRESS, "other words", PROOF)
        self.assertVerdict(outcome, False)
        self.assertEqual(outcome.document["code"], "bitcoin.spend_wrong_signature")
        self.assertEqual(verify(ADDRESS, "", "ful" + PROOF[3:]).document["code"], "message.malformed")

    def test_message_and_proof_come_from_files_too(self):
        with tempfile.TemporaryDirectory() as folder:
            message, proof = pathlib.Path(folder, "message"), pathlib.Path(folder, "proof")
            message.write_bytes(b"")
            proof.write_text(PROOF + "\n", encoding="ascii")
            files = ["--message-in", message, "--signature-in", proof]
            self.assertVerdict(cli("message", "verify", ADDRESS, "--network", "main", *files), True)
            message.write_bytes(b"\n")
            self.assertVerdict(cli("message", "verify", ADDRESS, "--network", "main", *files), False)

    def test_what_cannot_be_judged_is_an_error(self):
        self.assertRefused(verify(ADDRESS, "", ""), "message.signature_empty")
        self.assertRefused(verify(ADDRESS, "", "no base64"), "message.not_base64")
        self.assertRefused(verify(ADDRESS, "\u202eleft", PROOF), "message.not_text")
        self.assertRefused(verify(ADDRESS + "q", "", PROOF), "bitcoin.address_checksum")
        self.assertRefused(verify(ADDRESS, "", PROOF, "--message-in", "-"), "cli.usage", 2)


class Prefixes(CliTest):
    def test_a_prefix_is_changed_only_where_it_is_asked_for(self):
        for case in vectors("slip/slip132.json")["cases"]:
            key, letters = case["pub"], case["pub"][:4]
            plain = cli("key", "convert", key, "--to", "xpub", "--network", "main")
            self.assertDone(plain)
            self.assertEqual((plain.document["from"], plain.document["to"]), (letters, "xpub"))
            back = cli("key", "convert", plain.document["key"], "--to", letters, "--network", "main")
            self.assertEqual(back.document["key"], key)
            if letters != "xpub":
                self.assertRefused(cli("descriptor", "info", f"wpkh({key}/0/*)"), "descriptor.key_slip132")
            self.assertDone(cli("descriptor", "info", f"wpkh({plain.document['key']}/0/*)"))
            convert = ["key", "convert", key]
            self.assertRefused(cli(*convert, "--to", "tpub", "--network", "main"), "bitcoin.extended_key_network")
            self.assertRefused(cli(*convert, "--to", "xpub", "--network", "test"), "bitcoin.extended_key_network")
            self.assertRefused(cli(*convert, "--to", "xprv", "--network", "main"), "input.key_prefix")
            private = cli("key", "convert", case["prv"], "--to", "xpub", "--network", "main")
            self.assertRefused(private, "bitcoin.extended_key_private")
            self.assertNotIn(case["prv"], private.err.decode() if isinstance(private.err, bytes) else private.err)


if __name__ == "__main__":
    unittest.main()
