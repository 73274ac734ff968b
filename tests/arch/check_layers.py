#!/usr/bin/python3
"""Holds every #include and every CMake dependency against the module table of docs/architecture.md.

Usage: check_layers.py [REPOSITORY]
"""

import pathlib
import re
import sys

import project

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)

# Third-party headers by the first part of their path, under the name that the table uses.
LIBRARIES = [
    ("nlohmann", r"nlohmann/"),
    ("openssl", r"openssl/"),
    ("sodium", r"sodium(\.h|/)"),
    ("secp256k1", r"secp256k1"),
    ("cbor", r"cbor(\.h|/)"),
    ("qrencode", r"qrencode\.h"),
    ("zxing", r"ZXing/"),
    ("zlib", r"zlib\.h"),
    ("png", r"png\.h"),
    ("sqlite", r"(sqlcipher/)?sqlite3"),
    ("curl", r"curl/"),
    ("seccomp", r"(seccomp\.h|linux/seccomp\.h)"),
]
ONLY_IN_CPP = {"nlohmann", "zxing", "curl", "sqlite"}
THREADS = {"thread", "future", "pthread.h"}


class Layers:
    """The table: which module may include which, and which libraries."""

    def __init__(self, root: pathlib.Path):
        self.may_include: dict[str, set[str]] = {}
        self.libraries: dict[str, set[str]] = {}
        for row in project.table(root / "docs/architecture.md", "modules"):
            self.may_include[row["module"]] = project.names(row["may include"])
            self.libraries[row["module"]] = project.names(row["libraries"])
        self.core = [m for m in self.may_include if not m.startswith(("ui", "app"))]

    def inconsistencies(self) -> list[str]:
        """A row may only name modules of earlier rows: the floors are ordered, so there is no cycle."""
        problems, seen = [], set()
        for module, allowed in self.may_include.items():
            for other in sorted(allowed - seen):
                problems.append(f"docs/architecture.md: {module} names {other}, which does not stand above it")
            seen.add(module)
        return problems

    def module_of(self, relative: str) -> str | None:
        """The row for a file, given its path in the repository; the longest match wins."""
        path = relative.removeprefix("core/")
        return self._longest([m for m in self.may_include if path.startswith(m + "/")])

    def core_module_of_include(self, path: str) -> str | None:
        """The core module a quoted include names; one under no row counts as its first folder."""
        match = self._longest([m for m in self.core if path.startswith(m + "/")])
        first = path.split("/")[0]
        return match or (first if any(m.startswith(first + "/") for m in self.core) else None)

    @staticmethod
    def _longest(candidates: list[str]) -> str | None:
        return max(candidates, key=len, default=None)


def check_file(layers: Layers, relative: str, text: str) -> list[str]:
    """The problems of one source file."""
    module = layers.module_of(relative)
    if module is None:
        return [f"{relative}:1: no row of docs/architecture.md covers this file"]
    problems = []
    for match in INCLUDE.finditer(project.without_comments(text)):
        line = text.count("\n", 0, match.start(2)) + 1
        for message in check_include(layers, module, relative, match.group(2)):
            problems.append(f"{relative}:{line}: {message}")
    return problems


def check_include(layers: Layers, module: str, relative: str, path: str) -> list[str]:
    """What is wrong with one include of `path` in a file of `module`."""
    problems = []
    target = layers.core_module_of_include(path)
    if target and target != module and target not in layers.may_include[module]:
        problems.append(f"{module} may not include {target} ({path})")
    if relative.startswith("core/"):
        if re.match(r"Q[A-Z]|Qt[A-Z]", path):
            problems.append(f"no Qt in core ({path})")
        if path in THREADS:
            problems.append(f"core starts no threads ({path})")
        if re.match(r"(ui|app|composition|models)/", path):
            problems.append(f"core does not know the layers above it ({path})")
    if relative.startswith(("app/cli/", "app/signer/")) and re.match(r"Q[A-Z]|Qt[A-Z]", path):
        problems.append(f"no Qt in this program ({path})")
    for library, pattern in LIBRARIES:
        if not re.match(pattern, path) or path == "nlohmann/json_fwd.hpp":
            continue
        if library not in layers.libraries[module]:
            problems.append(f"{module} may not use {library} ({path})")
        elif library in ONLY_IN_CPP and relative.endswith(".h"):
            problems.append(f"{library} belongs in a .cpp file ({path})")
    return problems


CALL = re.compile(r"strongroom_core_module\s*\(([^)]*)\)")
KEYWORDS = {"SOURCES", "DEPENDS", "PRIVATE_LIBRARIES"}


def cmake_dependencies(text: str) -> list[tuple[str, set[str], set[str]]]:
    """(module, DEPENDS, core modules among PRIVATE_LIBRARIES) of each strongroom_core_module call."""
    calls = []
    for match in CALL.finditer(re.sub(r"#[^\n]*", "", text)):
        words, groups, keyword = match.group(1).split(), {}, "NAME"
        for word in words:
            if word in KEYWORDS:
                keyword = word
            else:
                groups.setdefault(keyword, []).append(word)
        private = {w.removeprefix("strongroom_") for w in groups.get("PRIVATE_LIBRARIES", []) if w.startswith("strongroom_")}
        calls.append((groups["NAME"][0], set(groups.get("DEPENDS", [])), private))
    return calls


def check_cmake(layers: Layers, relative: str, text: str) -> list[str]:
    """DEPENDS names only what the table allows."""
    problems = []
    spelled = {m.replace("/", "_"): m for m in layers.core}
    for module, depends, private in cmake_dependencies(text):
        row = layers.module_of(f"core/{module}/")
        if row is None:
            problems.append(f"{relative}: module {module} has no row in docs/architecture.md")
            continue
        linked = depends | {spelled.get(name, name) for name in private}
        linked = {other for other in linked if layers.module_of(f"core/{other}/") != row}
        for other in sorted(linked - layers.may_include[row]):
            problems.append(f"{relative}: {module} may not depend on {other}")
    return problems


def check(root: pathlib.Path) -> tuple[int, list[str]]:
    """(files checked, problems) of a repository."""
    layers = Layers(root)
    problems = layers.inconsistencies()
    files = project.sources(root, "core", "ui", "app")
    for path in files:
        problems += check_file(layers, path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
    lists = sorted((root / "core").rglob("CMakeLists.txt"))
    for path in lists:
        problems += check_cmake(layers, path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
    return len(files) + len(lists), problems


if __name__ == "__main__":
    project.finish("layers", *check(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()))
