"""Frames by command line: out as text and pictures, back in any order and with losses, and what is no transfer."""

import base64
import hashlib
import unittest
import zlib

from program import CliTest, cli, plain_cli

PAYLOAD = bytes(range(256)) * 6
# Two unknown global fields out of order: writing the PSBT anew would change it.
TX = "0200000001" + "11" * 32 + "0000000000fdffffff01e803000000000000160014" + "22" * 20 + "00000000"
PSBT = bytes.fromhex("70736274ff" + "0100" + f"{len(TX) // 2:02x}" + TX + "01f10101" + "01f00102" + "00" + "00" + "00")


class Frames(CliTest):
    def setUp(self):
        super().setUp()
        self.source = self.file("payload", PAYLOAD)
        self.out = self.folder / "received"

    def encode(self, *options) -> list[str]:
        outcome = cli("qr", "encode", self.source, "--as", "bytes", "--format", "ur", *options)
        self.assertDone(outcome)
        return outcome.document["frames"]

    def decode(self, frames: list[str], *options):
        return cli("qr", "decode", "--out", self.out, *options, stdin="\n".join(frames).encode())

    def test_frames_carry_a_file_there_and_back(self):
        frames = self.encode("--max-version", 10)
        outcome = self.decode(frames)
        self.assertDone(outcome)
        self.assertEqual(self.out.read_bytes(), PAYLOAD)
        document = outcome.document
        self.assertEqual(document["sha256"], hashlib.sha256(PAYLOAD).hexdigest())
        self.assertEqual((document["format"], document["type"], document["length"]), ("ur", "bytes", len(PAYLOAD)))
        self.assertEqual(document["frames_needed"], len(frames))

    def test_without_json_each_frame_is_one_line(self):
        outcome = plain_cli("qr", "encode", self.source, "--as", "bytes", "--format", "ur")
        self.assertEqual(outcome.out.decode().splitlines(), self.encode())

    def test_order_case_repetition_and_losses_do_not_matter(self):
        frames = self.encode("--max-version", 6, "--extra", 40)
        plain = cli("qr", "encode", self.source, "--as", "bytes", "--format", "ur", "--max-version", 6).document
        self.assertEqual(len(frames), plain["frames_needed"] + 40)
        lossy = [frame.lower() for frame in frames[::-1] if not frame.startswith("UR:BYTES/3-")]
        outcome = self.decode(["", lossy[0], *lossy, "an unrelated code"])
        self.assertDone(outcome)
        self.assertEqual(self.out.read_bytes(), PAYLOAD)

    def test_too_few_frames_say_how_many_were_needed_and_write_nothing(self):
        frames = self.encode("--max-version", 6)
        outcome = self.decode(frames[1:])
        self.assertRefused(outcome, "airgap.incomplete")
        self.assertEqual(outcome.error["data"]["frames_needed"], str(len(frames)))
        self.assertFalse(self.out.exists())

    def test_pictures_carry_a_file_too(self):
        folder = self.folder / "pictures"
        frames = self.encode("--png", folder)
        pictures = sorted(folder.iterdir())
        self.assertEqual(len(pictures), len(frames))
        outcome = cli("qr", "decode", "--out", self.out, "--images", *pictures)
        self.assertDone(outcome)
        self.assertEqual(self.out.read_bytes(), PAYLOAD)
        again = cli("qr", "encode", self.source, "--as", "bytes", "--format", "ur", "--png", folder)
        self.assertRefused(again, "cli.file_exists")

    def test_a_psbt_travels_byte_by_byte_as_given(self):
        self.source.write_bytes(PSBT)
        frames = cli("qr", "encode", self.source, "--as", "psbt", "--format", "ur").document["frames"]
        outcome = self.decode(frames)
        self.assertDone(outcome)
        self.assertEqual(outcome.document["type"], "psbt")
        self.assertEqual(self.out.read_bytes(), PSBT)

    def test_every_format_is_recognised_by_itself(self):
        self.source.write_bytes(PSBT)
        for name in ("ur", "bbqr", "specter", "base43", "base64"):
            with self.subTest(name):
                outcome = cli("qr", "encode", self.source, "--as", "psbt", "--format", name, "--max-version", 7)
                self.assertDone(outcome)
                received = self.decode(outcome.document["frames"][::-1], "--force")
                self.assertDone(received)
                self.assertEqual((received.document["format"], received.document["type"]), (name, "psbt"))
                self.assertEqual(self.out.read_bytes(), PSBT)
        self.assertEqual(self.decode([PSBT.hex()], "--force").document["format"], "hex")

    def test_formats_in_parts_carry_documents_and_pictures_too(self):
        content = b"".join(hashlib.sha256(bytes([i])).digest() for i in range(40))  # nothing to compress
        self.source.write_bytes(content)
        for name in ("bbqr", "specter"):
            with self.subTest(name):
                folder = self.folder / name
                encode = ["qr", "encode", self.source, "--as", "bytes", "--format", name, "--png", folder]
                frames = cli(*encode).document["frames"]
                self.assertGreater(len(frames), 1)
                outcome = cli("qr", "decode", "--out", self.out, "--force", "--images", *sorted(folder.iterdir()))
                self.assertDone(outcome)
                self.assertEqual(self.out.read_bytes(), content)
                self.assertEqual((outcome.document["format"], outcome.document["type"]), (name, "bytes"))
                self.assertRefused(self.decode(frames[1:], "--force"), "airgap.incomplete")

    def test_one_frame_holds_what_fits_it_and_no_more(self):
        self.source.write_bytes(PAYLOAD * 3)
        for name in ("base43", "base64"):
            encode = ["qr", "encode", self.source, "--as", "bytes", "--format", name, "--max-version", 40]
            self.assertRefused(cli(*encode), "airgap.symbol_too_large")

    def test_frames_that_unpack_to_nothing_sensible_say_why(self):
        bomb = zlib.compressobj(9, zlib.DEFLATED, -10)
        packed = bomb.compress(bytes(64 << 20)) + bomb.flush()
        text = base64.b32encode(packed).decode().rstrip("=")
        for frame, code in (
            ("B$ZP0100" + text, "airgap.too_large"),
            ("B$ZP0100NBSWY3DP", "airgap.malformed_compression"),
            ("B$2P0100nbswy3dp", "airgap.malformed_bbqr"),
            ("B$2E0100NBSWY3DP", "airgap.unexpected_type"),
            ("p3of2 AAAA", "airgap.part_out_of_bounds"),
            ("p1of1 AAA", "airgap.malformed_specter"),
            ("cHNidP8", "airgap.malformed_text"),
        ):
            with self.subTest(code):
                self.assertRefused(self.decode([frame]), code)

    def test_what_is_no_transfer_is_refused_with_its_own_code(self):
        words = "abandon " * 11 + "about"
        for text, code in (
            ("hello", "airgap.other_kind"),
            (words, "airgap.secret_refused"),
            ("", "airgap.incomplete"),
        ):
            with self.subTest(text):
                self.assertRefused(self.decode([text]), code)
        self.assertRefused(cli("qr", "encode", self.source, "--as", "psbt", "--format", "ur"), "psbt.not_psbt")
        for name in ("hex", "UR", "morse"):
            self.assertRefused(cli("qr", "encode", self.source, "--as", "bytes", "--format", name), "input.frame_format")
        extra = ["qr", "encode", self.source, "--as", "bytes", "--format", "bbqr", "--extra", 1]
        self.assertRefused(cli(*extra), "input.extra_frames")
        self.assertRefused(cli("qr", "encode", self.source, "--as", "song", "--format", "ur"), "input.frame_type")

    def test_numbers_and_pictures_are_bounded(self):
        encode = ["qr", "encode", self.source, "--as", "bytes", "--format", "ur"]
        self.assertRefused(cli(*encode, "--max-version", 4), "input.range")
        self.assertRefused(cli(*encode, "--max-version", 41), "input.range")
        self.assertRefused(cli(*encode, "--extra", 10_001), "input.range")
        self.assertRefused(cli("qr", "decode", "--out", self.out, "--images", self.source), "input.picture")


if __name__ == "__main__":
    unittest.main()
