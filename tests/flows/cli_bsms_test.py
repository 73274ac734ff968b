"""`bsms check`: records of a multisig's setup (BIP129), those of the BIP and what is wrong with altered ones."""

import base64
import hashlib
import hmac
import subprocess
import unittest

from program import CliTest, cli, cli_with_secrets, vectors

TOKEN = "a54044308ceac9b7"


def records() -> dict[str, dict[str, str]]:
    """mode → file name → content"""
    cases = vectors("bips/bip129_bsms.json")["cases"]
    return {case["mode"]: {file["name"]: file["content"] for file in case["files"]} for case in cases}


def seal(plain: bytes, key: bytes, mac: bytes) -> bytes:
    """AES-256-CTR by the openssl program: this test must not use the code it tests."""
    command = ["openssl", "enc", "-aes-256-ctr", "-K", key.hex(), "-iv", mac[:16].hex(), "-nosalt"]
    return subprocess.run(command, input=plain, capture_output=True, check=True).stdout


class Records(CliTest):
    def setUp(self):
        super().setUp()
        self.plain = records()["NO_ENCRYPTION"]
        self.sealed = records()["STANDARD Encryption"]

    def check(self, content: str | bytes, token: str | None = None):
        path = self.file("record", content.encode() if isinstance(content, str) else content)
        if token is None:
            return cli("bsms", "check", path)
        return cli_with_secrets([token.encode()], "bsms", "check", path)

    def assertProblem(self, code: str, content: str | bytes, token: str | None = None):
        outcome = self.check(content, token)
        self.assertVerdict(outcome, False)
        self.assertEqual((outcome.document["problem"], outcome.document["valid"]), (code, False))
        self.assertTrue(outcome.document["sentence"].endswith("."))
        return outcome.document

    def change(self, content: str, line: int, text: str) -> str:
        lines = content.split("\n")
        lines[line] = text
        return "\n".join(lines)

    def test_every_record_of_the_bip_is_valid_in_the_clear_and_encrypted(self):
        seen = 0
        for mode, files in records().items():
            for name, content in files.items():
                with self.subTest(f"{mode}: {name}"):
                    sealed = name.endswith(".dat")
                    outcome = self.check(content, TOKEN if sealed else None)
                    self.assertVerdict(outcome, True)
                    document = outcome.document
                    self.assertEqual((document["valid"], document["problem"], document["version"]), (True, None, "1.0"))
                    self.assertEqual(document["encrypted"], sealed)
                    self.assertEqual(document["round"], 1 if name.startswith("signer") else 2)
                    seen += 1
        self.assertEqual(seen, 12)

    def test_a_key_record_says_whose_key_it_is(self):
        document = self.check(self.plain["signer_1_key.bsms"] + "\n").document
        self.assertEqual(document["description"], "Signer 1 key")
        self.assertEqual([(k["fingerprint"], k["path"]) for k in document["keys"]], [("1cf0bf7e", "m/48h/0h/0h/2h")])
        self.assertTrue(document["keys"][0]["xpub"].startswith("xpub6FL8F"))

    def test_a_descriptor_record_says_what_all_signers_compare(self):
        document = self.check(self.plain["my_multisig_wallet.bsms"]).document
        self.assertEqual(document["path_restrictions"], ["/0/*", "/1/*"])
        self.assertEqual((document["network"], document["threshold"], document["script_type"]), ("main", 2, "wsh_sortedmulti"))
        self.assertEqual([key["fingerprint"] for key in document["keys"]], ["1cf0bf7e", "4fc1dd4a"])
        self.assertEqual(document["address"], "bc1qrgc6p3kylfztu06ysl752gwwuekhvtfh9vr7zg43jvu60mutamcsv948ej")
        derived = [cli("descriptor", "info", text).document["descriptor"] for text in document["descriptors"]]
        self.assertEqual(derived, document["descriptors"])
        public = self.check(records()["NO_ENCRYPTION with Public Keys"]["my_multisig_wallet.bsms"]).document
        self.assertEqual((public["path_restrictions"], public["keys"][0]["xpub"]), ([], None))

    def test_any_other_word_in_a_key_record_breaks_its_signature(self):
        record = self.plain["signer_1_key.bsms"]
        other = self.plain["signer_2_key.bsms"].split("\n")
        self.assertProblem("bsms.signature", self.change(record, 1, TOKEN))
        self.assertProblem("bsms.signature", self.change(record, 2, other[2]))
        self.assertProblem("bsms.signature", self.change(record, 3, "Signer 2 key"))
        self.assertProblem("bsms.signature", self.change(record, 4, other[4]))
        signature = bytearray(base64.b64decode(record.split("\n")[4]))
        signature[40] ^= 1
        self.assertProblem("bsms.signature", self.change(record, 4, base64.b64encode(signature).decode()))
        for text in ("-", "smp" + other[4], other[4][:-4], base64.b64encode(b"\x1a" + signature[1:]).decode()):
            self.assertProblem("bsms.signature_form", self.change(record, 4, text))

    def test_a_key_record_of_another_form_is_refused(self):
        record = self.plain["signer_1_key.bsms"]
        key = record.split("\n")[2]
        self.assertProblem("bsms.key", self.change(record, 2, key + "/0/*"))
        self.assertProblem("bsms.key", self.change(record, 2, key.partition("]")[2]))
        self.assertProblem("descriptor.key_private", self.change(record, 2, "[1cf0bf7e/48h]L3q1sg7iso1L3QfzB1riC9bQpqMynWyBeuLLSKwCDGkHkahB7MgU"))
        self.assertProblem("bsms.token", self.change(record, 1, "0000"))
        self.assertProblem("bsms.description", self.change(record, 3, "x" * 81))
        self.assertProblem("bsms.description", self.change(record, 3, "Signer\u202e1 key"))

    def test_another_version_or_shape_is_refused(self):
        record = self.plain["signer_1_key.bsms"]
        self.assertEqual(self.assertProblem("bsms.version", record.replace("1.0", "1.1"))["version"], "1.1")
        self.assertProblem("bsms.not_a_record", record.replace("\n", "\r\n"))
        self.assertProblem("bsms.lines", record + "\n\n")
        self.assertProblem("bsms.lines", "\n".join(record.split("\n")[:3]))
        for content in ("", "\n", "BSMS", "hello", b"\xff\xfe", "00" * 20, "00" * 30_000):
            self.assertProblem("bsms.not_a_record", content, TOKEN)

    def test_a_descriptor_that_does_not_fit_its_paths_or_first_address_is_refused(self):
        record = self.plain["my_multisig_wallet.bsms"]
        text = record.split("\n")[1]
        self.assertProblem("bsms.first_address", self.change(record, 3, "bc1quqy523xu3l8che3s8vja8n33qtg0uyugr9l5z092s3wa50p8t7rqy6zumf"))
        self.assertProblem("bsms.first_address", self.change(record, 3, "tb1qrgc6p3kylfztu06ysl752gwwuekhvtfh9vr7zg43jvu60mutamcs5hy9ww"))
        self.assertProblem("bsms.first_address", self.change(record, 1, text.replace("(2,", "(1,")))
        self.assertProblem("bsms.first_address", self.change(record, 2, "/1/*,/0/*"))
        for paths in ("No path restrictions", "", "/0/*,", "0/*", "/0h/*,/1/*", "/0'/*", "/*/0", "/0/*,/1/*," * 6 + "/9/*"):
            self.assertProblem("bsms.path_restrictions", self.change(record, 2, paths))
        self.assertProblem("bsms.path_restrictions", self.change(record, 1, text.replace("/**", "/0/*")))
        self.assertProblem("descriptor.checksum_mismatch", self.change(record, 1, text + "#qqqqqqqq"))

    def test_an_encrypted_record_that_was_changed_does_not_open(self):
        sealed = self.sealed["signer_1_key.dat"]
        for place in (0, 33, 63, 64, 200, len(sealed) - 1):
            altered = sealed[:place] + ("0" if sealed[place] != "0" else "1") + sealed[place + 1 :]
            self.assertProblem("bsms.mac", altered, TOKEN)
        self.assertProblem("bsms.mac", sealed[:-2], TOKEN)
        self.assertProblem("bsms.mac", sealed, "a54044308ceac9b8")
        self.assertProblem("bsms.token", sealed, "a54044308ceac9")
        self.assertVerdict(self.check(sealed.upper(), TOKEN.upper()), True)

    def test_a_record_of_another_session_does_not_pass_under_this_ones_token(self):
        # Sealed as the BIP says, by somebody who has the token, around a record that names another.
        record = self.sealed["signer_1_key.bsms"].replace(TOKEN, "a54044308ceac9b8")
        key = hashlib.pbkdf2_hmac("sha512", b"No SPOF", bytes.fromhex(TOKEN), 2048, 32)
        mac = hmac.digest(hashlib.sha256(key).digest(), TOKEN.encode() + record.encode(), "sha256")
        self.assertProblem("bsms.other_token", (mac + seal(record.encode(), key, mac)).hex(), TOKEN)

    def test_a_second_name_for_standard_input_or_a_missing_file_is_an_error(self):
        self.assertRefused(cli("bsms", "check", self.folder / "none"), "file.not_found")
        self.assertRefused(cli("bsms", "check"), "cli.usage", 2)


if __name__ == "__main__":
    unittest.main()
