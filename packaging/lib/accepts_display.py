#!/usr/bin/python3
"""Exits 0 when a Wayland or X display accepts a connection, 1 when none does. A variable alone proves nothing: it
outlives the display."""

import os
import socket
import sys


def connects(family: int, address) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as client:
        client.settimeout(2)
        try:
            client.connect(address)
        except OSError:
            return False
    return True


def wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    return bool(name) and connects(socket.AF_UNIX, os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name))


def x11() -> bool:
    host, separator, number = os.environ.get("DISPLAY", "").partition(":")
    number = number.split(".")[0]
    if not separator or not number.isdigit():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return connects(socket.AF_UNIX, path) or connects(socket.AF_UNIX, "\0" + path)
    return connects(socket.AF_INET, (host, 6000 + int(number)))


sys.exit(0 if wayland() or x11() else 1)
