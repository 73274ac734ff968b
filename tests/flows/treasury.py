"""A training treasury that flows of the command line found, each in a folder of its own."""

import json
import os
import pathlib
import signal
import subprocess

import program

PEOPLE = [
    ("anna", "Anna", ["officer", "admin", "cfo"]),
    ("ben", "Ben", ["officer", "admin"]),
    ("cleo", "Cleo", ["officer", "admin"]),
    ("cora", "Cora", ["compliance"]),
]


def passphrase(person):
    return f"exercise passphrase of {person}\n".encode()


class TreasuryTest(program.CliTest):
    def setUp(self):
        super().setUp()
        self.workspace = self.folder / "exercise.strongroom"
        people = [{"person": p, "name": n, "roles": r} for p, n, r in PEOPLE]
        self.people = self.file("people.json", json.dumps({"people": people}).encode())
        self.addCleanup(self.end_seats)

    def end_seats(self):
        """Ends the signer processes that this test's verbs started: those of a seat below its folder."""
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if len(words) > 2 and words[1] == b"--seat" and words[2].startswith(bytes(self.folder)):
                os.kill(int(entry.name), signal.SIGTERM)

    def run_with(self, lines, *arguments):
        """Runs the command line with passphrases on descriptor 5."""
        reader, writer = os.pipe()
        os.write(writer, b"".join(lines))
        os.close(writer)
        command = [program.PROGRAMS / "strongroom-cli", "--json", "--passphrase-fd", str(reader), *map(str, arguments)]
        try:
            run = subprocess.run(command, capture_output=True, timeout=60, check=False, pass_fds=[reader])
        finally:
            os.close(reader)
        return program.Outcome(run)

    def found(self):
        outcome = self.run_with(
            [passphrase(p) for p, _, _ in PEOPLE],
            "init", self.people, "--workspace", self.workspace,
            "--name", "Exercise", "--network", "regtest", "--training",
        )
        self.assertDone(outcome)
        return outcome.document

    def on(self, person, *arguments, secret=None):
        lines = [passphrase(person) if secret is None else secret]
        return self.run_with(lines, "--workspace", self.workspace, "--as", person, *arguments)

    def done(self, person, *arguments):
        outcome = self.on(person, *arguments)
        self.assertDone(outcome)
        return outcome.document
