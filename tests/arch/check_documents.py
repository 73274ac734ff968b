#!/usr/bin/python3
"""Documents that must stay true: the paths CONTRIBUTING.md names exist, relative links lead somewhere, every record
in docs/adr has its parts, and the words on screen are those of the glossary.

Usage: check_documents.py [REPOSITORY]
"""

import pathlib
import re
import sys

import project

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
ADR_PARTS = ("## Context", "## Decision", "## Consequences")
# A text on screen: the first argument of a translation call.
TEXT = re.compile(r'\b(?:qsTr|qsTranslate|tr)\s*\(\s*"((?:\\.|[^"\\])*)"')


def check_where(root: pathlib.Path) -> list[str]:
    """The table "Where things are" names only what exists, and every folder (those of core stand in architecture.md)."""
    rows = project.table(root / "CONTRIBUTING.md", "where")
    problems = []
    named = {row["where"].strip("`").rstrip("/") for row in rows}
    for path in sorted(named):
        if not (root / path).exists():
            problems.append(f"CONTRIBUTING.md: {path} does not exist")
    for parent in ("app", "ui", "tests"):
        for folder in sorted(p for p in (root / parent).glob("*") if p.is_dir() and any(p.rglob("*.*"))):
            relative = folder.relative_to(root).as_posix()
            if folder.name != "__pycache__" and relative not in named:
                problems.append(f"CONTRIBUTING.md: {relative} has no row in the table `where`")
    return problems


def check_links(root: pathlib.Path) -> list[str]:
    """Relative links of every document lead to a file of the repository."""
    problems = []
    documents = sorted(root.glob("*.md")) + sorted((root / "docs").rglob("*.md"))
    for document in documents:
        for target in LINK.findall(document.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:", target):
                continue
            if not (document.parent / target).exists():
                problems.append(f"{document.relative_to(root)}: link to {target}, which does not exist")
    return problems


def check_adrs(root: pathlib.Path) -> list[str]:
    """Records are numbered without gaps and have their parts."""
    problems = []
    records = sorted((root / "docs/adr").glob("*.md"))
    for number, record in enumerate(records, start=1):
        text = record.read_text(encoding="utf-8")
        if not record.name.startswith(f"{number:04d}-"):
            problems.append(f"docs/adr/{record.name}: expected number {number:04d}")
        problems += [f"docs/adr/{record.name}: no part {part}" for part in ADR_PARTS if part not in text]
    return problems


def check_glossary(root: pathlib.Path) -> list[str]:
    """No text on screen contains a word that the glossary replaces."""
    banned = []
    for row in project.table(root / "docs/glossary.md", "not these"):
        pattern = row["never"].strip("`").replace("\\|", "|")
        banned.append((re.compile(pattern, re.IGNORECASE), row["say"]))
    problems = []
    for path in project.sources(root, "ui", "app", suffixes={".qml", ".cpp", ".h"}):
        text = project.without_comments(path.read_text(encoding="utf-8"))
        for match in TEXT.finditer(text):
            for pattern, better in banned:
                if pattern.search(match.group(1)):
                    line = text.count("\n", 0, match.start()) + 1
                    problems.append(f'{path.relative_to(root)}:{line}: "{match.group(1)}": say {better}')
    return problems


def check(root: pathlib.Path) -> tuple[int, list[str]]:
    """(documents checked, problems) of a repository."""
    problems = check_where(root) + check_links(root) + check_adrs(root) + check_glossary(root)
    return len(list((root / "docs").rglob("*.md"))), problems


if __name__ == "__main__":
    project.finish("documents", *check(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()))
