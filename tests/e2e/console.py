"""What the end-to-end tests share: a desktop and a training treasury of their own, consoles opened on it, and the
evidence that a failure leaves (a picture, the accessible tree, what the console printed)."""

import contextlib
import hashlib
import os
import pathlib
import shutil
import tempfile
import unittest

import program

from desktop import Desktop
from hands import Hand
from window import CONTROLS, Window

EVIDENCE = pathlib.Path(os.environ["STRONGROOM_EVIDENCE"])

PAGES = {
    "Overview": "Waiting for you",
    "Approvals": "Each approval is a statement",
    "Deposits": "Halden Energy",
    "Withdrawals": "Under way",
    "Vaults": "Cold reserve",
    "Payees": "Kestrel Hosting",
    "Messages": "Nothing can be spent with it",
    "Policy": "officer",
    "Audit": "Verify",
    "People": "Cleo Marchetti",
    "Settings": "Node",
}


class ConsoleTest(unittest.TestCase):
    """One desktop and one treasury for the tests of a class; each test opens consoles of its own."""

    hand: type[Hand]

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="strongroom-e2e-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.desktop = Desktop(cls.folder)
        cls.addClassCleanup(cls.desktop.stop)
        cls.desktop.start()
        cls.workspace = cls.folder / "training.strongroom"
        cls.addClassCleanup(program.end_seats, cls.folder)
        made = program.cli("training", "create", "--workspace", cls.workspace)
        if made.status != 0:
            raise AssertionError(made.err.decode())
        cls.passphrases = {person["name"]: person["shown_passphrase"] for person in made.document["people"]}
        cls.ids = {person["name"]: person["person"] for person in made.document["people"]}

    @contextlib.contextmanager
    def console(self):
        """A console on the treasury's unlock page, and the hand that works it; a failure leaves its evidence."""
        evidence = EVIDENCE / self.id().removeprefix("__main__.")
        shutil.rmtree(evidence, ignore_errors=True)
        log = self.folder / "console.log"
        window = None
        try:
            window = Window(program.PROGRAMS / "strongroom", "--workspace", self.workspace, log=log)
            yield self.hand(window)
        except BaseException as failure:
            evidence.mkdir(parents=True, exist_ok=True)
            self.desktop.picture(evidence / "screen.png")
            shutil.copy(log, evidence)
            if window is not None:
                (evidence / "tree.txt").write_text(window.tree(), encoding="utf-8")
            failure.add_note(f"evidence: {evidence}")
            raise
        finally:
            if window is not None:
                window.close()

    # What people do

    def sit_down(self, hand: Hand, person: str):
        hand.press(person)
        hand.type_secret(f"Passphrase of {person}", self.passphrases[person])
        hand.press("Unlock")
        hand.window.see(f"Welcome, {person}")

    def open(self, hand: Hand, page: str):
        hand.press(page)
        hand.window.see(PAGES[page])

    def cli_as(self, person: str, *arguments) -> program.Outcome:
        """The command line, beside the console, as someone else's tool uses it."""
        line = self.passphrases[person].encode() + b"\n"
        return program.cli_with_secrets([line], "--workspace", self.workspace, "--as", self.ids[person], *arguments)

    # What must hold

    def assertEveryControlHasAName(self, window: Window, place: str):
        nameless = [str(control) for control in window.controls() if control.role in CONTROLS and not control.name]
        self.assertEqual(nameless, [], f"controls without a name: {place}")

    def kept_files(self) -> dict[str, str]:
        """Digests of what the treasury keeps of its people and payments; a seat's journal notes failed attempts."""
        kept = [self.workspace / "slots.json", self.workspace / "genesis.json", self.workspace / "workspace.db"]
        kept += sorted((self.workspace / "approval-keys").iterdir())
        return {str(path.relative_to(self.workspace)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}
