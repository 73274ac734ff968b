"""The scripts a newcomer starts with: what they refuse, and how test results are counted."""

import os
import pathlib
import socket
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name: str, text: str) -> pathlib.Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
        return path


class InstallDeps(Folder):
    def install(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [PACKAGING / "install-deps", *arguments],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def test_a_goal_is_needed(self):
        for arguments in ((), ("everything",)):
            run = self.install(*arguments)
            self.assertEqual((run.returncode, run.stdout), (2, ""))
            self.assertTrue(run.stderr.startswith("error: install.usage: "))

    def test_another_system_is_refused_plainly(self):
        for name, release in (("ubuntu", "24.04"), ("debian", "11")):
            system = self.write("os-release", f'ID={name}\nVERSION_ID="{release}"\nPRETTY_NAME="Other {release}"\n')
            run = self.install("run", STRONGROOM_OS_RELEASE=str(system))
            self.assertEqual(run.returncode, 2)
            self.assertIn("error: install.unsupported_system: ", run.stderr)
            self.assertIn(f"Other {release}", run.stderr)

    def test_without_root_or_sudo_it_prints_what_to_run(self):
        self.write("id", "#!/bin/sh\necho 1000\n")
        self.write("dpkg-query", "#!/bin/sh\nexit 1\n")
        self.write("sudo", "#!/bin/sh\nexit 1\n")
        self.write("apt-get", "#!/bin/sh\ntouch " + str(self.folder / "apt-was-called") + "\n")
        run = self.install("run", PATH=f"{self.folder}:{os.environ['PATH']}")
        self.assertEqual(run.returncode, 3)
        self.assertIn("apt-get update && apt-get install -y --no-install-recommends g++ cmake", run.stderr)
        self.assertFalse((self.folder / "apt-was-called").exists())

    def test_no_host_is_named_anywhere(self):
        for path in PACKAGING.rglob("*"):
            if path.is_file() and path.suffix in ("", ".sh", ".txt", ".py"):
                self.assertNotRegex(path.read_text(encoding="utf-8"), r"https?://", path.name)


class Display(unittest.TestCase):
    def accepts(self, **environment: str) -> bool:
        command = ["/usr/bin/python3", PACKAGING / "lib/accepts_display.py"]
        return subprocess.run(command, env=environment, check=False).returncode == 0

    def test_a_variable_without_a_display_behind_it_is_none(self):
        self.assertFalse(self.accepts())
        self.assertFalse(self.accepts(DISPLAY=":987", WAYLAND_DISPLAY="wayland-987", XDG_RUNTIME_DIR="/nonexistent"))
        self.assertFalse(self.accepts(DISPLAY="nonsense"))

    def test_a_display_that_accepts_is_one(self):
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as server:
            server.bind(folder + "/wayland-1")
            server.listen()
            self.assertTrue(self.accepts(WAYLAND_DISPLAY="wayland-1", XDG_RUNTIME_DIR=folder))


class Counting(Folder):
    def count(self, *cases: str) -> str:
        path = self.write("tests.xml", f"<testsuite>{''.join(cases)}</testsuite>")
        command = ["/usr/bin/python3", PACKAGING / "lib/count_tests.py", path]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def case(self, output: str, status: str = "run", inner: str = "") -> str:
        return f'<testcase name="x" status="{status}">{inner}<system-out>{output}</system-out></testcase>'

    def test_single_cases_of_every_framework_are_summed(self):
        doctest = "[doctest] test cases:  3 |  3 passed | 0 failed | 0 skipped"
        qttest = (
            "PASS   : A::initTestCase()\nPASS   : A::one()\nPASS   : A::cleanupTestCase()\n"
            "Totals: 3 passed, 0 failed, 0 skipped, 0 blacklisted, 1ms"
        )
        python = "Ran 5 tests in 0.1s\n\nOK (skipped=2)"
        self.assertEqual(self.count(self.case(doctest), self.case(qttest), self.case(python), self.case("ok")), "8 0 2")

    def test_a_failure_counts_even_when_the_program_said_nothing(self):
        failure = '<failure message=""/>'
        doctest = "[doctest] test cases:  3 |  1 passed | 2 failed | 0 skipped"
        self.assertEqual(self.count(self.case(doctest, "fail", failure)), "1 2 0")
        self.assertEqual(self.count(self.case("Segmentation fault", "fail", failure)), "0 1 0")
        passing = "[doctest] test cases:  3 |  3 passed | 0 failed | 0 skipped"
        self.assertEqual(self.count(self.case(passing, "fail", failure)), "3 1 0")

    def test_what_ctest_skips_is_skipped_whatever_the_program_said(self):
        passing = "[doctest] test cases:  3 |  3 passed | 0 failed | 0 skipped"
        self.assertEqual(self.count(self.case(passing, "notrun", "<skipped/>")), "0 0 3")
        self.assertEqual(self.count(self.case("", "notrun")), "0 0 1")


if __name__ == "__main__":
    unittest.main()
