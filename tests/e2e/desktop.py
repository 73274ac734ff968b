"""A desktop of its own for one test process: an X display, a D-Bus session with its accessibility bus, and a home.

Nothing of the person who runs the test is seen or touched. A process connects to its accessibility bus once and for
all, so it has one Desktop, which stands in `os.environ` from start() to stop().
"""

import os
import pathlib
import select
import subprocess
import time

# What a busy machine needs to start a server or to draw a page, several times over.
PATIENCE = 60.0
LOOK_AGAIN = 0.1
SCREEN = "1280x800x24"


def until(condition, what: str, look_again: float = LOOK_AGAIN):
    """The first true value of `condition()`; AssertionError says what was waited for in vain."""
    deadline = time.monotonic() + PATIENCE
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(look_again)


class Desktop:
    def __init__(self, folder: pathlib.Path):
        """`folder` exists and is given up with everything in it."""
        self.folder = folder
        self._servers: list[subprocess.Popen] = []
        self._before = dict(os.environ)

    def start(self):
        self._settle()
        os.environ["DISPLAY"] = ":" + self._serve("Xvfb", "-displayfd", "{}", "-screen", "0", SCREEN, "-r", "-nolisten", "tcp")
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self._serve("dbus-daemon", "--session", "--nofork", "--print-address={}")

    def stop(self):
        """Ends the servers; the accessibility bus goes with the session that started it."""
        for server in reversed(self._servers):
            server.terminate()
            server.wait(PATIENCE)
        self._servers.clear()
        os.environ.clear()
        os.environ.update(self._before)

    def picture(self, path: pathlib.Path):
        """Writes what the display shows."""
        with open(path, "wb") as file:
            subprocess.run(["import", "-silent", "-window", "root", "png:-"], stdout=file, timeout=PATIENCE, check=False)

    def _settle(self):
        """A home, and the settings that every program started from here on inherits."""
        for variable, name in {
            "HOME": "home",
            "XDG_CONFIG_HOME": "home/config",
            "XDG_DATA_HOME": "home/data",
            "XDG_STATE_HOME": "home/state",
            "XDG_CACHE_HOME": "home/cache",
            "XDG_RUNTIME_DIR": "runtime",
        }.items():
            path = self.folder / name
            path.mkdir(mode=0o700, exist_ok=True)
            os.environ[variable] = str(path)
        for variable in ("WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS", "NO_AT_BRIDGE", "XAUTHORITY"):
            os.environ.pop(variable, None)
        os.environ.update(
            QT_QPA_PLATFORM="xcb",
            QT_QUICK_BACKEND="software",
            QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
            LC_ALL="C.UTF-8",
        )

    def _serve(self, *command: str) -> str:
        """Starts a server that writes where it listens to the descriptor `{}`, and waits for that line."""
        reader, writer = os.pipe()
        words = [word.format(writer) for word in command]
        log = open(self.folder / f"{command[0]}.log", "wb")
        with log, os.fdopen(reader, "rb") as said:
            self._servers.append(subprocess.Popen(words, pass_fds=[writer], stdout=log, stderr=log, stdin=subprocess.DEVNULL))
            os.close(writer)
            if not select.select([said], [], [], PATIENCE)[0]:
                raise AssertionError(f"{command[0]} does not answer")
            line = said.readline().decode().strip()
        if not line:
            raise AssertionError(f"{command[0]} did not start")
        return line
