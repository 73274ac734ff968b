"""The README's first withdrawal, line by line as it is printed, in a shell on a terminal: a person reads what is shown
and types the passphrase when asked."""

import os
import pathlib
import pty
import re
import select
import time
import unittest

import program

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"
SECONDS = 120  # for one line, on a busy machine
PROMPT = re.compile(rb"Passphrase of (\w+): $")


def printed_lines() -> list[str]:
    text = README.read_text(encoding="utf-8")
    part = text[text.index("## The first withdrawal in ten lines") :]
    return part.split("```")[1].strip().splitlines()


class FirstWithdrawal(program.CliTest):
    def setUp(self):
        super().setUp()
        self.addCleanup(program.end_seats, self.folder)
        self.passphrases = {}
        self.alias = ""

    def type_line(self, line: str) -> str:
        """What the terminal shows until the line has ended; it has to succeed."""
        script = f"shopt -s expand_aliases\n{self.alias}\n{line}\n"
        variables = {"HOME": str(self.folder), "PATH": f"{program.PROGRAMS}:/usr/bin:/bin", "TERM": "dumb"}
        child, terminal = pty.fork()
        if child == 0:
            os.execve("/bin/bash", ["bash", "-c", script], variables)
        shown = b""
        answered = 0
        deadline = time.monotonic() + SECONDS
        while True:
            self.assertLess(time.monotonic(), deadline, f"{line}\n{shown.decode()}")
            if not select.select([terminal], [], [], 1)[0]:
                continue
            try:
                data = os.read(terminal, 65536)
            except OSError:  # the other end is closed
                break
            if not data:
                break
            shown += data
            asked = PROMPT.search(shown[answered:])
            if asked:
                answered = len(shown)
                os.write(terminal, self.passphrases[asked[1].decode()].encode() + b"\n")
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.close(terminal)
        text = shown.decode().replace("\r\n", "\n")
        self.assertEqual(status, 0, f"{line}\n{text}")
        for passphrase in self.passphrases.values():
            self.assertNotIn(passphrase, text)
        return text

    @staticmethod
    def field(text: str, name: str) -> str:
        return re.search(rf"(?:^|\W){name}: (\S+)", text)[1]

    def item(self, text: str, *having: str) -> str:
        """Of a list, the first item in which all of this stands."""
        items = re.split(r"^  - ", text, flags=re.MULTILINE)
        return next(item for item in items if all(words in item for words in having))

    def test_every_line_runs_as_printed(self):
        lines = printed_lines()
        self.assertEqual(len(lines), 10)
        create, alias, vaults, payees, propose, show, approve, advance, mine, audit = lines
        shown = self.type_line(create)
        people = re.split(r"^  - ", shown, flags=re.MULTILINE)[1:]
        found = {self.field(one, "person"): re.search(r"shown_passphrase: (.+)", one)[1] for one in people}
        self.passphrases = found
        self.assertGreaterEqual(len(found), 6)
        self.alias = alias
        vault = self.field(self.item(self.type_line(vaults), "tier: hot"), "id")
        payee = self.field(self.item(self.type_line(payees), "state: active"), "id")
        proposed = self.type_line(propose.replace("VAULT", vault).replace("PAYEE", payee))
        id = self.field(proposed, "id")
        digest = self.field(self.type_line(show.replace("ID", id)), "intent_digest")
        self.assertIn("outcome: permitted", self.type_line(approve.replace("DIGEST", digest).replace("ID", id)))
        for phase in ("signing", "signed", "broadcast"):
            self.assertIn(f"after: {phase}", self.type_line(advance.replace("ID", id)))
        self.type_line(mine)
        self.assertIn("phase: confirmed", self.type_line(show.replace("ID", id)))
        self.assertIn("valid: true", self.type_line(audit))


if __name__ == "__main__":
    unittest.main()
