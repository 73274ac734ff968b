"""The test cases of the copy's build: what each of them reaches, and whether it notices a refusal that is gone."""

import contextlib
import dataclasses
import json
import mmap
import os
import pathlib
import re
import resource
import shutil
import signal
import struct
import subprocess
import tempfile
import time

SIZE = 65536  # of the file of switches (switch.h)
SLOWEST = 120  # seconds; a case that takes longer alone proves too little for its time
PATIENCE = 20  # seconds of computing on top of ten times the usual, after which a run counts as failed
WAITING = 100  # further seconds for a run that waits instead, on a busy machine or for ever
MOST_MEMORY = 6 << 30  # bytes of address space, for refusals that keep memory in bounds
SCRIPTS = re.compile(r"flow_cli_")  # the flows that need no node; of the programs every one is taken


@dataclasses.dataclass
class Case:
    """One test case of a program, or one whole script."""

    program: str
    name: str
    seconds: float
    reached: frozenset[int]


class Switches:
    """The file that all processes of the tests have mapped."""

    def __init__(self, path: pathlib.Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.stat().st_size != SIZE:
            path.write_bytes(bytes(SIZE))
        with open(path, "r+b") as file:
            self.memory = mmap.mmap(file.fileno(), SIZE)

    def disable(self, number: int):
        """Puts one refusal out of order (0: none), and forgets what was reached."""
        self.memory[:] = struct.pack("<I", number) + bytes(SIZE - 4)

    def reached(self) -> frozenset[int]:
        return frozenset(match.start() - 4 for match in re.finditer(b"\x01", self.memory[:]))


def filter_of(names: list[str]) -> str:
    """doctest's filter for these cases: separated by commas, with those in names escaped."""
    return "--test-case=" + ",".join(re.sub(r"([\\,])", r"\\\1", name) for name in names)


class Programs:
    """Every test program of a build tree, as ctest would run it."""

    def __init__(self, tree: pathlib.Path):
        self.tree = tree
        self.switches = Switches(tree / "switches")
        listing = subprocess.run(["ctest", "--test-dir", tree, "--show-only=json-v1"], capture_output=True, check=True)
        self.tests = {}
        for test in json.loads(listing.stdout)["tests"]:
            command = test.get("command", [])
            own = len(command) == 1 and pathlib.Path(command[0]).parent == tree / "tests"
            if own or SCRIPTS.match(test["name"]):
                self.tests[test["name"]] = (command, {p["name"]: p["value"] for p in test["properties"]})
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))

    def is_script(self, program: str) -> bool:
        return len(self.tests[program][0]) > 1

    def run(self, program: str, arguments: list[str], seconds: int) -> bool:
        """Whether it passes; what hangs or crashes does not. Nothing that it started or wrote stays behind."""
        command, properties = self.tests[program]
        scratch = pathlib.Path(tempfile.mkdtemp(prefix="mutate-"))
        (scratch / "runtime").mkdir(mode=0o700)
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TMPDIR": str(scratch)}
        for name in ("RUNTIME_DIR", "CONFIG_HOME", "DATA_HOME", "STATE_HOME"):
            environment["XDG_" + name] = str(scratch / name.split("_")[0].lower())
        environment.update(entry.split("=", 1) for entry in properties.get("ENVIRONMENT", []))
        process = subprocess.Popen([*command, *arguments], cwd=properties.get("WORKING_DIRECTORY", scratch),
                                   env=environment, start_new_session=True, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (seconds, seconds))
        try:
            passed = process.wait(seconds + WAITING) in (0, 77)
        except subprocess.TimeoutExpired:
            passed = False
        if not passed:
            self.end_all(process)
        process.wait()
        shutil.rmtree(scratch, ignore_errors=True)
        return passed

    def end_all(self, process: subprocess.Popen):
        """Ends a run that went wrong, with the signers that it left behind."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        for entry in pathlib.Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and pathlib.Path(os.readlink(entry / "exe")).is_relative_to(self.tree):
                    os.kill(int(entry.name), signal.SIGKILL)

    def stamp(self, program: str) -> str:
        """Changes whenever the program does, or one that it may start."""
        files = [*(self.tree / "bin").iterdir(), *(self.tree / "tests").glob("strongroom-signer*")]
        command = self.tests[program][0]
        script = pathlib.Path(self.tests[program][1].get("WORKING_DIRECTORY", "")) / command[-1]
        own = script if self.is_script(program) else pathlib.Path(command[0])
        return " ".join(f"{path.stat().st_mtime_ns}" for path in sorted({*files, own}) if path.is_file())

    def names(self, program: str) -> list[str]:
        if self.is_script(program):
            return [""]
        command = [self.tests[program][0][0], "--list-test-cases", "--no-colors=true", "--no-version=true"]
        listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return [line for line in listing.splitlines() if line and not line.startswith(("===", "[doctest]"))]

    def measure(self, program: str) -> tuple[list[Case], list[str]]:
        """Each case alone, with all refusals in order: what it reaches. Second, the cases that then do not pass."""
        cases, failed = [], []
        for name in self.names(program):
            self.switches.disable(0)
            started = time.monotonic()
            passed = self.run(program, [] if self.is_script(program) else [filter_of([name])], SLOWEST)
            seconds = round(time.monotonic() - started, 3)
            if passed:
                cases.append(Case(program, name, seconds, self.switches.reached()))
            else:
                failed.append(f"{program}: {name} ({seconds:.0f} s)")
        return cases, failed

    def fails(self, program: str, cases: list[Case], number: int) -> bool:
        """Whether one of these cases of a program notices that a refusal is out of order."""
        self.switches.disable(number)
        arguments = ["-f"] if self.is_script(program) else [filter_of([case.name for case in cases]), "--abort-after=1"]
        return not self.run(program, arguments, PATIENCE + 10 * round(sum(case.seconds for case in cases)))

    def noticed_by(self, number: int, cases: list[Case]) -> str | None:
        """The first case, or program, that notices; None where none of these does."""
        quickest = min(cases, key=lambda case: case.seconds)
        if self.fails(quickest.program, [quickest], number):
            return f"{quickest.program}: {quickest.name}".rstrip(": ")
        rest = {}
        for case in cases:
            if case is not quickest:
                rest.setdefault(case.program, []).append(case)
        for program in sorted(rest, key=lambda one: sum(case.seconds for case in rest[one])):
            if self.fails(program, rest[program], number):
                return program
        return None


def load(path: pathlib.Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def all_cases(programs: Programs, notes: pathlib.Path) -> list[Case]:
    """The cases of all programs with what they reach; measured again only where a program changed."""
    known, cases = load(notes), []
    for program in programs.tests:
        stamp = programs.stamp(program)
        if known.get(program, {}).get("stamp") != stamp:
            started = time.monotonic()
            measured, failed = programs.measure(program)
            print(f"{program}: {len(measured)} cases alone in {time.monotonic() - started:.0f} s", flush=True)
            for name in failed:
                print(f"left out, does not pass alone: {name}", flush=True)
            known[program] = {"stamp": stamp, "cases": [[c.name, c.seconds, sorted(c.reached)] for c in measured]}
            notes.write_text(json.dumps(known), encoding="utf-8")
        cases += [Case(program, name, seconds, frozenset(reached)) for name, seconds, reached in known[program]["cases"]]
    return cases
