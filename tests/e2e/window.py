"""The console's window as assistive technology sees it: a tree of named controls, read and pressed over AT-SPI.

Everything is asked anew at each look: nothing is cached, and a control that vanished while the tree was walked is no
control. Waits end with their condition, or with an AssertionError after desktop.PATIENCE; nothing sleeps and hopes.
"""

import pathlib
import subprocess
from functools import cached_property

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (the version comes first)

from desktop import PATIENCE, until  # noqa: E402

# One answer of a console that is busy drawing.
ANSWER_MILLISECONDS = 20_000

FOCUS_MOVED = "object:state-changed:focused"

# What a person can act on, wherever it stands.
CONTROLS = {
    Atspi.Role.PUSH_BUTTON,
    Atspi.Role.TOGGLE_BUTTON,
    Atspi.Role.CHECK_BOX,
    Atspi.Role.RADIO_BUTTON,
    Atspi.Role.COMBO_BOX,
    Atspi.Role.PAGE_TAB,
    Atspi.Role.PAGE_TAB_LIST,
    Atspi.Role.LIST_ITEM,
    Atspi.Role.TABLE_ROW,
    Atspi.Role.TEXT,
    Atspi.Role.ENTRY,
    Atspi.Role.LINK,
}
PRESSED = CONTROLS - {Atspi.Role.TEXT, Atspi.Role.ENTRY, Atspi.Role.PAGE_TAB_LIST}
BOXES = {Atspi.Role.COMBO_BOX}
TABLE = Atspi.Role.TABLE
FIELDS = {Atspi.Role.TEXT, Atspi.Role.ENTRY}

# What the console's buttons say while they take no press: Qt 6.4 does not report it as a state.
UNAVAILABLE = "Not available now"


def spelled(text: str | None) -> str:
    """Without the narrow spaces that group the digits of an amount: plain ones are easier to state."""
    return (text or "").replace("\N{NARROW NO-BREAK SPACE}", " ")


class Control:
    """One accessible object. What it says is asked once, when it is first needed; one that has vanished says nothing,
    is not shown and has no children."""

    def __init__(self, accessible: Atspi.Accessible):
        self._accessible = accessible

    def __repr__(self):
        return f"{self.role.value_nick} “{self.name}”"

    def _ask(self, question, otherwise):
        try:
            return question(self._accessible)
        except GLib.Error:
            return otherwise

    @cached_property
    def role(self) -> Atspi.Role:
        return self._ask(Atspi.Accessible.get_role, Atspi.Role.INVALID)

    @cached_property
    def name(self) -> str:
        return spelled(self._ask(Atspi.Accessible.get_name, ""))

    @cached_property
    def description(self) -> str:
        return spelled(self._ask(Atspi.Accessible.get_description, ""))

    @cached_property
    def states(self) -> set[Atspi.StateType]:
        return set(self._ask(lambda accessible: accessible.get_state_set().get_states(), []))

    @property
    def shown(self) -> bool:
        return Atspi.StateType.SHOWING in self.states

    @property
    def available(self) -> bool:
        return Atspi.StateType.ENABLED in self.states and not self.description.startswith(UNAVAILABLE)

    @property
    def holds_focus(self) -> bool:
        return Atspi.StateType.FOCUSED in self.states

    def anew(self) -> "Control":
        """The same object as it is now."""
        return Control(self._accessible)

    def same(self, other: "Control | None") -> bool:
        return other is not None and self._accessible == other._accessible

    def called(self, name: str) -> bool:
        """Rows and pages say more than their title: after a comma."""
        return self.name == name or self.name.startswith(name + ",")

    def says(self, text: str) -> bool:
        return text.lower() in self.name.lower() or text.lower() in self.description.lower()

    def place(self) -> tuple[int, int, int, int]:
        """x, y, width and height on the screen; all zero when it has none."""
        place = self._ask(lambda accessible: accessible.get_extents(Atspi.CoordType.SCREEN), Atspi.Rect())
        return (place.x, place.y, place.width, place.height)

    def act(self, action: str) -> bool:
        """Performs a named action, "Press" or "SetFocus"; false when it has vanished or has no such action."""
        for index in range(self._ask(Atspi.Accessible.get_n_actions, 0)):
            if self._ask(lambda accessible, at=index: accessible.get_action_name(at), "") == action:
                return self._ask(lambda accessible, at=index: accessible.do_action(at), False)
        return False

    def children(self) -> list["Control"]:
        count = self._ask(Atspi.Accessible.get_child_count, 0)
        found = [self._ask(lambda accessible, at=index: accessible.get_child_at_index(at), None) for index in range(count)]
        return [Control(child) for child in found if child is not None]

    def enclosing(self) -> "Control | None":
        parent = self._ask(Atspi.Accessible.get_parent, None)
        return Control(parent) if parent is not None else None


class Window:
    """One run of the console, from its start to close()."""

    def __init__(self, program: pathlib.Path, *arguments, log: pathlib.Path):
        """Starts `program ARGUMENTS…` and waits for its window; what it prints goes to `log`."""
        Atspi.init()
        Atspi.set_timeout(ANSWER_MILLISECONDS, ANSWER_MILLISECONDS)
        self._focus: Control | None = None
        self._listener = Atspi.EventListener.new(self._focus_moved)
        self._listener.register(FOCUS_MOVED)
        with open(log, "ab") as output:
            self.process = subprocess.Popen(
                [program, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        try:
            self._application = until(self._find_application, "the console on the accessibility bus")
            self.activate()
        except BaseException:
            self.close()
            raise

    def close(self):
        self._listener.deregister(FOCUS_MOVED)
        self.process.terminate()
        self.process.wait(PATIENCE)

    def activate(self):
        """Gives the window the keyboard, as a window manager does."""

        def active() -> bool:
            xid = self._x_window()
            if xid is not None:
                subprocess.run(["xdotool", "windowraise", xid, "windowfocus", xid], check=False, timeout=PATIENCE)
            return any(Atspi.StateType.ACTIVE in frame.states for frame in Control(self._application).children())

        until(active, "the window to become active")

    # Reading

    def controls(self):
        """Every accessible object that is shown, from the window down."""
        pending = [Control(self._application)]
        while pending:
            control = pending.pop()
            yield control
            pending.extend(child for child in reversed(control.children()) if child.shown)

    def shown(self, *texts: str) -> str | None:
        """The first of these that a name or a description contains."""
        return next((text for text in texts if self.shows(text)), None)

    def shows(self, text: str) -> bool:
        return any(control.says(text) for control in self.controls())

    def see(self, text: str):
        """Waits until a name or a description contains this."""
        until(lambda: self.shows(text), f"“{text}”")

    def see_no_more(self, text: str):
        until(lambda: not self.shows(text), f"“{text}” to go")

    def named(self, name: str, roles: set) -> Control | None:
        """The control of this name that is shown and can be used now; the exact name wins over a longer one."""
        matching = [c for c in self.controls() if c.role in roles and c.available and c.called(name)]
        exact = [c for c in matching if c.name == name]
        return (exact or matching or [None])[0]

    def find(self, name: str, roles: set) -> Control:
        return until(lambda: self.named(name, roles), f"a control named “{name}”")

    def offers(self, name: str) -> bool:
        """Whether this can be pressed now."""
        return self.named(name, PRESSED) is not None

    def has_in_sight(self, control: Control) -> bool:
        """Whether the whole of it lies within the window."""
        left, top, width, height = control.place()
        frame_left, frame_top, frame_width, frame_height = Control(self._application).children()[0].place()
        return (
            width > 0
            and height > 0
            and frame_left <= left
            and left + width <= frame_left + frame_width
            and frame_top <= top
            and top + height <= frame_top + frame_height
        )

    def focused(self) -> Control | None:
        """What has the keyboard."""
        while GLib.MainContext.default().iteration(False):
            pass
        known = self._focus.anew() if self._focus is not None else None
        if known is not None and known.holds_focus:
            return known
        holders = [control for control in self.controls() if control.holds_focus]
        return holders[-1] if holders else None  # an enclosing pane may say that it has it too

    def tree(self) -> str:
        """Everything for a report, hidden objects too."""
        lines = []

        def describe(control: Control, depth: int):
            states = " ".join(state.value_nick for state in control.states)
            lines.append(f"{'  ' * depth}{control} “{control.description}” [{states}] {control.place()}\n")
            for child in control.children():
                describe(child, depth + 1)

        describe(Control(self._application), 0)
        return "".join(lines)

    # Behind the window

    def _find_application(self) -> Atspi.Accessible | None:
        if self.process.poll() is not None:
            raise AssertionError(f"the console ended with status {self.process.returncode}")
        bus = Atspi.get_desktop(0)
        bus.set_cache_mask(Atspi.Cache.NONE)
        for index in range(bus.get_child_count()):
            try:
                application = bus.get_child_at_index(index)
                if application is not None and application.get_process_id() == self.process.pid:
                    application.set_cache_mask(Atspi.Cache.NONE)
                    return application
            except GLib.Error:
                continue
        return None

    def _x_window(self) -> str | None:
        search = ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)]
        found = subprocess.run(search, capture_output=True, text=True, check=False, timeout=PATIENCE).stdout.split()
        return found[0] if found else None

    def _focus_moved(self, event, *_):
        try:
            if event.detail1 and event.source.get_process_id() == self.process.pid:
                self._focus = Control(event.source)
        except GLib.Error:
            pass
