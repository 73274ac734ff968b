"""Programs forget who told the loader where to find code, and hand nothing of it on (ATTACKS A100)."""

import os
import pathlib
import subprocess
import time
import unittest

from program import PROGRAMS

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


if __name__ == "__main__":
    unittest.main()
