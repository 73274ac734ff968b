"""Treasuries that flows of the command line found, each in a folder of its own: one for training, or one on a node."""

import json
import os

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
        self.environment = dict(os.environ, XDG_STATE_HOME=str(self.folder / "state"))
        self.addCleanup(program.end_seats, self.folder)

    def run_with(self, lines, *arguments, environment=None, **options):
        """Runs the command line with passphrases on a descriptor."""
        variables = self.environment | (environment or {})
        return program.cli_with_secrets(lines, *arguments, environment=variables, **options)

    def found(self, node=None):
        """A training treasury on its own chain, or a real one on a node."""
        chain = ("--training",) if node is None else ("--node", node.url, "--cookie-file", node.cookie)
        outcome = self.run_with(
            [passphrase(p) for p, _, _ in PEOPLE],
            "init", self.people, "--workspace", self.workspace, "--name", "Exercise", "--network", "regtest", *chain,
        )  # fmt: skip
        self.assertDone(outcome)
        return outcome.document

    def on(self, person, *arguments, secret=None):
        lines = [passphrase(person) if secret is None else secret]
        return self.run_with(lines, "--workspace", self.workspace, "--as", person, *arguments)

    def done(self, person, *arguments):
        outcome = self.on(person, *arguments)
        self.assertDone(outcome)
        return outcome.document

    def payee_of(self, name, address):
        """Entered by anna, confirmed by ben."""
        added = self.done("anna", "payee", "add", "--name", name, "--address", address, "--evidence", "called back")
        self.done("ben", "payee", "approve", added["id"])
        return added["id"]
