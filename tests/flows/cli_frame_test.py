"""The command line's conventions: options, exit statuses, error lines, files (docs/formats/cli.md)."""

import base64
import os
import pathlib
import re
import subprocess
import unittest

from program import PROGRAMS, CliTest, cli, plain_cli

ADDRESS = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
DOCUMENT = {"network": "main", "script_hex": "0014e8df018c7e326cc253faac7e46cdc51e68542c42", "type": "witness_v0_keyhash"}
# An unsigned transaction with one input and one output (made for this test).
TX = "02000000" + "01" + "11" * 32 + "00000000" + "00" + "fdffffff" + "01" + "e803000000000000" + "160014" + "22" * 20 + "00000000"
PSBT = bytes.fromhex("70736274ff" + "01" + "00" + f"{len(TX) // 2:02x}" + TX + "00" + "00" + "00")


class Options(CliTest):
    def test_global_options_stand_before_or_after_the_verb(self):
        for arguments in (
            ["--json", "address", "decode", ADDRESS, "--network", "main"],
            ["address", "--json", "decode", "--network=main", ADDRESS],
            ["address", "decode", "--network", "main", ADDRESS, "--json"],
            ["address", "decode", "--network", "main", "--json", "--", ADDRESS],
        ):
            outcome = plain_cli(*arguments)
            self.assertDone(outcome)
            self.assertEqual(outcome.document, DOCUMENT)

    def test_wrong_use_ends_with_status_2_and_prints_nothing(self):
        for arguments in (
            [],
            ["address"],
            ["nonsense"],
            ["address", "decode"],
            ["address", "decode", ADDRESS],
            ["address", "decode", ADDRESS, "--network"],
            ["address", "decode", ADDRESS, "--network", "--json"],
            ["address", "decode", ADDRESS, "extra", "--network", "main"],
            ["address", "decode", ADDRESS, "--network", "main", "--network", "main"],
            ["address", "decode", ADDRESS, "--network", "main", "--unknown"],
            ["address", "decode", ADDRESS, "--network", "main", "-x"],
            ["--network", "main", "address", "decode", ADDRESS],
            ["psbt", "combine", "-"],
            ["psbt", "combine", "-", "-"],
            ["descriptor", "derive", "x", "--network", "main", "--from", "-1"],
            ["descriptor", "derive", "x", "--network", "main", "--from", "1e3"],
            ["descriptor", "derive", "x", "--network", "main", "--from", "9007199254740993"],
            ["psbt", "decode", "-", "--force=yes"],
        ):
            with self.subTest(arguments):
                self.assertRefused(cli(*arguments), "cli.usage", 2)

    def test_options_end_at_the_double_dash(self):
        outcome = cli("address", "decode", "--network", "main", "--", "--json")
        self.assertEqual(outcome.status, 1)
        self.assertTrue(outcome.error["code"].startswith("bitcoin.address_"), outcome.error)

    def test_an_unknown_argument_cannot_write_to_the_terminal(self):
        outcome = plain_cli("--\x1b[31mred")
        self.assertEqual(outcome.status, 2)
        self.assertNotIn(b"\x1b", outcome.err)


class Errors(CliTest):
    def test_the_last_line_for_people_is_code_and_sentence(self):
        outcome = plain_cli("address", "decode", ADDRESS, "--network", "test")
        self.assertEqual((outcome.status, outcome.out), (1, b""))
        last = outcome.err.decode().splitlines()[-1]
        self.assertRegex(last, r"^error: bitcoin\.address_wrong_network: [A-Z].*\.$")

    def test_json_errors_are_one_line_with_code_data_and_message(self):
        outcome = cli("address", "decode", ADDRESS, "--network", "moon")
        self.assertRefused(outcome, "input.network")
        self.assertEqual(outcome.err.count(b"\n"), 1)
        self.assertEqual(set(outcome.error), {"code", "data", "message"})

    def test_a_verdict_that_cannot_be_given_is_an_error(self):
        outcome = cli("sig", "verify", "schnorr", "--pub", "zz", "--message", "", "--sig", "00")
        self.assertRefused(outcome, "input.hex")


class Files(CliTest):
    def test_a_psbt_is_read_from_a_file_or_standard_input_as_binary_or_base64(self):
        binary = self.file("a.psbt", PSBT)
        text = self.file("b.psbt", base64.encodebytes(PSBT))
        expected = cli("psbt", "decode", binary)
        self.assertDone(expected)
        for outcome in (
            cli("psbt", "decode", text),
            cli("psbt", "decode", "-", stdin=PSBT),
            cli("psbt", "decode", "-", stdin=base64.b64encode(PSBT) + b"\n"),
        ):
            self.assertDone(outcome)
            self.assertEqual(outcome.document, expected.document)

    def test_an_existing_file_is_replaced_only_by_force(self):
        one = self.file("one.psbt", PSBT)
        out = self.file("out.psbt", b"precious")
        self.assertRefused(cli("psbt", "combine", one, one, "--out", out), "cli.file_exists")
        self.assertEqual(out.read_bytes(), b"precious")
        self.assertDone(cli("psbt", "combine", one, one, "--out", out, "--force"))
        self.assertEqual(out.read_bytes(), PSBT)
        self.assertEqual(sorted(os.listdir(self.folder)), ["one.psbt", "out.psbt"])

    def test_a_refused_input_leaves_no_file(self):
        out = self.folder / "out.psbt"
        bad = self.file("bad.psbt", PSBT + b"\x00")
        self.assertRefused(cli("psbt", "combine", bad, bad, "--out", out), "psbt.trailing_data")
        self.assertFalse(out.exists())

    def test_what_is_no_regular_file_is_refused(self):
        target = self.file("target", PSBT)
        link = self.folder / "link"
        link.symlink_to(target)
        self.assertRefused(cli("psbt", "decode", link), "file.not_regular")
        self.assertRefused(cli("psbt", "decode", "/dev/zero"), "file.not_regular")
        self.assertRefused(cli("psbt", "decode", self.folder), "file.not_regular")
        self.assertRefused(cli("psbt", "decode", self.folder / "none"), "file.not_found")

    def test_endless_input_is_refused_at_the_limit(self):
        self.assertRefused(cli("psbt", "decode", "-", stdin=b"\x00" * (16 * 1024 * 1024 + 1)), "file.too_large")

    def test_an_answer_that_cannot_be_written_is_a_failure(self):
        with open("/dev/full", "wb") as full:
            command = [PROGRAMS / "strongroom-cli", "selftest"]
            run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(run.returncode, 1)
        self.assertIn(b"cli.output_failed", run.stderr)


class Program(CliTest):
    def test_version_and_self_test(self):
        self.assertRegex(cli("--version").document["version"], r"^\d+\.\d+\.\d+$")
        outcome = cli("selftest")
        self.assertDone(outcome)
        self.assertGreaterEqual(outcome.document["passed"], 18)

    def test_help_narrows_to_the_verb(self):
        whole = cli("--help").document["usage"]
        narrow = cli("psbt", "combine", "--help").document["usage"]
        self.assertIn("psbt combine FILE FILE… [--out FILE] [--force]", narrow)
        self.assertIn("address decode", whole)
        self.assertNotIn("address decode", narrow)

    def test_every_verb_of_the_usage_stands_in_the_format_document(self):
        document = pathlib.Path(__file__).parents[2].joinpath("docs/formats/cli.md").read_text(encoding="utf-8")
        usage = cli("--help").document["usage"]
        verbs = re.findall(r"^  ([a-z0-9-]+(?: [a-z0-9-]+)*)", usage, re.MULTILINE)
        self.assertGreater(len(verbs), 10)
        for verb in verbs:
            group, _, rest = verb.partition(" ")
            with self.subTest(verb):
                self.assertIn(group, document)
                self.assertIn(rest.split(" ")[-1], document)


if __name__ == "__main__":
    unittest.main()
