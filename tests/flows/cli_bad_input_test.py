"""Bad input by command line: each refused with its code, and nothing is changed by it. Elsewhere: a second console that
only reads, a database of a newer schema (unit_service, unit_store), a full disk (unit_store, flow_payments,
unit_signer_engine), frames of another kind (cli_qr_test.py)."""

import json
import time
import unittest

import program
from node import Node
from treasury import PEOPLE, TreasuryTest, passphrase

ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"
MAINNET = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"


class Payments(TreasuryTest):
    def setUp(self):
        super().setUp()
        self.found()
        self.vault = self.done("anna", "vault", "list")["items"][0]
        self.done("anna", "training", "fund", self.vault["first_receive"], "--amount", "50000000")
        self.done("anna", "training", "mine", "--blocks", "1")
        self.done("anna", "sync")
        self.payee = self.payee_of("Aldgate Mining Ltd", ADDRESS)

    def everything(self):
        """What people see; the log alone grows, by what was refused."""
        verbs = (["list"], ["balance"], ["payee", "list"], ["vault", "list"], ["person", "list"], ["policy", "show"])
        return [self.done("anna", *verb) for verb in verbs]

    def propose(self, *options):
        values = {"--vault": self.vault["id"], "--payee": self.payee, "--amount": "1000000", "--feerate": "5000"}
        values |= dict(zip(options[::2], options[1::2], strict=True))
        return self.on("anna", "propose", *(word for pair in values.items() for word in pair))

    def test_what_cannot_be_paid(self):
        before = self.everything()
        self.assertRefused(self.propose("--amount", "60000000"), "vault.insufficient_funds")
        self.assertRefused(self.propose("--amount", "200"), "vault.dust_payment")
        self.assertRefused(self.propose("--amount", "0"), "input.amount")
        self.assertRefused(self.propose("--feerate", "600000"), "vault.wanted_fee_rate_above_ceiling")
        self.assertRefused(self.propose("--payee", "0" * 64), "payee.not_found")
        self.assertRefused(self.propose("--vault", "0" * 64), "vault.not_found")
        self.assertRefused(self.propose("--reference", "x" * 600), "input.text")
        other = ("payee", "add", "--name", "Other", "--evidence", "letter", "--address")
        self.assertRefused(self.on("anna", *other, MAINNET), "bitcoin.address_wrong_network")
        self.assertRefused(self.on("anna", *other, ADDRESS[:-1] + "q"), "bitcoin.address_checksum")
        self.assertRefused(self.on("anna", *other, ADDRESS), "payee.address_taken")
        self.assertRefused(self.on("ben", "payee", "approve", self.payee), "payee.nothing_proposed")
        self.assertEqual(self.everything(), before)

    def test_files_that_are_not_what_they_should_be(self):
        outcome = self.propose("--amount", "6000000")
        self.assertDone(outcome)
        id = outcome.document["id"]
        digest = self.done("anna", "show", id)["intent_digest"]
        before = self.everything()
        garbage = self.file("garbage", b"\x00no transaction at all\xff")
        bundle = self.folder / "registration"
        self.done("anna", "registration", "export", "--out", bundle)
        self.assertRefused(program.cli("psbt", "decode", garbage), "psbt.not_psbt")
        self.assertRefused(self.on("anna", "import", id, garbage), "cold.not_exported")
        self.assertRefused(self.on("anna", "approval", "import", garbage), "approval.malformed")
        self.assertRefused(self.on("anna", "approval", "import", bundle), "approval.malformed")
        self.assertRefused(self.on("anna", "policy", "propose", garbage), "policy.not_a_document")
        self.assertRefused(self.on("ben", "approve", "0" * 64, "--digest", digest), "withdrawal.not_found")
        self.assertRefused(self.on("anna", "export", id), "cold.not_approved")
        restored = self.folder / "restored.strongroom"
        refused = self.run_with([passphrase("anna")], "restore", garbage, "--workspace", restored, "--as", "anna")
        self.assertRefused(refused, "backup.malformed")
        self.assertFalse(restored.exists())
        desk = self.folder / "desk"
        made = self.run_with(
            [passphrase("cleo")], "--as", "cleo", "desk", "make", garbage, "--desk", desk,
            "--key", self.workspace / "approval-keys" / "cleo.json", "--digest", "0" * 64,
        )  # fmt: skip
        self.assertRefused(made, "registration.malformed")
        self.assertFalse(desk.exists())
        self.assertEqual(self.everything(), before)

    def bytes_kept(self):
        """Everything a treasury can hand on, byte by byte: people, payees, vaults, policy, and the withdrawals."""
        name = self.folder / f"kept-{time.monotonic_ns()}"
        self.done("anna", "registration", "export", "--out", name)
        return name.read_bytes(), self.everything()

    def test_an_import_that_is_refused_changes_nothing(self):
        self.assertDone(self.propose("--amount", "6000000"))
        id = self.done("anna", "list")["items"][0]["id"]
        before = self.bytes_kept()
        registration = before[0]
        files = [registration[:cut] for cut in (1, len(registration) // 2, len(registration) - 1)]
        files += [registration + b"\n", registration * 2, b"[" * 100_000, b'{"people":[' + b"{}," * 5_000 + b"{}]}"]
        for content in files:
            path = self.file("import", content)
            for verb in (["approval", "import"], ["import", id], ["policy", "propose"]):
                with self.subTest((verb, content[:20], len(content))):
                    refused = self.on("anna", *verb, path)
                    self.assertEqual((refused.status, refused.out), (1, b""))
        self.assertEqual(self.bytes_kept(), before)

    def test_a_multisig_setup_of_other_programs_registers_nothing(self):
        before = self.bytes_kept()
        for case in program.vectors("bips/bip129_bsms.json")["cases"]:
            for file in case["files"]:
                path = self.file("bsms", file["content"].encode())
                desk = self.folder / "desk"
                made = self.run_with(
                    [passphrase("cleo")], "--as", "cleo", "desk", "make", path, "--desk", desk,
                    "--key", self.workspace / "approval-keys" / "cleo.json", "--digest", "0" * 64,
                )  # fmt: skip
                self.assertRefused(made, "registration.malformed")
                self.assertFalse(desk.exists())
                self.assertRefused(self.on("anna", "policy", "propose", path), "policy.not_a_document")
        self.assertEqual(self.bytes_kept(), before)


class Folders(TreasuryTest):
    """Damaged folders: they do not open, and open again when they are what they were."""

    def setUp(self):
        super().setUp()
        self.found()
        self.end_seats()

    def end_seats(self):
        """Asks them to end and waits until they have."""
        program.end_seats(self.folder)
        deadline = time.monotonic() + 60
        while any(bytes(self.folder) in words for words in self.processes()):
            self.assertLess(time.monotonic(), deadline, "a seat did not end")
            time.sleep(0.02)

    def processes(self):
        for entry in program.pathlib.Path("/proc").iterdir():
            try:
                words = (entry / "cmdline").read_bytes() if entry.name.isdigit() else b""
            except OSError:
                continue
            if b"--seat" in words:
                yield words

    def opens(self):
        self.assertDone(self.on("anna", "balance"))
        self.end_seats()

    def damaged(self, path, content, code):
        kept = path.read_bytes()
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        self.assertRefused(self.on("anna", "balance"), code)
        self.end_seats()
        if content is not None:
            self.assertEqual(path.read_bytes(), content)
        path.write_bytes(kept)
        self.opens()

    def test_a_damaged_database(self):
        database = self.workspace / "workspace.db"
        flipped = bytearray(database.read_bytes())
        flipped[40] ^= 1
        self.damaged(database, bytes(flipped), "store.wrong_key")
        self.damaged(database, b"", "store.damaged")

    def test_a_newer_workspace(self):
        slots = self.workspace / "slots.json"
        newer = json.loads(slots.read_bytes()) | {"schema": 99}
        self.damaged(slots, json.dumps(newer).encode(), "store.newer_schema")

    def test_slots_that_are_damaged(self):
        self.damaged(self.workspace / "slots.json", b"{", "workspace.damaged")

    def test_a_seat_with_keys_and_no_journal_or_a_journal_and_no_keys(self):
        seat = next((self.workspace / "seats").iterdir())
        self.damaged(seat / "journal", None, "signer.keys_without_journal")
        self.damaged(seat / "genesis", None, "signer.journal_without_keys")

    def test_a_wrong_passphrase_is_recorded_and_the_next_try_waits(self):
        self.assertRefused(self.on("anna", "balance", secret=b"not hers\n"), "workspace.wrong_passphrase")
        self.end_seats()
        (attempts,) = self.workspace.glob("seats/*/attempts")
        self.assertEqual(json.loads(attempts.read_bytes()), {"v": 1, "wrong": 1})
        # One is followed by one second, which a slow machine takes to come back; eight in a row by two minutes.
        attempts.write_bytes(b'{"v":1,"wrong":8}')
        self.assertRefused(self.on("anna", "balance"), "signer.too_many_attempts")


class Nodes(TreasuryTest):
    def test_a_node_on_another_network_and_one_that_does_not_answer(self):
        node = Node()
        self.addCleanup(node.close)
        founded = self.run_with(
            [passphrase(person) for person, _, _ in PEOPLE], "init", self.people, "--workspace", self.workspace,
            "--name", "Signet", "--network", "signet", "--node", node.url, "--cookie-file", node.cookie,
        )  # fmt: skip
        self.assertDone(founded)
        self.assertRefused(self.on("anna", "sync"), "net.wrong_network")
        node.stop()
        refused = self.on("anna", "sync")
        self.assertEqual((refused.status, refused.out), (1, b""))
        self.assertIn(refused.error["code"], {"net.unreachable", "net.credentials_unreadable"})
        self.assertIsNone(self.done("anna", "balance")["height"])


if __name__ == "__main__":
    unittest.main()
