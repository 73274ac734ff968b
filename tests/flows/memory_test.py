"""Nothing secret is left in a coordinator's memory after it locked: what was typed, the key of the database, private
keys. The coordinator is tests/fakes/coordinator_main.cpp, on the console's own composition."""

import os
import select
import subprocess
import unittest

import program
import treasury

COORDINATOR = program.PROGRAMS.parent / "tests" / "strongroom-test-coordinator"
WAIT = 60  # seconds for one step: Argon2id on a busy machine


def writable_memory(process):
    """Every mapping that can have been written to, guarded pages included."""
    memory = os.open(f"/proc/{process.pid}/mem", os.O_RDONLY)
    try:
        with open(f"/proc/{process.pid}/maps", encoding="utf-8") as maps:
            for line in maps:
                fields = line.split()
                begin, end = (int(part, 16) for part in fields[0].split("-"))
                of_a_file = len(fields) > 5 and fields[5].startswith("/")
                if fields[-1] in ("[vvar]", "[vdso]", "[vsyscall]") or (of_a_file and "w" not in fields[1]):
                    continue
                try:
                    yield os.pread(memory, end - begin, begin)
                except OSError:
                    continue  # a guard page
    finally:
        os.close(memory)


class MemoryTest(treasury.TreasuryTest):
    def start(self, person):
        command = [COORDINATOR, program.PROGRAMS, self.folder, self.workspace, person]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self.addCleanup(process.wait)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stdin.close)
        return process

    def step(self, process, line):
        process.stdin.write(line)
        answer = b""
        while not answer.endswith(b"\n"):
            ready, _, _ = select.select([process.stdout], [], [], WAIT)
            self.assertTrue(ready, "the coordinator does not answer")
            more = process.stdout.read(4096)
            self.assertTrue(more, "the coordinator ended")
            answer += more
        return answer.split()

    def found_in(self, process, needles):
        """Names of the needles that stand anywhere in its memory."""
        found = set()
        for mapping in writable_memory(process):
            found |= {name for name, needle in needles.items() if needle in mapping}
        return found

    def test_nothing_secret_is_left_after_locking(self):
        self.found()
        process = self.start("anna")
        typed = treasury.passphrase("anna").strip()
        word, *turned = self.step(process, b"open\n" + typed + b"\n")
        self.assertEqual(word, b"open")
        key = bytes(0xFF ^ ((pair[0] - 97) << 4 | (pair[1] - 97)) for pair in turned)
        self.assertEqual(len(key), 32)
        needles = {
            "the passphrase": typed,
            "the passphrase, wide": typed.decode().encode("utf-16-le"),
            "the database key": key,
            "the database key, hex": key.hex().encode(),
            "the database key, HEX": key.hex().upper().encode(),
            "an extended private key": b"tprv8",
        }
        # While it is open they are there: the search finds what is to be found.
        self.assertLessEqual({"the passphrase", "the database key"}, self.found_in(process, needles))
        self.assertEqual(self.step(process, b"lock\n"), [b"locked"])
        self.assertEqual(self.found_in(process, needles), set())
        # And once more, with another round of use in the same process.
        self.step(process, b"open\n" + typed + b"\n")
        self.step(process, b"lock\n")
        self.assertEqual(self.found_in(process, needles), set())
        process.stdin.write(b"end\n")
        self.assertEqual(process.wait(WAIT), 0)


if __name__ == "__main__":
    unittest.main()
