#!/usr/bin/python3
"""Code, documents and tests agree on what is refused: every code that refuses has a row, every row's code exists, and
every row's test is alive.

The rows stand in docs/attacks.md (id of the attack catalogue; refusals of plain bad input in a table of their own) and
docs/policy-rules.md. A code that no test can bring about stands in a third table of docs/attacks.md with the reason,
and each attack of REQUIRED has a row. A row's test is written `binary: exact name of the test case` for a doctest
binary, or `path/of/script.py: test name` for a script under tests/. Several are separated by `<br>`. The source of one of
them at least names the code, or its enumerator.

Usage: check_refusals.py REPOSITORY [FOLDER-OF-TEST-BINARIES]
Without the second argument the tests are only checked to be named.
"""

import pathlib
import re
import subprocess
import sys

import project

CODE = re.compile(r'"([a-z][a-z0-9]*(?:\.[a-z0-9_]+)+)"')
# Where each code is a refusal that needs a row, and the document that has it.
REFUSING = {
    "docs/attacks.md": [
        "core/airgap", "core/audit", "core/authority", "core/base", "core/bitcoin", "core/chain", "core/crypto",
        "core/descriptor", "core/keys", "core/net", "core/psbt", "core/quorum", "core/secret", "core/service",
        "core/signer", "core/store", "core/treasury", "core/vault",
    ],
    "docs/policy-rules.md": ["core/policy"],
}  # fmt: skip
# Tables of docs/attacks.md without ids: refusals of bad input, and codes that no test can bring about.
BAD_INPUT = "bad input"
UNREACHED = "unreached"
# The attacks of the catalogue that may never be without a row.
REQUIRED = [f"A{number:02}" for number in (*range(1, 67), 88, 94, 95, 96, 99, 100, 104, 110, 131)]
# The code of a row whose attack finds nothing to refuse: what it needs does not exist.
NOTHING_REFUSED = "–"
# A module's codes begin with its name; proofs of messages, one-shot tools and use cases name what they are about.
FIRST_PARTS = {
    "base": ("file",), "psbt": ("message", "psbt"), "service": (), "signer": ("signer", "unpoliced"),
    "treasury": ("batch", "treasury"),
}  # fmt: skip
# Where kinds of records are written like codes and refuse nothing: codes stand in tables of their own.
TABLES_ONLY = ("service",)
# Kinds of records and of signed objects in other modules, which are written like codes, too.
NO_CODES = {
    "audit.manifest", "signer.armed", "signer.disarmed", "signer.refused", "signer.refused_more", "signer.unsealed",
}  # fmt: skip


def codes_in(root: pathlib.Path, folder: str) -> dict[str, str]:
    """Dotted codes written in a folder's sources, with the file of each; the module's own words as first part only."""
    found = {}
    module = folder.split("/")[-1]
    words = tuple(word + "." for word in FIRST_PARTS.get(module, (module,))) or ("",)
    for path in project.sources(root, folder):
        if module in TABLES_ONLY and not path.name.endswith("errors.cpp"):
            continue
        for code in CODE.findall(project.without_comments(path.read_text(encoding="utf-8"))):
            if code.startswith(words) and code not in NO_CODES:
                found.setdefault(code, path.relative_to(root).as_posix())
    return found


def optional_table(document: pathlib.Path, name: str) -> list[dict[str, str]]:
    """The rows of a table, in the form of the first one; none where the document has no such table."""
    if not document.exists() or f"<!-- table: {name} -->" not in document.read_text(encoding="utf-8"):
        return []
    return [{"id": "", **row, "code": row["code"].strip("`")} for row in project.table(document, name)]


def live_tests(binary: pathlib.Path) -> set[str]:
    """The test cases a doctest binary would run; skipped ones are not listed."""
    command = [str(binary), "--list-test-cases", "--no-colors=true", "--no-version=true"]
    listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {line.strip() for line in listing.splitlines() if not line.startswith(("===", "[doctest]"))}


def check_row(root: pathlib.Path, binaries: pathlib.Path | None, row: dict[str, str], cache: dict) -> list[str]:
    """The problems of one row's tests."""
    problems = []
    tests = [test.strip().strip("`") for test in row["test"].split("<br>") if test.strip()]
    if not tests:
        return [f"{row['id']} {row['code']}: no test"]
    for test in tests:
        program, _, name = test.partition(": ")
        if not name:
            problems.append(f"{row['id']} {row['code']}: `{test}` names no test case")
        elif program.endswith(".py"):
            script = root / program
            if not script.is_file() or f"def {name}(" not in script.read_text(encoding="utf-8"):
                problems.append(f"{row['id']} {row['code']}: no `{name}` in {program}")
        elif binaries is not None:
            if program not in cache:
                binary = binaries / program
                cache[program] = live_tests(binary) if binary.is_file() else None
            if cache[program] is None:
                problems.append(f"{row['id']} {row['code']}: no test binary {program}")
            elif name not in cache[program]:
                problems.append(f"{row['id']} {row['code']}: {program} has no test case “{name}”")
    return problems


ENUMERATOR = re.compile(r'::(\w+)\s*[:,][^;"]{0,60}"([a-z][a-z0-9]*\.[a-z0-9_.]+)"')
TEST = re.compile(r'(?:TEST_CASE\w*|SCENARIO)\([^"\n]*\s*"((?:\\.|[^"\\])*)"|\bdef (\w+)\(')


def enumerators(root: pathlib.Path) -> dict[str, set[str]]:
    """The enumerators that stand before each code in tables and switches; the code's own words, written as one."""
    found = {}
    for path in project.sources(root, "core"):
        for name, code in ENUMERATOR.findall(path.read_text(encoding="utf-8")):
            found.setdefault(code, set()).add(name)
    return found


def sources_of_tests(root: pathlib.Path) -> dict[str, list[str]]:
    """The texts in which each test case, or function of a script, stands."""
    found = {}
    for path in project.sources(root, "tests", suffixes={".cpp", ".py"}):
        text = re.sub(r'"\s*\n\s*"', "", path.read_text(encoding="utf-8"))
        for case, function in TEST.findall(text):
            found.setdefault(case.replace('\\"', '"') or function, []).append(text)
    return found


def check_named(root: pathlib.Path, rows: list[dict[str, str]]) -> list[str]:
    """A row's code is named in the source of one of its tests."""
    names, texts, problems = enumerators(root), sources_of_tests(root), []
    for row in rows:
        first, *rest = row["code"].split(".")[-1].split("_")
        own = first + "".join(word.title() for word in rest)
        called = "|".join(sorted(names.get(row["code"], set()) | {own}))
        words = re.compile(rf"\b{re.escape(row['code'])}\b|::(?:{called})\b")
        tests = [test.strip().strip("`").partition(": ")[2] for test in row["test"].split("<br>")]
        found = [text for test in tests for text in texts.get(test, [])]
        if found and row["code"] != NOTHING_REFUSED and not any(words.search(text) for text in found):
            problems.append(f"{row['id']} {row['code']}: no source of its tests names it")
    return problems


def check_order(document: str, rows: list[dict[str, str]]) -> list[str]:
    """Rows are sorted by id (numbers by value), then by code."""
    keys = [([int(n) if n.isdigit() else n for n in re.split(r"(\d+)", row["id"])], row["code"]) for row in rows]
    return [] if keys == sorted(keys) else [f"{document}: rows are not sorted by id and code"]


def check(root: pathlib.Path, binaries: pathlib.Path | None, required: list[str]) -> tuple[int, list[str]]:
    """(rows checked, problems) of a repository whose docs/attacks.md has a row for each of `required`."""
    everything, problems, count, cache = {}, [], 0, {}
    for folder in sorted(p for p in (root / "core").iterdir() if p.is_dir()):
        everything |= codes_in(root, f"core/{folder.name}")
    for document, folders in REFUSING.items():
        rows = optional_table(root / document, "refusals")
        plain = optional_table(root / document, BAD_INPUT)
        unreached = optional_table(root / document, UNREACHED)
        for table in (rows, plain, unreached):
            problems += check_order(document, table)
        problems += check_distinct(document, rows, plain, unreached)
        rows += plain
        count += len(rows)
        problems += [f"{document}: {r['id']}: no code {r['code']} in core" for r in rows
                     if r["code"] not in everything and r["code"] != NOTHING_REFUSED]  # fmt: skip
        for row in rows:
            problems += [f"{document}: {problem}" for problem in check_row(root, binaries, row, cache)]
        problems += [f"{document}: {problem}" for problem in check_named(root, rows)]
        documented = {row["code"] for row in rows + unreached}
        problems += [f"{document}: no code {r['code']} in core" for r in unreached if r["code"] not in everything]
        for folder in folders:
            for code, where in codes_in(root, folder).items():
                if code not in documented:
                    problems.append(f"{where}: {code} has no row in {document}")
    problems += check_claimed(root) + check_required(root, required) + check_findings(root)
    return count, problems


def check_distinct(document: str, rows: list, plain: list, unreached: list) -> list[str]:
    """A code stands in one of the tables; in the second and third only once."""
    problems, seen = [], {row["code"] for row in rows}
    for row in plain + unreached:
        if row["code"] in seen:
            problems.append(f"{document}: {row['code']} has several rows outside of the attacks")
        seen.add(row["code"])
    return problems


def check_required(root: pathlib.Path, required: list[str]) -> list[str]:
    """Each of these attacks has a row."""
    have = {row["id"] for row in project.table(root / "docs/attacks.md", "refusals")}
    return [f"docs/attacks.md: {row} has no row" for row in required if row not in have]


FINDING = re.compile(r'FindingInfo\{\s*"([a-z_.]+)",\s*\w+,\s*"(A\d+)"')


def check_findings(root: pathlib.Path) -> list[str]:
    """A finding that names a row of the catalogue on screen stands under that id in docs/attacks.md."""
    rows = {(row["id"], row["code"].strip("`")) for row in project.table(root / "docs/attacks.md", "refusals")}
    problems = []
    for path in project.sources(root, "core"):
        for code, row in FINDING.findall(path.read_text(encoding="utf-8")):
            if (row, code) not in rows:
                problems.append(f"{path.relative_to(root)}: {code} names {row}, but docs/attacks.md has no such row")
    return problems


def check_claimed(root: pathlib.Path) -> list[str]:
    """The attacks that docs/attacks.md claims are exactly those with at least one refusal."""
    document = root / "docs/attacks.md"
    claimed = re.search(r"^Claimed:(.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    if not claimed:
        return ["docs/attacks.md: no line `Claimed:`"]
    have = {row["id"] for row in project.table(document, "refusals")}
    problems = [f"docs/attacks.md: {row} is claimed but has no row" for row in claimed[1].split() if row not in have]
    unclaimed = sorted(row for row in have - set(claimed[1].split()) if re.fullmatch(r"A\d+", row))
    return problems + [f"docs/attacks.md: {row} has a row but is not claimed" for row in unclaimed]


if __name__ == "__main__":
    repository = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    built = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    project.finish("refusals", *check(repository, built, REQUIRED))
