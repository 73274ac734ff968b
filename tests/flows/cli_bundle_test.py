"""`strongroom-cli audit verify` on what is no bundle: a verdict with findings, never a crash or an error."""

import pathlib
import tempfile
import unittest

import program


class AuditVerify(unittest.TestCase):
    def verdict(self, folder, *options):
        answer = program.cli("audit", "verify", str(folder), *options)
        self.assertEqual(answer.status, 1)
        self.assertEqual(answer.err, b"")
        return answer.document

    def test_a_folder_that_is_not_there_is_not_valid(self):
        document = self.verdict("/nonexistent/bundle")
        self.assertFalse(document["valid"])
        self.assertTrue(document["findings"])

    def test_an_empty_folder_is_not_valid_and_names_what_is_missing(self):
        with tempfile.TemporaryDirectory() as folder:
            document = self.verdict(folder)
        self.assertFalse(document["valid"])
        self.assertTrue(any("manifest.json" in finding["sentence"] for finding in document["findings"]))

    def test_files_that_mean_nothing_are_not_valid(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("manifest.json", "records.jsonl", "checkpoint.txt", "keys.json", "proofs.json"):
                pathlib.Path(folder, name).write_bytes(b"\xff\x00{}\n" * 50)
            self.assertFalse(self.verdict(folder)["valid"])

    def test_a_key_that_is_no_hex_is_an_error(self):
        answer = program.cli("audit", "verify", "/nonexistent", "--log-key", "xyz")
        self.assertEqual(answer.status, 1)
        self.assertEqual(answer.out, b"")
        self.assertEqual(answer.error["code"], "input.hex")


if __name__ == "__main__":
    unittest.main()
