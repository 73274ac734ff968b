"""Input made to exhaust the program: refused at a named limit, soon, and without taking memory for it (docs/attacks.md,
A47, A58, A60). Each case runs in a process of its own whose peak memory is read when it ends."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

import program
from program import PROGRAMS

MIB = 1 << 20
ROOM = 64 * MIB  # above what the program takes for a good input
# The address sanitizer's own memory hides the program's; what is refused, and how, is the same under it.
SANITIZED = os.environ.get("STRONGROOM_SANITIZED", "0") != "0"
PATIENCE = 60  # seconds: a bound that a busy machine keeps, far below what any of these inputs could cost
ADDRESS = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
KEY = "xpub6CatWdiZiodmUeTDp8LT5or8nmbKNcuyvz7WyksVFkKB4RHwCD3XyuvPEbvqAQY3rAPshWcMLoP2fMFMKHPJ4ZeZXYVUhLv1VMrjPC7PW6V"
POINT = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"  # the generator
LONGEST_ARGUMENT = 131_000  # what the system passes in one argument
MAGIC = b"psbt\xff"


def compact(number: int) -> bytes:
    for mark, size, limit in ((None, 1, 0xFD), (0xFD, 2, 1 << 16), (0xFE, 4, 1 << 32), (0xFF, 8, 1 << 64)):
        if number < limit:
            return (b"" if mark is None else bytes([mark])) + number.to_bytes(size, "little")
    raise ValueError(number)


def field(key: bytes, value: bytes) -> bytes:
    return compact(len(key)) + key + compact(len(value)) + value


def transaction(inputs: bytes, outputs: bytes) -> bytes:
    return (2).to_bytes(4, "little") + inputs + outputs + bytes(4)


INPUT = compact(1) + b"\x11" * 32 + bytes(4) + compact(0) + b"\xfd\xff\xff\xff"
OUTPUT = (1_000).to_bytes(8, "little") + compact(22) + b"\x00\x14" + b"\x22" * 20
ONE_TO_ONE = transaction(INPUT, compact(1) + OUTPUT)


def version_2(inputs: bytes, outputs: bytes) -> bytes:
    """The global section of a PSBT of version 2 with these counts, as they stand."""
    fields = [(b"\x02", (2).to_bytes(4, "little")), (b"\x03", bytes(4)), (b"\x04", inputs), (b"\x05", outputs)]
    return MAGIC + b"".join(field(key, value) for key, value in fields) + field(b"\xfb", (2).to_bytes(4, "little")) + b"\0"


class Limits(program.CliTest):
    def setUp(self):
        super().setUp()
        self.baseline = self.memory_of_an_idle_run()

    def memory_of_an_idle_run(self) -> int:
        """Peak memory of a run that has started and waits for its input. What a parent takes shows in the peak of its
        children when they have ended, so the bound is held more strictly than it says, never less."""
        command = [PROGRAMS / "strongroom-cli", "psbt", "decode", "-"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            status = pathlib.Path(f"/proc/{process.pid}/status")
            before, deadline = "", time.monotonic() + PATIENCE
            while time.monotonic() < deadline:
                now = status.read_text(encoding="ascii")
                if now == before and "State:\tS" in now:
                    break
                before = now
                time.sleep(0.05)
            process.stdin.close()
        return int(re.search(r"VmHWM:\s*(\d+) kB", before)[1]) * 1024

    def run_cli(self, *arguments, stdin=subprocess.DEVNULL):
        """The outcome and the peak memory, in bytes, of one run and all that it starts."""
        return self.run_measured([PROGRAMS / "strongroom-cli", "--json", *map(str, arguments)], stdin)

    def run_measured(self, command, stdin=subprocess.DEVNULL):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen(command, stdin=stdin, stdout=out, stderr=err)
            deadline = time.monotonic() + PATIENCE
            while True:
                ended, status, usage = os.wait4(process.pid, os.WNOHANG)
                if ended:
                    break
                if time.monotonic() > deadline:
                    process.kill()
                    process.wait()
                    self.fail(f"{command[2:4]} did not end")
                time.sleep(0.002)
            process.returncode = os.waitstatus_to_exitcode(status)  # so that nobody waits again
            out.seek(0)
            err.seek(0)
            run = subprocess.CompletedProcess(command, process.returncode, out.read(), err.read())
            return program.Outcome(run), usage.ru_maxrss * 1024

    def assertBounded(self, code, *arguments, stdin=subprocess.DEVNULL):
        outcome, peak = self.run_cli(*arguments, stdin=stdin)
        self.assertEqual(outcome.status, 1, outcome.err)
        # A verdict has its reason in its document.
        self.assertEqual(outcome.error["code"] if outcome.err else outcome.document["code"], code)
        if not SANITIZED:
            self.assertLess(peak - self.baseline, ROOM, "memory above that of a good input")

    def large_file(self, first: bytes, chunk: bytes, times: int, last: bytes = b""):
        """Written in pieces: the memory of this process shows in its children's."""
        path = self.folder / "large"
        with open(path, "wb") as file:
            file.write(first)
            for _ in range(times):
                file.write(chunk)
            file.write(last)
        return path

    @unittest.skipIf(SANITIZED, "there is nothing to measure under the address sanitizer")
    def test_the_measure_sees_what_a_program_takes(self):
        _, peak = self.run_measured([sys.executable, "-c", f"len(bytearray({2 * ROOM}))"])
        self.assertGreater(peak, 2 * ROOM)
        self.assertLess(0, self.baseline)
        self.assertLess(self.baseline, ROOM)

    def test_psbts_of_64_mebibytes(self):
        value = bytes(MIB)
        path = self.large_file(MAGIC + field(b"\0", ONE_TO_ONE), field(b"\xfc\x01x", value), 64)
        for verb in ("decode", "finalize"):
            self.assertBounded("file.too_large", "psbt", verb, path)
        self.assertBounded("file.too_large", "psbt", "combine", path, path)
        with open(path, "rb") as file:
            self.assertBounded("file.too_large", "psbt", "decode", "-", stdin=file)
        with open("/dev/zero", "rb") as endless:
            self.assertBounded("file.too_large", "psbt", "decode", "-", stdin=endless)

    def test_psbts_as_large_as_a_file_may_be(self):
        path = self.large_file(MAGIC + field(b"\0", ONE_TO_ONE), field(b"\xfc\x01x\x00", bytes(MIB - 1_000)), 15, b"\0\0\0")
        self.assertBounded("psbt.duplicate_key", "psbt", "decode", path)
        path = self.large_file(MAGIC + field(b"\0", ONE_TO_ONE) + b"\0", b"\x01\xf0\x00" * 100_000, 50)
        self.assertBounded("psbt.too_many_fields", "psbt", "decode", path)
        sections = b"".join(field(b"\xf0" + n.to_bytes(2, "big"), b"") for n in range(2_000))
        path = self.large_file(MAGIC + field(b"\0", ONE_TO_ONE) + sections, b"", 0)
        self.assertBounded("psbt.too_many_fields", "psbt", "decode", path)

    def test_a_hundred_thousand_outputs(self):
        many = transaction(INPUT, compact(100_000) + OUTPUT * 100_000)
        path = self.file("v0", MAGIC + field(b"\0", many) + b"\0" * 100_002)
        self.assertBounded("psbt.too_large", "psbt", "decode", path)
        section = field(b"\x03", (1_000).to_bytes(8, "little")) + field(b"\x04", OUTPUT[9:]) + b"\0"
        inputs = field(b"\x0e", b"\x11" * 32) + field(b"\x0f", bytes(4)) + b"\0"
        path = self.large_file(version_2(compact(1), compact(100_000)) + inputs, section * 1_000, 100)
        self.assertBounded("psbt.too_large", "psbt", "decode", path)

    def test_counts_and_lengths_of_two_to_the_32nd_and_more(self):
        for huge in (b"\xfe\xff\xff\xff\xff", b"\xff" + b"\0\0\0\0\1\0\0\0", b"\xff" * 9):
            for code, content in (
                ("psbt.truncated", MAGIC + huge + b"\0"),
                ("psbt.truncated", MAGIC + b"\x01\0" + huge + ONE_TO_ONE),
                ("psbt.bad_unsigned_tx", MAGIC + field(b"\0", transaction(huge, compact(1) + OUTPUT)) + b"\0\0"),
                ("psbt.bad_unsigned_tx", MAGIC + field(b"\0", transaction(INPUT, huge + OUTPUT)) + b"\0\0"),
                ("psbt.too_large", version_2(huge, compact(1)) + b"\0"),
                ("psbt.too_large", version_2(compact(1), huge) + b"\0"),
            ):
                with self.subTest((huge, content)):
                    self.assertBounded(code, "psbt", "decode", self.file("psbt", content))

    def test_texts_of_ten_thousand_characters_and_more(self):
        for size in (10_000, LONGEST_ARGUMENT):
            for code, *arguments in (
                ("bitcoin.address_too_long", "address", "decode", "1" * size, "--network", "main"),
                ("bitcoin.address_too_long", "address", "decode", "bc1" + "q" * (size - 3), "--network", "main"),
                ("bitcoin.uri_too_long", "address", "uri", "bitcoin:" + "1" * size, "--network", "main"),
                ("bitcoin.extended_key_too_long", "key", "convert", "x" * size, "--to", "zpub", "--network", "main"),
            ):
                with self.subTest((size, arguments[:2])):
                    self.assertBounded(code, *arguments)

    def test_descriptors_as_long_as_an_argument_can_be(self):
        for text in (
            "wpkh(" + KEY + "/0" * 65_000 + ")",
            "wsh(multi(1" + f",{KEY}" * 1_150 + "))",
            "wsh(" + "n" * 130_000 + f":pk({KEY}))",
            "tr(" + KEY + "," + "{" * 130_000,
        ):
            self.assertBounded("descriptor.too_long", "descriptor", "info", text)

    def test_descriptors_that_nest_as_deeply_as_they_may(self):
        for code, text in (
            ("descriptor.miniscript_resources", "wsh(" + "n" * 9_850 + f":pk({KEY}))"),
            ("descriptor.tree_depth", f"tr({KEY}," + f"{{pk({POINT})," * 129 + f"pk({POINT})" + "}" * 129 + ")"),
            ("descriptor.syntax", f"tr({KEY}," + "{" * 9_000),
            ("descriptor.syntax", "sh(" * 3_000),
            ("descriptor.syntax", "wsh(" + "and_v(" * 1_600),
            ("descriptor.path_too_long", f"wpkh({KEY}" + "/0" * 4_900 + ")"),
        ):
            with self.subTest(code):
                self.assertBounded(code, "descriptor", "info", text)

    def test_documents_that_nest(self):
        path = self.large_file(b"", b"[" * 1_000_000, 8)
        options = ("--request", path, "--now", "0")
        self.assertBounded("json.too_deep", "policy", "check", "--policy", path, *options)
        path = self.large_file(b'{"a":', b'{"a":' * 100_000, 8)
        self.assertBounded("json.too_deep", "policy", "check", "--policy", path, *options)

    def test_messages_and_signatures(self):
        verify = ("message", "verify", ADDRESS, "--network", "main")
        path = self.large_file(b"", b"x" * MIB, 2)
        self.assertBounded("message.too_long", *verify, "--message-in", path, "--signature", "AA==")
        path = self.large_file(b"", b"A" * MIB, 15)
        self.assertBounded("message.malformed", *verify, "--message", "x", "--signature-in", path)
        path = self.large_file(b"", b"A" * MIB, 64)
        self.assertBounded("file.too_large", *verify, "--message", "x", "--signature-in", path)


if __name__ == "__main__":
    unittest.main()
