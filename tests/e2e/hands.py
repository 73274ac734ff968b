"""Two ways to work the same window: by accessible names and actions, as assistive technology does, and by keyboard
alone, with real key events of the X server. A story that is told with one is told with the other.

Neither uses a mouse. Text is typed by both: the passphrase field has none for anyone to read or to set.
"""

import subprocess
import time

from desktop import PATIENCE, until
from window import BOXES, FIELDS, PRESSED, TABLE, Control, Window

# How long a key may take to show an effect before it is pressed again.
MOMENT = 2.0
# Moving the keyboard on is quick, and asking who has it is cheap.
AT_ONCE = 0.01


def key(*keys: str):
    """Presses keys of the X server (XTest): whatever has the keyboard gets them."""
    subprocess.run(["xdotool", "key", "--delay", "1", *keys], check=True, timeout=PATIENCE)


def type_text(text: str):
    subprocess.run(["xdotool", "type", "--delay", "1", "--", text], check=True, timeout=PATIENCE)


class Hand:
    """What both do alike. A subclass says how a control is found, pressed and given the keyboard."""

    def __init__(self, window: Window):
        self.window = window

    def reach(self, name: str, roles: set) -> Control:
        """Gives the keyboard to the control of this name."""
        raise NotImplementedError

    def try_press(self, name: str) -> bool:
        """Presses the control of this name if it is there and can be used now."""
        raise NotImplementedError

    def choose(self, box: str, option: str):
        """Chooses an option of a combo box."""
        raise NotImplementedError

    def press(self, name: str):
        until(lambda: self.try_press(name), f"“{name}” to be there and pressed")

    def press_until(self, name: str, text: str):
        """Presses what the console may also do by itself meanwhile, until the window says `text`."""

        def said() -> bool:
            if self.window.shows(text):
                return True
            if self.window.offers(name):
                self.try_press(name)
            return False

        until(said, f"“{text}”")

    def fill(self, field: str, text: str):
        self.reach(field, FIELDS)
        key("ctrl+a", "Delete")
        type_text(text)

    def type_secret(self, field: str, passphrase: str):
        """Types into a SecretField, and waits until it says how many characters it holds."""
        self.reach(field, FIELDS)
        type_text(passphrase)
        self.window.see(f"{len(passphrase)} characters typed")

    def dismiss(self):
        key("Escape")


class NamesHand(Hand):
    """Finds controls by name and performs their accessible actions."""

    def reach(self, name: str, roles: set) -> Control:
        def reached() -> Control | None:
            control = self.window.named(name, roles)
            if control is None or not control.act("SetFocus"):
                return None
            now = control.anew()
            return now if now.holds_focus else None

        return until(reached, f"the keyboard to be given to “{name}”")

    def try_press(self, name: str) -> bool:
        control = self.window.named(name, PRESSED)
        return control is not None and control.act("Press")

    def choose(self, box: str, option: str):
        self.press(box)
        self.press(option)
        until(lambda: self.window.find(box, BOXES).description.startswith(option), f"“{option}” to be chosen")


class KeyboardHand(Hand):
    """Knows of the window only what has the keyboard, and moves on from there."""

    def reach(self, name: str, roles: set) -> Control:
        return until(lambda: self._go_round(name, roles), f"the keyboard to reach “{name}”")

    def try_press(self, name: str) -> bool:
        reached = self._go_round(name, PRESSED)
        if reached is not None:
            key("Return")
        return reached is not None

    def choose(self, box: str, option: str):
        """Each Down in a closed box chooses the next; its description says which."""
        self.reach(box, BOXES)
        until(lambda: self._go_down(option), f"“{option}” to be chosen in “{box}”")

    def step(self, pressed: str = "Tab") -> Control:
        """Presses a key, waits until something else has the keyboard, or says something else, and returns it."""
        before = self.window.focused()
        key(pressed)

        def after() -> Control | None:
            now = self.window.focused()
            unmoved = now is None or (now.same(before) and now.description == before.description)
            return None if unmoved else now

        return until(after, f"{pressed} to lead on from {before}", look_again=AT_ONCE)

    def round(self):
        """Everything that Tab reaches here, once, each while it has the keyboard."""
        first = now = self.step()
        while True:
            yield now
            now = self.step()
            if now.same(first):
                return

    def _go_down(self, option: str) -> bool:
        """Once down the list of a box, whose options may still be on their way; then back to its top."""
        now = self.window.focused()
        while not now.description.startswith(option):
            before = now
            key("Down")
            deadline = time.monotonic() + MOMENT
            while now.description == before.description:
                if time.monotonic() > deadline:
                    key("Home")
                    return False
                now = self.window.focused()
        return True

    def _go_round(self, name: str, roles: set) -> Control | None:
        """Tab by Tab through everything, once; rows of a table by Down. Nothing when it is not there now."""
        start = None
        now = self.window.focused()
        while True:
            if now is not None and now.role in roles and now.available and now.called(name):
                return now
            table = now.enclosing() if now is not None else None
            if table is not None and table.role == TABLE:
                if any(row.called(name) for row in table.children()):
                    now = self.step("Down")
                    continue
            if start is None and now is not None and now.role in PRESSED | FIELDS:
                start = now  # a page that has the keyboard until the first Tab is no stop
            now = self.step("Tab")
            if now.same(start):
                return None
