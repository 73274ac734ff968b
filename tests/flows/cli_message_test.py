"""Signed messages (BIP322), made and judged, and the prefixes of extended keys (SLIP-132) by command line."""

import base64
import hashlib
import json
import pathlib
import tempfile
import unittest

from program import CliTest, cli, vectors
from treasury import TreasuryTest, passphrase

BASIC = "bips/bip322_basic-test-vectors.json"
ADDRESS = "bc1q9vza2e8x573nczrlzms0wvx3gsqjx7vavgkx0l"
# BIP322's own proof by that address, of the empty message.
PROOF = (
    "smpAkcwRAIgM2gBAQqvZX15ZiysmKmQpDrG83avLIT492QBzLnQIxYCIBaTpOaD20qRlEylyxFSeEA2ba9YOixpX8z46TSDtS40ASECx/EgAxlkQpQ9"
    "hYjgGu6EBCPMVPwVIVJqO4XCsMvViHI="
)


def verify(address: str, message: str, signature: str, *more):
    return cli("message", "verify", address, "--network", "main", "--message=" + message, "--signature=" + signature, *more)


class Verify(CliTest):
    def test_the_proofs_of_bip322_are_valid(self):
        for case in vectors(BASIC)["simple"]:
            for signature in case["bip322_signatures"]:
                outcome = verify(case["address"], case["message"], signature)
                self.assertVerdict(outcome, True)
                self.assertEqual(
                    outcome.document,
                    {
                        "age": 0,
                        "code": None,
                        "coins": [],
                        "format": "simple",
                        "sentence": None,
                        "time": 0,
                        "valid": True,
                        "verdict": "valid",
                    },
                )

    def test_the_errors_of_bip322_are_refused_or_invalid(self):
        for case in vectors(BASIC)["error"]:
            outcome = verify(case["address"], case["message"], case["signature"])
            self.assertEqual(outcome.status, 1, case)
            if outcome.out:
                self.assertVerdict(outcome, False)
                self.assertEqual(outcome.document["verdict"], "invalid")

    def test_why_a_proof_does_not_hold_is_said(self):
        outcome = verify(ADDRESS, "other words", PROOF)
        self.assertVerdict(outcome, False)
        self.assertEqual(outcome.document["code"], "bitcoin.spend_wrong_signature")
        self.assertEqual(verify(ADDRESS, "", "ful" + PROOF[3:]).document["code"], "message.malformed")

    def test_message_and_proof_come_from_files_too(self):
        with tempfile.TemporaryDirectory() as folder:
            message, proof = pathlib.Path(folder, "message"), pathlib.Path(folder, "proof")
            message.write_bytes(b"")
            proof.write_text(PROOF + "\n", encoding="ascii")
            files = ["--message-in", message, "--signature-in", proof]
            self.assertVerdict(cli("message", "verify", ADDRESS, "--network", "main", *files), True)
            message.write_bytes(b"\n")
            self.assertVerdict(cli("message", "verify", ADDRESS, "--network", "main", *files), False)

    def test_what_cannot_be_judged_is_an_error(self):
        self.assertRefused(verify(ADDRESS, "", ""), "message.signature_empty")
        self.assertRefused(verify(ADDRESS, "", "no base64"), "message.not_base64")
        self.assertRefused(verify(ADDRESS, "\u202eleft", PROOF), "message.not_text")
        self.assertRefused(verify(ADDRESS + "q", "", PROOF), "bitcoin.address_checksum")
        self.assertRefused(verify(ADDRESS, "", PROOF, "--message-in", "-"), "cli.usage", 2)


WORDS = "We hold these coins."
# Three seeds that BIP39 publishes.
MNEMONICS = (
    "abandon " * 11 + "about",
    "legal winner thank year wave sausage worth useful legal winner thank yellow",
    "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
)


def transaction_to(script: bytes, amount: int) -> str:
    """One that pays an output of `amount` to nobody in particular, then one to `script`."""
    outputs = [(1_000, bytes.fromhex("0014" + "11" * 20)), (amount, script)]
    raw = (2).to_bytes(4, "little") + b"\x01" + bytes(range(32)) + bytes(4) + b"\x00" + b"\xff" * 4
    raw += bytes([len(outputs)])
    for value, paid in outputs:
        raw += value.to_bytes(8, "little") + bytes([len(paid)]) + paid
    return (raw + bytes(4)).hex()


class Sign(CliTest):
    def setUp(self):
        super().setUp()
        self.keys = [self.file(f"words{i}", words.encode()) for i, words in enumerate(MNEMONICS)]

    def key(self, number: int, path: str) -> str:
        made = cli("mnemonic", "to-xpub", "--path", path, "--network", "test", "--in", self.keys[number]).document
        return f"[{made['fingerprint']}/{path[2:]}]{made['xpub']}/<0;1>/*"

    def message(self, verb: str, descriptor: str, *options, message: str = WORDS, stdin: bytes = b""):
        words = ["--descriptor", descriptor, "--network", "test", "--message=" + message]
        return cli("message", verb, *words, *options, stdin=stdin)

    def sign(self, descriptor: str, *options, key: int = 0, message: str = WORDS, stdin: bytes = b""):
        return self.message("sign", descriptor, "--key-in", self.keys[key], *options, message=message, stdin=stdin)

    def signed(self, descriptor: str, *options, key: int = 0) -> dict:
        outcome = self.sign(descriptor, *options, key=key)
        self.assertEqual(outcome.status, 0, outcome.err)
        self.assertIn(b"--unpoliced: signing without policy", outcome.err)
        return outcome.document

    def judged(self, document: dict, message: str = WORDS) -> dict:
        given = ["--network", "test", "--message=" + message, "--signature=" + document["signature"]]
        outcome = cli("message", "verify", document["address"], *given)
        self.assertVerdict(outcome, outcome.document["valid"])
        return outcome.document

    def assertProves(self, document: dict, form: str):
        self.assertTrue(document["complete"])
        self.assertEqual(document["format"], form)
        verdict = self.judged(document)
        self.assertTrue(verdict["valid"], verdict)
        self.assertEqual(verdict["format"], form)
        self.assertFalse(self.judged(document, "other words")["valid"])
        return verdict

    def test_one_key_signs_in_each_form_and_the_proof_holds(self):
        for descriptor in (f"wpkh({self.key(0, 'm/84h/1h/0h')})", f"tr({self.key(0, 'm/86h/1h/0h')})"):
            document = self.signed(descriptor, "--branch", 1, "--index", 7)
            place = ["--network", "test", "--branch", 1, "--from", 7, "--to", 7]
            (item,) = cli("descriptor", "derive", descriptor, *place).document["items"]
            self.assertEqual(document["address"], item["address"])
            self.assertEqual(document["message_hash"], tagged_hash(WORDS))
            self.assertProves(document, "simple")
            self.assertProves(self.signed(descriptor, "--format", "full"), "full")
            verdict = self.assertProves(self.signed(descriptor, "--time", 1_700_000_000, "--age", 144), "full")
            self.assertEqual((verdict["time"], verdict["age"]), (1_700_000_000, 144))

    def test_scripts_before_and_inside_of_segwit_and_in_trees_sign_too(self):
        keys = [self.key(i, "m/48h/1h/0h/2h") for i in range(3)]
        tree = f"tr({keys[2]},{{multi_a(1,{keys[0]}),multi_a(2,{keys[1]},{keys[2]})}})"
        for descriptor, form, options in (
            (f"sh(wpkh({keys[0]}))", "simple", []),
            (f"sh(wpkh({keys[0]}))", "full", ["--format", "full"]),
            (f"pkh({keys[0]})", "full", []),
            (f"sh(wsh(multi(1,{keys[0]},{keys[1]})))", "simple", []),
            (f"sh(multi(1,{keys[0]},{keys[1]}))", "full", []),
            (tree, "simple", ["--leaf", 0]),
        ):
            with self.subTest(descriptor=descriptor, form=form):
                self.assertProves(self.signed(descriptor, *options), form)
        by_key = self.signed(tree, key=2)
        self.assertProves(by_key, "simple")
        self.assertRefusedAloud(self.sign(tree, "--leaf", 2), "vault.underivable")
        self.assertRefusedAloud(self.sign(tree), "unpoliced.no_key_of_ours")

    def test_several_keys_sign_each_for_itself_and_are_combined(self):
        keys = ",".join(self.key(i, "m/48h/1h/0h/2h") for i in range(3))
        descriptor = f"wsh(sortedmulti(2,{keys}))"
        unsigned = self.message("prepare", descriptor)
        self.assertDone(unsigned)
        self.assertEqual((unsigned.document["complete"], unsigned.document["signature"]), (False, None))
        first, second = self.signed(descriptor), self.signed(descriptor, key=2)
        self.assertEqual((first["complete"], second["signature"]), (False, None))
        parts = [self.file(f"part{i}", part["psbt"].encode()) for i, part in enumerate((unsigned.document, first, second))]
        combined = cli("psbt", "combine", *parts).document["psbt"].encode()
        early = cli("message", "finalize", parts[1], "--network", "test")
        self.assertDone(early)
        self.assertFalse(early.document["complete"])
        final = cli("message", "finalize", "-", "--network", "test", stdin=combined)
        self.assertDone(final)
        self.assertProves(final.document, "simple")
        full = cli("message", "finalize", "-", "--network", "test", "--format", "full", stdin=combined)
        self.assertProves(full.document, "full")

    def test_coins_are_proven_with_the_transactions_that_made_them(self):
        descriptor = f"wpkh({self.key(0, 'm/84h/1h/0h')})"
        coins = []
        for branch, index, amount in ((0, 3, 70_000), (1, 5, 80_000)):
            place = ["--network", "test", "--branch", branch, "--from", index, "--to", index]
            (item,) = cli("descriptor", "derive", descriptor, *place).document["items"]
            transaction = transaction_to(bytes.fromhex(item["script_hex"]), amount)
            coins.append({"branch": branch, "index": index, "transaction": transaction, "vout": 1})
        given = json.dumps({"coins": coins}).encode()
        outcome = self.sign(descriptor, "--coins", "-", stdin=given)
        self.assertEqual(outcome.status, 0, outcome.err)
        verdict = self.assertProves(outcome.document, "pof")
        self.assertEqual([coin["amount"] for coin in verdict["coins"]], [70_000, 80_000])
        twice = json.dumps({"coins": coins + coins[:1]}).encode()
        self.assertRefusedAloud(self.sign(descriptor, "--coins", "-", stdin=twice), "message.duplicate_coin")
        coins[0]["vout"] = 0
        foreign = json.dumps({"coins": coins}).encode()
        self.assertRefusedAloud(self.sign(descriptor, "--coins", "-", stdin=foreign), "vault.coin_not_of_vault")

    def assertRefusedAloud(self, outcome, code: str):
        """Refused by the one-shot signer, which says first what it is."""
        self.assertEqual((outcome.status, outcome.out), (1, b""))
        self.assertEqual(outcome.error["code"], code)

    def test_a_message_is_no_payment_and_a_payment_no_message(self):
        descriptor = f"wpkh({self.key(0, 'm/84h/1h/0h')})"
        prepared = self.message("prepare", descriptor).document["psbt"].encode()
        options = ["--descriptor", descriptor, "--network", "test"]
        outcome = cli("psbt", "sign", "-", *options, "--key-in", self.keys[0], stdin=prepared)
        self.assertRefusedAloud(outcome, "vault.message_proof")
        review = cli("psbt", "review", "-", *options, stdin=prepared)
        self.assertFalse(review.document["signable"])
        finalize = ["message", "finalize", "-", "--network", "test"]
        raw = bytearray(base64.b64decode(prepared))
        raw[raw.index(WORDS.encode())] ^= 1
        self.assertRefused(cli(*finalize, stdin=bytes(raw)), "message.other_message")
        payment = bytes.fromhex("70736274ff01003c") + bytes.fromhex("02000000" + "01" + "22" * 32 + "00" * 5 + "ff" * 4)
        payment += bytes.fromhex("01" + "e803000000000000" + "00" + "00000000" + "00" + "00" + "00")
        self.assertRefused(cli(*finalize, stdin=payment), "message.not_a_proof")

    def test_what_is_not_signed(self):
        descriptor = f"wpkh({self.key(0, 'm/84h/1h/0h')})"
        self.assertRefusedAloud(self.sign(descriptor, message="Аll"), "message.not_ascii")
        self.assertEqual(self.sign(descriptor, "--utf8", message="Аll").status, 0)
        self.assertRefusedAloud(self.sign(descriptor, "--utf8", message="\u202eleft"), "message.not_text")
        self.assertRefusedAloud(self.sign(descriptor, "--format", "simple", "--time", 1), "message.format_too_narrow")
        self.assertRefusedAloud(self.sign(descriptor, "--format", "pof"), "message.no_coins")
        self.assertRefusedAloud(self.sign(descriptor, "--format", "short"), "message.bad_request")
        self.assertRefusedAloud(self.sign(descriptor, "--index", 1 << 31), "vault.underivable")
        self.assertRefusedAloud(self.sign(descriptor, key=1), "unpoliced.no_key_of_ours")
        self.assertRefused(self.sign(descriptor, "--coins", "-", stdin=b"{}"), "input.coins")
        self.assertRefused(self.sign(descriptor, "--coins", "-", "--message-in", "-"), "cli.usage", 2)

    def test_what_is_too_much_is_refused_at_a_limit(self):
        words = ["--descriptor", f"wpkh({self.key(0, 'm/84h/1h/0h')})", "--network", "test"]
        sign = ["message", "sign", *words, "--key-in", self.keys[0]]
        most = self.file("most", b"x" * 65_536)
        outcome = cli(*sign, "--message-in", most)
        self.assertEqual(outcome.status, 0, outcome.err)
        self.assertTrue(outcome.document["complete"])
        self.assertRefusedAloud(cli(*sign, "--message-in", self.file("more", b"x" * 65_537)), "message.too_long")
        coin = {"branch": 0, "index": 0, "transaction": transaction_to(bytes(22), 1_000), "vout": 1}
        coins = json.dumps({"coins": [coin] * 1_001}).encode()
        self.assertRefusedAloud(cli(*sign, "--message=x", "--coins", "-", stdin=coins), "message.bad_request")
        deep = b'{"coins":' + b"[" * 1_000 + b"]" * 1_000 + b"}"
        self.assertRefused(cli(*sign, "--message=x", "--coins", "-", stdin=deep), "json.too_deep")


class Say(TreasuryTest):
    """A treasury's hot vault: words are proposed, approved and let out like a payment that moves nothing."""

    def setUp(self):
        super().setUp()
        self.found()
        self.vault = self.done("anna", "vault", "list")["items"][0]

    def propose(self, *options, message=WORDS) -> dict:
        return self.done("anna", "message", "propose", "--vault", self.vault["id"], "--message=" + message, *options)

    def approve(self, person: str, said: dict) -> dict:
        return self.done(person, "message", "approve", said["id"], "--digest", said["id"])

    def arm(self):
        for person in ("ben", "cleo"):
            self.done(person, "arm")

    def assertProves(self, said: dict, form: str) -> dict:
        self.assertEqual((said["phase"], said["format"]), ("signed", form))
        given = ["--network", "regtest", "--message=" + said["message"], "--signature=" + said["signature"]]
        verdict = cli("message", "verify", said["address"], *given)
        self.assertVerdict(verdict, True)
        return verdict.document

    def test_two_officers_let_the_hot_vault_say_words(self):
        said = self.propose()
        self.assertEqual((said["phase"], said["address"]), ("waiting_for_approvals", self.vault["first_receive"]))
        self.assertEqual((said["message_hash"], said["signature"]), (tagged_hash(WORDS), None))
        self.assertRefused(self.on("anna", "message", "advance", said["id"]), "signer.not_approved")
        self.assertTrue(self.done("ben", "message", "show", said["id"][:8])["waits_for_me"])
        self.assertEqual(self.approve("ben", said)["phase"], "waiting_for_approvals")
        approved = self.approve("cleo", said)
        self.assertEqual((approved["phase"], approved["approved_by"]), ("authorized", ["Ben", "Cleo"]))
        self.assertRefused(self.on("anna", "message", "advance", said["id"]), "signer.not_armed")
        self.arm()
        self.assertProves(self.done("anna", "message", "advance", said["id"]), "simple")
        self.done("anna", "disarm")
        self.assertProves(self.done("cora", "message", "show", said["id"]), "simple")
        self.assertEqual([row["phase"] for row in self.done("ben", "message", "list")["items"]], ["signed"])
        rows = [row for row in self.done("ben", "audit", "log")["items"] if row["kind"].startswith("message.")]
        kinds = [row["kind"].removeprefix("message.") for row in rows]
        self.assertEqual(kinds, ["signed", "authorized", "approved", "approved", "proposed"])
        self.assertIn(WORDS, rows[-1]["sentence"])
        bundle = self.folder / "bundle"
        self.done("ben", "audit", "export", bundle)
        self.assertVerdict(cli("audit", "verify", bundle), True)

    def test_all_coins_of_the_vault_stand_behind_words(self):
        self.assertRefused(
            self.on("anna", "message", "propose", "--vault", self.vault["id"], "--message=x", "--with-coins"),
            "message.no_coins",
        )
        self.done("anna", "training", "fund", self.vault["first_receive"], "--amount", "250000")
        self.done("anna", "training", "mine", "--blocks", "1")
        self.done("anna", "sync")
        said = self.propose("--with-coins", "--index", "2")
        self.assertEqual([coin["amount"] for coin in said["coins"]], [250_000])
        self.approve("ben", said)
        self.approve("cleo", said)
        self.arm()
        verdict = self.assertProves(self.done("anna", "message", "advance", said["id"]), "pof")
        self.assertEqual([coin["outpoint"] for coin in verdict["coins"]], [coin["outpoint"] for coin in said["coins"]])
        self.assertEqual(self.done("ben", "balance")["total"]["available"], 250_000)

    def test_words_that_are_over_stay_over(self):
        said, other = self.propose(), self.propose(message="Something else.")
        self.approve("ben", said)
        rejected = self.done("cleo", "message", "reject", said["id"], "--reason", "Who asked for it?")
        self.assertEqual((rejected["phase"], rejected["sentence"]), ("rejected", "Rejected by Cleo."))
        closed = self.on("cleo", "message", "approve", said["id"], "--digest", said["id"])
        self.assertRefused(closed, "message.closed")
        self.arm()
        self.assertRefused(self.on("anna", "message", "advance", said["id"]), "signer.not_approved")
        taken = self.done("anna", "message", "withdraw", other["id"], "--reason", "A slip")
        self.assertEqual(taken["phase"], "taken_back")

    def test_words_are_named_by_enough_digits(self):
        said = self.propose()
        self.assertRefused(self.on("ben", "message", "show", said["id"][:7]), "message.not_found")
        self.assertRefused(self.on("ben", "message", "show", "0" * 64), "message.not_found")
        wrong = self.on("ben", "message", "approve", said["id"], "--digest", "0" * 64)
        self.assertRefused(wrong, "approval.digest_changed")

    def test_what_is_not_proposed(self):
        def refused(code, *options, vault=self.vault["id"]):
            self.assertRefused(self.on("anna", "message", "propose", "--vault", vault, *options), code)

        refused("message.not_ascii", "--message=Аll")
        refused("message.not_text", "--message=\u202eleft", "--utf8")
        refused("message.bad_request", "--message=x", "--format", "short")
        refused("message.no_coins", "--message=x", "--format", "pof")
        refused("vault.not_found", "--message=x", vault="0" * 64)


class SayAtDesks(TreasuryTest):
    """What people say about words at desks of their own: requests and answers travel as they do for payments."""

    def setUp(self):
        super().setUp()
        card = self.found()
        self.vault = self.done("anna", "vault", "list")["items"][0]
        self.said = self.done("anna", "message", "propose", "--vault", self.vault["id"], "--message=" + WORDS)
        registration = self.folder / "registration"
        self.done("anna", "registration", "export", "--out", registration)
        made = self.run_with(
            [passphrase("cleo")], "--as", "cleo", "desk", "make", registration, "--desk", self.folder / "desk",
            "--key", self.workspace / "approval-keys" / "cleo.json", "--digest", card["treasury"],
        )  # fmt: skip
        self.assertDone(made)
        self.request = self.folder / "request"
        self.done("anna", "approval", "request", self.said["id"], "--out", self.request)

    def at_desk(self, *arguments):
        return self.run_with([passphrase("cleo")], "desk", *arguments, "--desk", self.folder / "desk")

    def answer(self, *arguments):
        answer = self.folder / "answer"
        self.assertDone(self.at_desk(*arguments, "--digest", self.said["id"], "--out", answer, "--force"))
        return answer

    def test_words_are_approved_at_a_desk_that_computes_them_for_itself(self):
        shown = self.at_desk("review", self.request).document
        for member in ("id", "message", "address", "message_hash", "format"):
            self.assertEqual(shown[member], self.said[member])
        self.assertTrue(shown["may_approve"])
        wrong = self.at_desk("approve", self.request, "--digest", "0" * 64)
        self.assertRefused(wrong, "approval.digest_changed")
        answer = self.answer("approve", self.request, "--note", "Read aloud")
        imported = self.done("anna", "approval", "import", answer)
        self.assertEqual((imported["id"], imported["approved_by"]), (self.said["id"], ["Cleo"]))
        log = self.done("anna", "audit", "log", "--kind", "console")["items"]
        self.assertIn("Cleo approved at a desk of their own: Read aloud", [row["sentence"] for row in log])
        self.done("ben", "message", "approve", self.said["id"], "--digest", self.said["id"])
        for person in ("ben", "cleo"):
            self.done(person, "arm")
        self.assertTrue(self.done("anna", "message", "advance", self.said["id"])["signature"].startswith("smp"))
        self.assertRefused(self.on("anna", "approval", "request", self.said["id"]), "message.closed")
        self.assertRefused(self.on("anna", "approval", "import", answer), "message.closed")

    def test_a_rejection_from_a_desk_ends_words_and_a_question_is_not_asked(self):
        asked = self.at_desk("ask", self.request, "--digest", self.said["id"], "--question", "Who wants it?")
        self.assertRefused(asked, "approval.does_not_count")
        rejected = self.done("anna", "approval", "import", self.answer("reject", self.request, "--reason", "Not ours"))
        self.assertEqual((rejected["phase"], rejected["sentence"]), ("rejected", "Rejected by Cleo."))

    def test_a_request_with_another_transaction_than_the_words_make_is_refused(self):
        raw = bytearray(self.request.read_bytes())
        place = raw.index(WORDS.encode())
        raw[place] ^= 1
        altered = self.file("altered", bytes(raw))
        self.assertRefused(self.at_desk("review", altered), "treasury.other_transaction")
        approve = self.at_desk("approve", altered, "--digest", self.said["id"])
        self.assertRefused(approve, "treasury.other_transaction")

    def test_words_of_a_vault_that_a_desk_does_not_know_cannot_be_compared_there(self):
        keys = ",".join(
            f"[{made['fingerprint']}/48h/1h/0h/2h]{made['xpub']}/<0;1>/*"
            for made in (
                cli("mnemonic", "to-xpub", "--path", "m/48h/1h/0h/2h", "--network", "regtest", "--in", words).document
                for words in (self.file(f"words{i}", words.encode()) for i, words in enumerate(MNEMONICS))
            )
        )
        descriptor = f"wsh(sortedmulti(2,{keys}))"
        vault = self.done("anna", "vault", "add", descriptor, "--name", "Reserve", "--tier", "cold")
        self.done("ben", "vault", "approve", vault["id"])
        said = self.done("anna", "message", "propose", "--vault", vault["id"], "--message=" + WORDS)
        request = self.folder / "of-another-vault"
        self.done("anna", "approval", "request", said["id"], "--out", request)
        self.assertRefused(self.at_desk("review", request), "treasury.unregistered_vault")

    def test_hot_words_go_to_no_station(self):
        self.assertRefused(self.on("anna", "message", "export", self.said["id"]), "cold.not_approved")
        refused = self.on("anna", "message", "import", self.said["id"], self.request)
        self.assertRefused(refused, "cold.not_exported")

    def test_a_preview_says_who_would_be_asked_and_proposes_nothing(self):
        words = ["message", "propose", "--vault", self.vault["id"], "--message=Other words.", "--preview"]
        preview = self.done("anna", *words)
        self.assertEqual((preview["address"], preview["format"]), (self.vault["first_receive"], "simple"))
        self.assertEqual(preview["verdict"]["outcome"], "needs")
        self.assertEqual(len(self.done("anna", "message", "list")["items"]), 1)


def tagged_hash(message: str) -> str:
    tag = hashlib.sha256(b"BIP0322-signed-message").digest()
    return hashlib.sha256(tag + tag + message.encode()).hexdigest()


class Prefixes(CliTest):
    def test_a_prefix_is_changed_only_where_it_is_asked_for(self):
        for case in vectors("slip/slip132.json")["cases"]:
            key, letters = case["pub"], case["pub"][:4]
            plain = cli("key", "convert", key, "--to", "xpub", "--network", "main")
            self.assertDone(plain)
            self.assertEqual((plain.document["from"], plain.document["to"]), (letters, "xpub"))
            back = cli("key", "convert", plain.document["key"], "--to", letters, "--network", "main")
            self.assertEqual(back.document["key"], key)
            if letters != "xpub":
                self.assertRefused(cli("descriptor", "info", f"wpkh({key}/0/*)"), "descriptor.key_slip132")
            self.assertDone(cli("descriptor", "info", f"wpkh({plain.document['key']}/0/*)"))
            convert = ["key", "convert", key]
            self.assertRefused(cli(*convert, "--to", "tpub", "--network", "main"), "bitcoin.extended_key_network")
            self.assertRefused(cli(*convert, "--to", "xpub", "--network", "test"), "bitcoin.extended_key_network")
            self.assertRefused(cli(*convert, "--to", "xprv", "--network", "main"), "input.key_prefix")
            private = cli("key", "convert", case["prv"], "--to", "xpub", "--network", "main")
            self.assertRefused(private, "bitcoin.extended_key_private")
            self.assertNotIn(case["prv"], private.err.decode() if isinstance(private.err, bytes) else private.err)


if __name__ == "__main__":
    unittest.main()
