#!/usr/bin/python3
"""Looks into built programs and libraries for code that must not be there. Source rules can be talked round by a
function pointer or a linker flag; what the linker put into a program cannot.

Usage: check_symbols.py FILE…   (programs, or libstrongroom_*.a)
A file that has no rule is an error, so that a renamed program does not lose its check.
"""

import pathlib
import re
import subprocess
import sys

import project

SIGNS = r"^(secp256k1_(ecdsa_sign(_recoverable)?|schnorrsig_sign\w*|ec_seckey_\w+|keypair_\w+)|crypto_sign(_ed25519)?(_detached|_seed_keypair)?)$"
PRIVATE_KEYS = r"\bstrongroom::(keys|signer::engine)::"
NETWORK = r"^(curl_\w+|SSL_\w+|getaddrinfo|gethostbyname\w*|res_query|inet_pton)$"
NET_MODULE = r"\bstrongroom::net::"
SQL = r"^sqlite3_\w+$"
ANY_QT = r"libQt6"

# What each program may neither contain nor call; `needed` is matched against its shared libraries.
PROGRAMS = {
    "strongroom": {"symbols": [SIGNS, PRIVATE_KEYS], "needed": [r"libsqlite3", r"libsqlcipher", r"libQt6Sql"]},
    # No network is in it, so none can be talked into use; seccomp stands behind that.
    "strongroom-station": {
        "symbols": [SIGNS, PRIVATE_KEYS, NETWORK, NET_MODULE],
        "needed": [r"libcurl", r"libssl", r"libQt6Network", r"libsqlite3", r"libsqlcipher", r"libQt6Sql"],
    },
    "strongroom-cli": {"symbols": [SIGNS, PRIVATE_KEYS], "needed": [ANY_QT, r"libsqlite3", r"libsqlcipher"]},
    "strongroom-signer": {
        "symbols": [NETWORK, NET_MODULE, SQL],
        "needed": [ANY_QT, r"libcurl", r"libssl", r"libsqlite3", r"libsqlcipher"],
    },
}
# What a test's failpoint reads; a shipped program has no such word in it.
FAILPOINT = b"STRONGROOM_FAILPOINT"
# Libraries that may reach for what the others may not.
MAY_SIGN = {"crypto", "keys", "signer_engine"}
MAY_NETWORK = {"net"}
MAY_QUERY = {"store"}


def symbols(path: pathlib.Path) -> set[str]:
    """Demangled names that a program or library defines or refers to, versions cut off."""
    command = ["nm", "--demangle", "--format=posix", str(path)]
    listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    dynamic = subprocess.run(command + ["--dynamic"], capture_output=True, text=True, check=False).stdout
    names = set()
    for line in (listing + dynamic).splitlines():
        # "name type value size"; a demangled name may hold blanks.
        match = re.match(r"(.+?) ([A-Za-z?])( [0-9a-f]+){0,2} *$", line)
        if match:
            names.add(match.group(1).split("@")[0])
    return names


def needed(path: pathlib.Path) -> set[str]:
    """The shared libraries a program names."""
    listing = subprocess.run(["readelf", "--dynamic", "--wide", str(path)], capture_output=True, text=True, check=True)
    return set(re.findall(r"\(NEEDED\)\s+Shared library: \[([^\]]+)\]", listing.stdout))


def forbidden_in(path: pathlib.Path) -> tuple[list[str], list[str]] | None:
    """(symbol patterns, library patterns) that must not match; nothing for an unknown file."""
    if path.name in PROGRAMS:
        rule = PROGRAMS[path.name]
        return rule["symbols"], rule["needed"]
    library = re.fullmatch(r"libstrongroom_(\w+)\.a", path.name)
    if not library:
        return None
    patterns = []
    if library[1] not in MAY_SIGN:
        patterns.append(SIGNS)
    if library[1] not in MAY_NETWORK:
        patterns.append(NETWORK)
    if library[1] not in MAY_QUERY:
        patterns.append(SQL)
    return patterns, []


def check_file(path: pathlib.Path) -> list[str]:
    """The problems of one built file."""
    rules = forbidden_in(path)
    if rules is None:
        return [f"{path.name}: no rule covers this file"]
    if not path.is_file():
        return [f"{path.name}: is not built"]
    found = symbols(path)
    if not found:
        return [f"{path.name}: no symbols to look at (stripped?)"]
    problems = [f"{path.name}: contains a failpoint of the tests"] if FAILPOINT in path.read_bytes() else []
    for pattern in rules[0]:
        hits = sorted(name for name in found if re.search(pattern, name))
        problems += [f"{path.name}: contains {name}" for name in hits[:5]]
    if rules[1]:
        for pattern in rules[1]:
            problems += [f"{path.name}: links {name}" for name in sorted(needed(path)) if re.match(pattern, name)]
    return problems


if __name__ == "__main__":
    arguments = [pathlib.Path(argument) for argument in sys.argv[1:]]
    if not arguments:
        sys.exit("usage: check_symbols.py FILE…")
    project.finish("symbols", len(arguments), [problem for path in arguments for problem in check_file(path)])
