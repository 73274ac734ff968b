"""What flow tests share: running the built programs and reading the public vectors. Standard library only."""

import json
import os
import pathlib
import signal
import subprocess
import tempfile
import unittest

PROGRAMS = pathlib.Path(os.environ["STRONGROOM_PROGRAMS"])
VECTORS = pathlib.Path(os.environ.get("STRONGROOM_VECTORS", "/nonexistent"))


class Outcome:
    """What a run of the command line left."""

    def __init__(self, run: subprocess.CompletedProcess):
        self.status = run.returncode
        self.out = run.stdout
        self.err = run.stderr

    @property
    def document(self):
        """The one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def error(self) -> dict:
        """The error on the last line of standard error."""
        return json.loads(self.err.splitlines()[-1])["error"]


def cli(*arguments, stdin: bytes = b"", cwd=None) -> Outcome:
    """Runs `strongroom-cli --json ARGUMENTS…`."""
    return plain_cli("--json", *arguments, stdin=stdin, cwd=cwd)


def plain_cli(*arguments, stdin: bytes = b"", cwd=None) -> Outcome:
    """Runs `strongroom-cli ARGUMENTS…`."""
    command = [PROGRAMS / "strongroom-cli", *map(str, arguments)]
    return Outcome(subprocess.run(command, input=stdin, capture_output=True, timeout=60, check=False, cwd=cwd))


def cli_with_secrets(lines: list[bytes], *arguments, command=PROGRAMS / "strongroom-cli", environment=None) -> Outcome:
    """Runs `strongroom-cli --json ARGUMENTS…` with passphrases, one a line, on a descriptor of their own."""
    reader, writer = os.pipe()
    os.write(writer, b"".join(lines))
    os.close(writer)
    words = [command, "--json", "--passphrase-fd", str(reader), *map(str, arguments)]
    try:
        run = subprocess.run(
            words, capture_output=True, timeout=120, check=False, pass_fds=[reader], env=environment
        )
    finally:
        os.close(reader)
    return Outcome(run)


def end_seats(folder: pathlib.Path):
    """Ends the signer processes that a test's programs started: those of a seat below its folder."""
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if len(words) > 2 and words[1] == b"--seat" and words[2].startswith(bytes(folder)):
            os.kill(int(entry.name), signal.SIGTERM)


def vectors(path: str):
    """A JSON file below the vectors folder; skips the test when the folder is absent."""
    if not VECTORS.is_dir():
        raise unittest.SkipTest("the folder of public test vectors is absent (CMake variable STRONGROOM_VECTORS)")
    return json.loads((VECTORS / path).read_text(encoding="utf-8"))


def vector_bytes(path: str) -> bytes:
    """Like vectors(), for a file that is no JSON."""
    if not VECTORS.is_dir():
        raise unittest.SkipTest("the folder of public test vectors is absent (CMake variable STRONGROOM_VECTORS)")
    return (VECTORS / path).read_bytes()


class CliTest(unittest.TestCase):
    """A test with a folder of its own and the assertions that every verb needs."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, name: str, content: bytes) -> pathlib.Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def assertDone(self, outcome: Outcome):
        self.assertEqual((outcome.status, outcome.err), (0, b""))
        self.assertEqual(outcome.out.count(b"\n"), 1)

    def assertVerdict(self, outcome: Outcome, positive: bool):
        """A verdict verb prints its document either way and says nothing else."""
        self.assertEqual(outcome.err, b"")
        self.assertEqual(outcome.status, 0 if positive else 1)

    def assertRefused(self, outcome: Outcome, code: str, status: int = 1):
        """Nothing on standard output, one line with the code on standard error."""
        self.assertEqual(outcome.out, b"")
        self.assertEqual(outcome.error["code"], code)
        self.assertEqual(outcome.status, status)
        self.assertTrue(outcome.error["message"].endswith("."), outcome.error["message"])
