#!/usr/bin/python3
"""Every public test vector is run, or it is written down why not.

tests/vectors/README.md names for each file the tests that read it, tests/vectors/SKIPPED.md what is not run of it and
why. A file may stand there by a pattern; a file that no test reads stands in SKIPPED.md with `all`. The named tests
exist, are alive, and stand in a source that names the file.

Usage: check_vectors.py REPOSITORY [FOLDER-OF-TEST-BINARIES [FOLDER-OF-VECTORS]]
Without the later arguments the tests are only checked to be written, and the files of the tables not to be there.
"""

import fnmatch
import pathlib
import re
import sys

import check_refusals
import project

EVERYTHING = "all"


def files_below(folder: pathlib.Path) -> list[str]:
    """Every vector file, as the tables write them; the collection's own README is none."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in paths if path != "README.md")


def check_source(root: pathlib.Path, pattern: str, test: str) -> list[str]:
    """The problem of a test whose source does not name the file it is said to read."""
    program, _, name = test.partition(": ")
    if program.endswith(".py"):
        sources = [root / program]
    else:
        sources = sorted((root / "tests/vectors" / program.removeprefix("vectors_")).glob("*.cpp"))
    wanted = pattern.split("/")[-1].split("*")[0]
    for source in sources:
        text = re.sub(r'"\s*\n\s*"', "", source.read_text(encoding="utf-8")) if source.is_file() else ""
        if name in text and wanted in text:
            return []
    return [f"tests/vectors/README.md: {pattern}: no source of “{test}” names it"]


def check_readers(root: pathlib.Path, binaries: pathlib.Path | None, rows: list[dict[str, str]]) -> list[str]:
    """The problems of the tests that are said to read files."""
    problems, cache = [], {}
    for row in rows:
        named = {"id": row["file"], "code": "", "test": row["read by"]}
        problems += check_refusals.check_row(root, binaries, named, cache)
        for test in row["read by"].split("<br>"):
            problems += check_source(root, row["file"].strip("`"), test.strip().strip("`"))
    return problems


def check(root: pathlib.Path, binaries: pathlib.Path | None, vectors: pathlib.Path | None) -> tuple[int, list[str]]:
    """(rows checked, problems) of a repository."""
    readers = project.table(root / "tests/vectors/README.md", "readers")
    skipped = project.table(root / "tests/vectors/SKIPPED.md", "skipped")
    problems = check_readers(root, binaries, readers)
    for document, rows in (("README.md", readers), ("SKIPPED.md", skipped)):
        names = [row["file"] for row in rows]
        if names != sorted(names):
            problems.append(f"tests/vectors/{document}: rows are not sorted by file")
    read = [row["file"].strip("`") for row in readers]
    unread = [row["file"].strip("`") for row in skipped if row["not run"] == EVERYTHING]
    files = files_below(vectors) if vectors and vectors.is_dir() else []
    for file in files:
        covered = [any(fnmatch.fnmatch(file, pattern) for pattern in patterns) for patterns in (read, unread)]
        if covered == [False, False]:
            problems.append(f"{file} is read by no test, and no row of SKIPPED.md says why")
        if covered == [True, True]:
            problems.append(f"{file} is read by a test, but SKIPPED.md says that nothing of it is")
    for pattern in read + [row["file"].strip("`") for row in skipped]:
        if files and not fnmatch.filter(files, pattern):
            problems.append(f"tests/vectors: there is no vector file {pattern}")
    return len(readers) + len(skipped), problems


if __name__ == "__main__":
    arguments = [pathlib.Path(argument) for argument in sys.argv[1:]]
    repository = (arguments[0] if arguments else pathlib.Path(".")).resolve()
    project.finish("vectors", *check(repository, *(arguments[1:3] + [None, None])[:2]))
