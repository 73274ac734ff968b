"""What the checkers share: reading the repository's tables and sources. Standard library only."""

import pathlib
import re
import sys

SOURCE_SUFFIXES = {".h", ".cpp"}


def table(document: pathlib.Path, name: str) -> list[dict[str, str]]:
    """The rows of the Markdown table that follows the line `<!-- table: NAME -->`."""
    lines = iter(document.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.strip() == f"<!-- table: {name} -->":
            break
    else:
        raise SystemExit(f"{document.name}: no table named {name}")
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1])])
    if len(rows) < 2:
        raise SystemExit(f"{document.name}: the table {name} has no header")
    header = rows[0]
    for row in rows[2:]:
        if len(row) != len(header):
            raise SystemExit(f"{document.name}: {name}: {len(row)} cells instead of {len(header)}: {row}")
    return [dict(zip(header, row)) for row in rows[2:]]


def names(cell: str) -> set[str]:
    """The words of a cell; a dash means none."""
    return set() if cell in {"–", "-", ""} else set(cell.split())


def sources(root: pathlib.Path, *folders: str, suffixes: set[str] = SOURCE_SUFFIXES) -> list[pathlib.Path]:
    """Every file with one of `suffixes` below the folders, sorted, without build trees."""
    found = []
    for folder in folders:
        found += [path for path in (root / folder).rglob("*") if path.suffix in suffixes and path.is_file()]
    return sorted(found)


def without_comments(text: str) -> str:
    """C++ or QML text with comments blanked; line numbers and string literals stay."""

    def blank(match: re.Match) -> str:
        token = match.group(0)
        return token if token[0] in "\"'" else re.sub(r"[^\n]", " ", token)

    pattern = r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/'
    return re.sub(pattern, blank, text, flags=re.DOTALL)


def finish(title: str, checked: int, problems: list[str]) -> None:
    """Prints the problems and a summary, and ends the process with 0 or 1."""
    for problem in problems:
        print(problem)
    print(f"{title}: {checked} checked, {len(problems)} problems")
    sys.exit(1 if problems else 0)
