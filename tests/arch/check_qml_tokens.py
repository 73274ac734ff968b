#!/usr/bin/python3
"""Only the design system knows colours and sizes: QML outside ui/design/ uses its tokens.

Rejected there: hex colours, named colours, Qt.rgba and its kin, font.pixelSize / font.pointSize, and numbers for
spacing, margins, padding and radius (0 stays allowed: it is the absence of space).

Usage: check_qml_tokens.py [REPOSITORY]
"""

import pathlib
import re
import sys

import project

RULES = [
    (re.compile(r'"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})"'), "hex colour"),
    (re.compile(r"\bQt\.(rgba|hsla|hsva|color|darker|lighter|tint)\s*\("), "computed colour"),
    (re.compile(r"\bfont\.(pixelSize|pointSize)\s*:"), "font size"),
    (
        re.compile(
            r"\b(spacing|rowSpacing|columnSpacing|radius|\w*[mM]argins?|\w*[pP]adding)\s*:\s*-?(?!0\s*(?:$|[;}]))[\d.]+"
        ),
        "numeric spacing",
    ),
]
COLOUR_PROPERTY = re.compile(r"\b\w*[cC]olor\s*:\s*(.*)$")
NAMED_COLOUR = re.compile(r'"([a-z]+)"')


def check_text(relative: str, text: str) -> list[str]:
    """The problems of one QML file."""
    problems = []
    for number, line in enumerate(project.without_comments(text).splitlines(), start=1):
        for pattern, what in RULES:
            if pattern.search(line):
                problems.append(f"{relative}:{number}: {what} outside ui/design")
        colour = COLOUR_PROPERTY.search(line)
        if colour:
            for name in NAMED_COLOUR.findall(colour.group(1)):
                problems.append(f'{relative}:{number}: named colour "{name}" outside ui/design')
    return problems


def check(root: pathlib.Path) -> tuple[int, list[str]]:
    """(files checked, problems) of a repository."""
    files = [f for f in project.sources(root, "ui", suffixes={".qml"}) if root / "ui/design" not in f.parents]
    problems = []
    for path in files:
        problems += check_text(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
    return len(files), problems


if __name__ == "__main__":
    project.finish("QML tokens", *check(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()))
