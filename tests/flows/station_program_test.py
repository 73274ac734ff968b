"""The station's program as the system sees it: every thread of it and its signer process stand behind the filter that
refuses sockets, with the option of the console and as a program of its own. The console without it does not."""

import os
import pathlib
import subprocess
import tempfile
import time
import unittest

from program import PROGRAMS

PATIENCE = 60  # seconds; a busy machine starts Qt slowly


def filters(pid: int) -> list[int]:
    """How many seccomp filters stand before each thread of a process; nothing when it has ended."""
    counts = []
    for status in pathlib.Path(f"/proc/{pid}/task").glob("*/status"):
        try:
            lines = status.read_text(encoding="utf-8").splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue  # the thread ended meanwhile
        counts += [int(line.split()[1]) for line in lines if line.startswith("Seccomp_filters:")]
    return counts


# What the tests themselves stand behind, in a container for instance.
AROUND_US = filters(os.getpid())[0]


def children(pid: int) -> list[int]:
    """Processes that this one started."""
    found = []
    for path in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in path.read_text(encoding="utf-8").split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


class StationProgram(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "seat").mkdir(mode=0o700)

    def start(self, name: str, *arguments: str) -> subprocess.Popen:
        homes = {name: str(self.folder) for name in ("XDG_RUNTIME_DIR", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
        process = subprocess.Popen(
            [PROGRAMS / name, *arguments],
            env={**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self.addCleanup(self.stop, process)
        return process

    @staticmethod
    def stop(process: subprocess.Popen):
        process.kill()
        process.communicate()

    def wait(self, what: str, condition):
        """Polls until the condition gives something."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
            time.sleep(0.05)
        self.fail(f"waited in vain for {what}")

    def assert_off_network(self, process: subprocess.Popen):
        # It asks its signer about the seat as soon as its window stands.
        signer = self.wait("the station's signer", lambda: children(process.pid))[0]
        self.wait("the threads of the window", lambda: len(filters(process.pid)) > 1)
        self.assertEqual(set(filters(process.pid)), {AROUND_US + 1})
        # The signer inherits that one and adds one of its own.
        self.wait("the signer's filters", lambda: set(filters(signer)) == {AROUND_US + 2})
        self.assertIsNone(process.poll())

    def test_the_console_with_the_option_is_off_the_network(self):
        self.assert_off_network(self.start("strongroom", "--air-gapped", "--workspace", str(self.folder / "seat")))

    def test_the_option_counts_wherever_it_stands(self):
        self.assert_off_network(self.start("strongroom", "--workspace", str(self.folder / "seat"), "--air-gapped"))

    def test_the_program_of_its_own_is_off_the_network(self):
        self.assert_off_network(self.start("strongroom-station", "--workspace", str(self.folder / "seat")))

    def test_the_console_without_the_option_is_not(self):
        process = self.start("strongroom")
        self.wait("the threads of the window", lambda: len(filters(process.pid)) > 1)
        self.assertEqual(set(filters(process.pid)), {AROUND_US})

    def test_the_signer_ends_with_the_station(self):
        process = self.start("strongroom-station", "--workspace", str(self.folder / "seat"))
        signer = self.wait("the station's signer", lambda: children(process.pid))[0]
        process.kill()
        process.wait()
        self.wait("the signer to end", lambda: not filters(signer))


if __name__ == "__main__":
    unittest.main()
