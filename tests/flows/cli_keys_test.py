"""Verbs that touch a typed key: they run in the signing process, which the command line only hands descriptors."""

import base64
import os
import subprocess
import unittest

from program import PROGRAMS, CliTest, Outcome, cli, vector_bytes, vectors


# Published test seeds: BIP39's first one (BIP84 has its keys), and that of Ledger's emulator, which signs its vectors.
BIP84_WORDS = "abandon " * 11 + "about"
LEDGER_WORDS = (
    "glory promote mansion idle axis finger extra february uncover one trip resource lawn turtle enact monster seven "
    "myth punch hobby comfort wild raise skin"
)
BIP84_XPUB = "xpub6CatWdiZiodmUeTDp8LT5or8nmbKNcuyvz7WyksVFkKB4RHwCD3XyuvPEbvqAQY3rAPshWcMLoP2fMFMKHPJ4ZeZXYVUhLv1VMrjPC7PW6V"


class Mnemonics(CliTest):
    def check(self, words: str, *options):
        return cli("mnemonic", "check", "--in", self.file("words", words.encode()), *options)

    def test_every_mnemonic_of_the_vectors_is_valid(self):
        cases = vectors("bips/bip39_vectors.json")
        cases = cases.get("cases", cases.get("english")) if isinstance(cases, dict) else cases
        checked = 0
        for case in cases:
            words = case["mnemonic"] if isinstance(case, dict) else case[1]
            outcome = self.check(words + "\n")
            self.assertVerdict(outcome, True)
            self.assertEqual(
                outcome.document, {"language": "english", "valid": True, "words": len(words.split())}
            )
            checked += 1
        self.assertGreaterEqual(checked, 20)

    def test_wrong_words_get_a_negative_verdict_with_the_reason(self):
        for words, problem in (
            ("abandon " * 11 + "abandon", "keys.mnemonic_checksum"),
            ("abandon " * 11 + "bitcoins", "keys.mnemonic_unknown_word"),
            ("abandon " * 10 + "about", "keys.mnemonic_word_count"),
            ("", "keys.mnemonic_word_count"),
        ):
            with self.subTest(words[-20:]):
                outcome = self.check(words)
                self.assertVerdict(outcome, False)
                self.assertEqual((outcome.document["valid"], outcome.document["problem"]), (False, problem))

    def test_the_account_key_is_that_of_bip84(self):
        words = self.file("words", BIP84_WORDS.encode())
        to_xpub = ["mnemonic", "to-xpub", "--path", "m/84h/0h/0h", "--network", "main", "--in"]
        outcome = cli(*to_xpub, words)
        self.assertDone(outcome)
        self.assertEqual(outcome.document, {"fingerprint": "73c5da0a", "path": "m/84h/0h/0h", "xpub": BIP84_XPUB})
        self.assertEqual(cli(*to_xpub, "-", stdin=BIP84_WORDS.encode()).document, outcome.document)

    def test_a_passphrase_comes_through_a_descriptor_and_gives_another_key(self):
        words = self.file("words", BIP84_WORDS.encode())
        read, write = os.pipe()
        os.write(write, b"TREZOR\n")
        os.close(write)
        command = [PROGRAMS / "strongroom-cli", "--json", "--passphrase-fd", str(read), "mnemonic", "to-xpub", "--path",
                   "m", "--network", "main", "--in", words]
        run = subprocess.run(command, capture_output=True, pass_fds=[read], check=False)
        os.close(read)
        self.assertEqual((run.returncode, run.stderr), (0, b""))
        # BIP39's first vector: its master key, neutered.
        self.assertIn(b'"fingerprint":"b4e3f5ed"', run.stdout)

    def test_words_never_come_back_in_an_error(self):
        for words in ("correct horse battery staple", BIP84_WORDS + "\nsecond line"):
            with self.subTest(words):
                for outcome in (self.check(words), cli("mnemonic", "to-xpub", "--path", "m", "--network", "main", "--in", self.folder / "words")):
                    for word in words.split():
                        self.assertNotIn(word.encode() + b" ", outcome.out + outcome.err)

    def test_more_than_one_line_is_refused(self):
        self.assertRefused(self.check(BIP84_WORDS + "\n" + BIP84_WORDS), "unpoliced.secret_lines")

    def test_wrong_use_is_refused_before_a_key_is_read(self):
        words = self.file("words", BIP84_WORDS.encode())
        to_xpub = ["mnemonic", "to-xpub", "--in", words]
        self.assertRefused(cli(*to_xpub, "--path", "m/0x", "--network", "main"), "bitcoin.path_syntax")
        self.assertRefused(cli(*to_xpub, "--path", "m", "--network", "moon"), "input.network")
        self.assertRefused(cli(*to_xpub, "--path", "m"), "cli.usage", 2)
        self.assertRefused(cli(*to_xpub, "--path", "m", "--network", "main", "--passphrase-fd", 77), "cli.usage", 2)
        link = self.folder / "link"
        link.symlink_to(words)
        self.assertRefused(cli("mnemonic", "check", "--in", link), "file.not_regular")
        self.assertRefused(cli("mnemonic", "check", "--in", self.folder / "none"), "file.not_found")


class Shares(CliTest):
    def split(self, words: str, *options, folder="shares"):
        return cli("slip39", "split", "--in", self.file("words", words.encode()), "--out", self.folder / folder, *options)

    def share(self, group: int, member: int):
        return self.folder / "shares" / f"share-{group}-{member}.txt"

    def combine(self, *shares, out="again", options=()):
        return cli("slip39", "combine", *shares, "--out", self.folder / out, *options)

    def test_a_mnemonic_comes_back_from_exactly_enough_shares(self):
        made = self.split(BIP84_WORDS, "--group", "2of3")
        self.assertDone(made)
        self.assertEqual(made.document["files"], ["share-1-1.txt", "share-1-2.txt", "share-1-3.txt"])
        self.assertEqual((made.document["fingerprint"], made.document["kind"]), ("73c5da0a", "mnemonic"))
        for name in made.document["files"]:
            path = self.folder / "shares" / name
            self.assertEqual(path.stat().st_mode & 0o777, 0o600)
            self.assertEqual(len(path.read_text().split()), 20)
        again = self.combine(self.share(1, 3), self.share(1, 1))
        self.assertDone(again)
        self.assertEqual((again.document["fingerprint"], again.document["bytes"]), ("73c5da0a", 16))
        self.assertEqual(again.document["identifier"], made.document["identifier"])
        self.assertEqual((self.folder / "again").read_text(), BIP84_WORDS + "\n")
        self.assertEqual((self.folder / "again").stat().st_mode & 0o777, 0o600)
        self.assertRefused(self.combine(self.share(1, 3), self.share(1, 2)), "file.already_exists")
        self.assertRefused(self.combine(self.share(1, 3), out="few"), "keys.slip39_members")
        self.assertRefused(self.combine(*(self.share(1, n) for n in (1, 2, 3)), out="many"), "keys.slip39_members")
        self.assertFalse((self.folder / "few").exists())

    def test_groups_are_needed_together(self):
        seed = "00" * 31 + "ff"
        self.assertDone(self.split(seed, "--group", "1of1", "--group", "2of3", "--exponent", "0"))
        both = (self.share(1, 1), self.share(2, 2), self.share(2, 3))
        again = self.combine(*both, options=("--as", "hex"))
        self.assertDone(again)
        self.assertEqual((self.folder / "again").read_text(), seed + "\n")
        self.assertEqual(again.document["kind"], "seed")
        self.assertRefused(self.combine(self.share(1, 1), out="few"), "keys.slip39_groups")

    def test_nothing_secret_is_in_the_output_and_nothing_is_written_over(self):
        made = self.split(BIP84_WORDS, "--group", "2of2")
        words = set(self.share(1, 1).read_text().split())
        self.assertFalse(words & set(made.out.decode().replace('"', " ").split()))
        before = self.share(1, 2).read_bytes()
        self.share(1, 1).unlink()
        self.assertRefused(self.split(BIP84_WORDS, "--group", "2of2"), "file.already_exists")
        self.assertFalse(self.share(1, 1).exists())  # none is left of the set that failed
        self.assertEqual(self.share(1, 2).read_bytes(), before)

    def test_what_cannot_be_split_or_combined_is_refused(self):
        for groups in (["1of2"], ["3of2"], ["2of17"], ["two"], ["2of3", "--group-threshold", "2"]):
            with self.subTest(groups):
                self.assertRefused(self.split(BIP84_WORDS, "--group", *groups, folder="none"), "keys.slip39_plan")
        self.assertRefused(self.split("abcd", "--group", "1of1", folder="none"), "keys.slip39_secret_length")
        self.assertRefused(self.split("not-hex!", "--group", "1of1", folder="none"), "input.secret")
        self.assertRefused(self.split(BIP84_WORDS), "cli.usage", 2)
        self.assertFalse((self.folder / "none").exists())
        self.assertRefused(self.combine(self.file("a", BIP84_WORDS.encode())), "keys.slip39_word_count")
        self.assertDone(self.split("ab" * 18, "--group", "1of1"))
        self.assertRefused(self.combine(self.share(1, 1)), "input.secret")  # 18 bytes have no mnemonic
        self.assertDone(self.combine(self.share(1, 1), options=("--as", "hex")))


class Signing(CliTest):
    """Ledger's PSBTs, signed with Ledger's seed: the un-mutated seeds must sign."""

    def setUp(self):
        super().setUp()
        self.words = self.file("words", LEDGER_WORDS.encode())

    def descriptor(self, wrap: str, path: str) -> str:
        key = cli("mnemonic", "to-xpub", "--path", path, "--network", "test", "--in", self.words).document
        return wrap.format(f"[{key['fingerprint']}/{path[2:]}]{key['xpub']}/<0;1>/*")

    def sign(self, psbt: bytes, *descriptors: str, key=None, options=()):
        chosen = [option for descriptor in descriptors for option in ("--descriptor", descriptor)]
        return cli("psbt", "sign", "-", *chosen, "--network", "test", "--key-in", key or self.words, *options, stdin=psbt)

    def assertSigned(self, outcome):
        self.assertEqual(outcome.status, 0, outcome.err)
        self.assertIn(b"--unpoliced: signing without policy", outcome.err)

    def test_segwit_and_taproot_psbts_are_signed_and_finalized(self):
        for name, wrap, path in (
            ("wpkh-1to2", "wpkh({})", "m/84h/1h/0h"),
            ("wpkh-2to2", "wpkh({})", "m/84h/1h/0h"),
            ("tr-1to2-sighash-all", "tr({})", "m/86h/1h/0h"),
            ("tr-1to2-sighash-default", "tr({})", "m/86h/1h/0h"),
            ("tr-1to2-sighash-omitted", "tr({})", "m/86h/1h/0h"),
        ):
            with self.subTest(name):
                psbt = vector_bytes(f"ledger/singlesig__{name}.psbt")
                outcome = self.sign(psbt, self.descriptor(wrap, path))
                self.assertSigned(outcome)
                final = cli("psbt", "finalize", "-", stdin=outcome.document["psbt"].encode())
                self.assertDone(final)
                self.assertTrue(final.document["complete"])

    def test_a_hardware_signer_of_the_same_seed_makes_the_same_transaction(self):
        for name, wrap, path, transaction in (
            ("singlesig__sh-wpkh-1to2", "sh(wpkh({}))", "m/49h/1h/0h", "ledger/singlesig__sh-wpkh-1to2.rawtx"),
            ("singlesig__wpkh-1to2", "wpkh({})", "m/84h/1h/0h", "ledger/singlesig__wpkh-1to2.rawtx"),
            ("singlesig__wpkh-2to2", "wpkh({})", "m/84h/1h/0h", "ledger/singlesig__wpkh-2to2.rawtx"),
        ):
            with self.subTest(name):
                outcome = self.sign(vector_bytes(f"ledger/{name}.psbt"), self.descriptor(wrap, path))
                self.assertSigned(outcome)
                final = cli("psbt", "finalize", "-", stdin=outcome.document["psbt"].encode())
                # Both sides draw nonces by RFC 6979: the bytes are equal, signatures included.
                self.assertEqual(final.document["tx_hex"], vector_bytes(transaction).decode().strip())

    def test_signing_twice_finds_nothing_left_to_sign(self):
        descriptor = self.descriptor("wpkh({})", "m/84h/1h/0h")
        once = self.sign(vector_bytes("ledger/singlesig__wpkh-1to2.psbt"), descriptor).document["psbt"].encode()
        self.assertEqual(self.sign(once, descriptor).error["code"], "unpoliced.no_key_of_ours")

    def test_what_would_be_asked_about_is_signed_once_it_was_accepted_by_name(self):
        descriptor = self.descriptor("wpkh({})", "m/84h/1h/0h")
        psbt = base64.b64decode(vector_bytes("ledger/singlesig__wpkh-1to2.psbt"))
        waits = psbt.replace(b"\xfd\xff\xff\xff", b"\x90\x00\x00\x00", 1)  # 144 blocks
        self.assertNotEqual(waits, psbt)
        self.assertEqual(self.sign(waits, descriptor).error["code"], "vault.relative_lock")
        other = self.sign(waits, descriptor, options=("--accept", "vault.recovery_spend"))
        self.assertEqual(other.error["data"]["findings"], "vault.relative_lock")
        self.assertSigned(self.sign(waits, descriptor, options=("--accept", "vault.relative_lock")))

    def test_a_key_that_owns_nothing_here_signs_nothing(self):
        descriptor = self.descriptor("wpkh({})", "m/84h/1h/0h")
        other = self.file("other", BIP84_WORDS.encode())
        outcome = self.sign(vector_bytes("ledger/singlesig__wpkh-1to2.psbt"), descriptor, key=other)
        self.assertRefusedByReview(outcome, "unpoliced.no_key_of_ours")

    def test_what_the_review_refuses_is_not_signed(self):
        psbt = bytearray(base64.b64decode(vector_bytes("ledger/singlesig__wpkh-1to2.psbt")))
        at = psbt.index((2_308_212).to_bytes(8, "little"))
        psbt[at : at + 8] = (1_000).to_bytes(8, "little")  # the change: all of it becomes fee
        outcome = self.sign(bytes(psbt), self.descriptor("wpkh({})", "m/84h/1h/0h"))
        self.assertRefusedByReview(outcome, "vault.fee_share_above_ceiling")

    def test_a_refusal_writes_no_file(self):
        out = self.folder / "out.psbt"
        descriptor = self.descriptor("wpkh({})", "m/84h/1h/1h")
        outcome = self.sign(vector_bytes("ledger/singlesig__wpkh-1to2.psbt"), descriptor, options=("--out", out))
        self.assertEqual((outcome.status, outcome.out), (1, b""))
        self.assertFalse(out.exists())

    def assertRefusedByReview(self, outcome, code: str):
        self.assertEqual((outcome.status, outcome.out), (1, b""))
        self.assertEqual(outcome.error["code"], code)


class Signer(CliTest):
    def test_the_self_test_covers_what_takes_a_private_key(self):
        outcome = cli("selftest")
        self.assertDone(outcome)
        self.assertGreaterEqual(outcome.document["passed"], 23)

    def test_without_the_signer_beside_it_the_command_line_says_so(self):
        lonely = self.folder / "strongroom-cli"
        lonely.write_bytes((PROGRAMS / "strongroom-cli").read_bytes())
        lonely.chmod(0o755)
        run = subprocess.run([lonely, "selftest"], capture_output=True, check=False)
        self.assertEqual((run.returncode, run.stdout), (1, b""))
        self.assertIn(b"error: cli.signer_missing: ", run.stderr)

    def test_the_signer_does_nothing_by_itself(self):
        run = subprocess.run([PROGRAMS / "strongroom-signer"], capture_output=True, check=False)
        self.assertEqual((run.returncode, run.stdout), (2, b""))

    def test_a_secret_that_cannot_be_read_is_refused(self):
        words = ["--json", "mnemonic", "to-xpub", "--path", "m/84h/1h/0h", "--network", "test", "--in", "-"]
        with open(self.folder / "written", "wb") as write_only:
            run = subprocess.run([PROGRAMS / "strongroom-cli", *words], stdin=write_only, capture_output=True, check=False)
        self.assertRefused(Outcome(run), "unpoliced.secret_unreadable")

    def test_a_seat_is_named_by_its_whole_path(self):
        for arguments in ([], [""], ["seat"], ["../seat"]):
            with self.subTest(arguments):
                command = [PROGRAMS / "strongroom-signer", "--seat", *arguments]
                run = subprocess.run(command, capture_output=True, check=False, cwd=self.folder, timeout=60)
                self.assertEqual((run.returncode, run.stdout), (1, b""))
                self.assertIn(b"error: signer.not_a_seat: ", run.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
