"""Programs forget who told the loader where to find code, and hand nothing of it on (ATTACKS A100, A99)."""

import os
import pathlib
import subprocess
import time
import unittest

from program import PROGRAMS, CliTest, cli

WAIT_SECONDS = 60
INJECTED = {
    "LD_LIBRARY_PATH": "/tmp/elsewhere",
    "LD_PRELOAD": "/tmp/elsewhere/not-there.so",
    "QT_PLUGIN_PATH": "/tmp/elsewhere",
    "OPENSSL_CONF": "/tmp/elsewhere",
}


def environment_of(process: int) -> dict[str, str]:
    """As it was when the program was started last."""
    text = pathlib.Path(f"/proc/{process}/environ").read_bytes().decode()
    return dict(entry.split("=", 1) for entry in text.split("\0") if entry)


class CleanStart(unittest.TestCase):
    def test_the_loader_s_variables_are_gone_before_anything_is_read(self):
        command = [PROGRAMS / "strongroom-cli", "psbt", "decode", "-"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **INJECTED}
        ) as process:
            deadline = time.monotonic() + WAIT_SECONDS
            while "LD_PRELOAD" in environment_of(process.pid) and time.monotonic() < deadline:
                time.sleep(0.01)
            environment = environment_of(process.pid)
            _, errors = process.communicate(b"x", timeout=WAIT_SECONDS)
        self.assertFalse(set(INJECTED) & set(environment), environment)
        self.assertIn(b"error: psbt.not_psbt: ", errors)

    def test_the_signer_starts_clean_too(self):
        run = subprocess.run(
            [PROGRAMS / "strongroom-signer"], env={**os.environ, **INJECTED}, capture_output=True, timeout=WAIT_SECONDS
        )
        self.assertEqual(run.returncode, 2)
        self.assertIn(b"error: signer.usage: ", run.stderr)
        # The loader complains about the absent library once, at the start that it was named for.
        self.assertEqual(run.stderr.count(b"not-there.so"), 1)


class Uris(CliTest):
    ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"

    def test_a_payment_request_is_read(self):
        outcome = cli("address", "uri", f"bitcoin:{self.ADDRESS}?amount=0.20300000&label=Luke-Jr", "--network", "main")
        self.assertEqual(outcome.status, 0, outcome.err)
        self.assertEqual((outcome.document["address"], outcome.document["amount"]), (self.ADDRESS, 20_300_000))
        self.assertEqual((outcome.document["label"], outcome.document["message"]), ("Luke-Jr", ""))

    def test_a_payment_request_that_says_two_things_is_refused(self):
        for query, code in (
            ("amount=1&amount=2", "bitcoin.uri_duplicate_parameter"),
            ("amount=1e8", "bitcoin.uri_amount"),
            ("req-x=1", "bitcoin.uri_required_parameter"),
            ("label=%0a", "bitcoin.uri_text"),
            ('label="--workspace', "bitcoin.uri_syntax"),
        ):
            outcome = cli("address", "uri", f"bitcoin:{self.ADDRESS}?{query}", "--network", "main")
            self.assertRefused(outcome, code)

    def test_no_locale_changes_an_amount(self):
        uri = f"bitcoin:{self.ADDRESS}?amount=20999999.99999999"
        for locale in ("C", "de_DE.UTF-8", "ar_EG.UTF-8", "tr_TR.UTF-8"):
            run = subprocess.run(
                [PROGRAMS / "strongroom-cli", "--json", "address", "uri", uri, "--network", "main"],
                env={**os.environ, "LC_ALL": locale, "LANG": locale}, capture_output=True, text=True, timeout=WAIT_SECONDS,
            )  # fmt: skip
            self.assertIn('"amount":2099999999999999,', run.stdout.replace(" ", ""), locale)


if __name__ == "__main__":
    unittest.main()
