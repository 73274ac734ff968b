"""Addresses, descriptors, PSBTs and signatures by command line, against public vectors."""

import base64
import csv
import io
import unittest

from program import CliTest, cli, vector_bytes, vectors

MULTISIG = "ledger/multisig__wsh-2of2.psbt"
# BIP84's first account, and what it says its first addresses are.
ACCOUNT = "xpub6CatWdiZiodmUeTDp8LT5or8nmbKNcuyvz7WyksVFkKB4RHwCD3XyuvPEbvqAQY3rAPshWcMLoP2fMFMKHPJ4ZeZXYVUhLv1VMrjPC7PW6V"
RECEIVE = ["bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu", "bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g"]
CHANGE = "bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el"


class Addresses(CliTest):
    def test_every_valid_address_of_bitcoin_core_gives_its_script(self):
        names = {"main": "main", "test": "test", "signet": "signet", "regtest": "regtest"}
        checked = 0
        for text, script, facts in vectors("core/key_io_valid.json"):
            if facts.get("isPrivkey") or facts["chain"] not in names:
                continue
            outcome = cli("address", "decode", text, "--network", names[facts["chain"]])
            self.assertDone(outcome)
            self.assertEqual(outcome.document["script_hex"], script)
            checked += 1
        self.assertGreater(checked, 20)

    def test_an_address_of_another_network_is_refused(self):
        self.assertRefused(cli("address", "decode", RECEIVE[0], "--network", "regtest"), "bitcoin.address_wrong_network")


class Descriptors(CliTest):
    def test_a_descriptor_is_described_in_canonical_form(self):
        outcome = cli("descriptor", "info", f"wpkh([d34db33f/84'/0'/0']{ACCOUNT}/<0;1>/*)")
        self.assertDone(outcome)
        document = outcome.document
        self.assertEqual(document["keys"], [{"fingerprint": "d34db33f", "path": "m/84h/0h/0h", "xpub": ACCOUNT}])
        self.assertEqual((document["ranged"], document["multipath"], document["threshold"]), (True, True, 1))
        self.assertEqual(document["script_type"], "wpkh")
        self.assertTrue(document["descriptor"].endswith("#" + document["checksum"]))
        self.assertEqual(cli("descriptor", "info", document["descriptor"]).document, document)

    def test_a_script_with_a_recovery_path_says_who_may_spend_and_when(self):
        script = f"or_d(pk({ACCOUNT}/<0;1>/*),and_v(v:pkh({ACCOUNT}/<2;3>/*),older(4320)))"
        document = cli("descriptor", "info", f"wsh({script})").document
        self.assertEqual(document["script_type"], "wsh_miniscript")
        self.assertEqual(document["timelocks"], [{"kind": "older", "operand": 4320}])
        template = "wsh(or_d(pk(@0/**),and_v(v:pkh(@0/<2;3>/*),older(4320))))"
        self.assertEqual(document["policy"], {"keys": [ACCOUNT], "template": template})
        self.assertEqual((document["registrable"], document["key_path"], document["threshold"]), (True, None, 1))
        tree = cli("descriptor", "info", f"tr({ACCOUNT}/<4;5>/*,{script})").document
        self.assertEqual((tree["script_type"], tree["key_path"]), ("tr_tree", True))
        combo = cli("descriptor", "info", f"combo({ACCOUNT}/*)").document
        self.assertEqual((combo["registrable"], combo["policy"]), (False, None))
        self.assertRefused(cli("descriptor", "info", f"wsh(pk_k({ACCOUNT}))"), "descriptor.miniscript_top_level")

    def test_a_derived_script_shows_what_its_address_hides(self):
        def derive(text):
            return cli("descriptor", "derive", text, "--network", "main").document["items"]

        nested = derive(f"sh(wsh(pk({ACCOUNT}/0)))")[0]
        self.assertEqual(nested["redeem_script"][:4], "0020")
        self.assertTrue(nested["witness_script"].endswith("ac"))
        tree = derive(f"tr({ACCOUNT}/0,{{pk({ACCOUNT}/1),pk({ACCOUNT}/2)}})")[0]
        self.assertEqual([(leaf["depth"], len(leaf["control_block"])) for leaf in tree["leaves"]], [(1, 130), (1, 130)])
        self.assertEqual(len(tree["merkle_root"]), 64)
        self.assertEqual(len(derive(f"combo({ACCOUNT}/*)")), 4)

    def test_addresses_are_those_of_bip84(self):
        descriptor = f"wpkh({ACCOUNT}/<0;1>/*)"
        items = cli("descriptor", "derive", descriptor, "--network", "main", "--from", 0, "--to", 1).document["items"]
        self.assertEqual([item["address"] for item in items], RECEIVE)
        self.assertEqual([(item["branch"], item["index"]) for item in items], [(0, 0), (0, 1)])
        change = cli("descriptor", "derive", descriptor, "--network", "main", "--branch", 1).document["items"]
        self.assertEqual([item["address"] for item in change], [CHANGE])

    def test_ranges_are_bounded(self):
        derive = ["descriptor", "derive", f"wpkh({ACCOUNT}/<0;1>/*)", "--network", "main"]
        self.assertEqual(len(cli(*derive, "--from", 5, "--to", 10_004).document["items"]), 10_000)
        self.assertRefused(cli(*derive, "--to", 10_000), "input.range")
        self.assertRefused(cli(*derive, "--from", 3, "--to", 2), "input.range")
        self.assertRefused(cli(*derive, "--branch", 2), "input.range")
        self.assertRefused(cli(*derive, "--from", 2**31), "input.range")
        self.assertDone(cli(*derive, "--from", 2**31 - 1))
        single = f"wpkh({ACCOUNT}/0/0)"
        self.assertEqual(
            cli("descriptor", "derive", single, "--network", "main").document["items"][0]["address"], RECEIVE[0]
        )
        self.assertRefused(cli("descriptor", "derive", single, "--network", "main", "--to", 1), "descriptor.not_ranged")
        self.assertRefused(
            cli("descriptor", "derive", single, "--network", "main", "--branch", 1), "descriptor.no_such_branch"
        )

    def test_keys_of_another_network_and_wrong_checksums_are_refused(self):
        self.assertRefused(
            cli("descriptor", "derive", f"wpkh({ACCOUNT}/*)", "--network", "test"), "descriptor.key_wrong_network"
        )
        self.assertRefused(cli("descriptor", "info", f"wpkh({ACCOUNT}/*)#qqqqqqqq"), "descriptor.checksum_mismatch")


class Psbts(CliTest):
    def test_valid_and_invalid_psbts_of_bip174_are_told_apart(self):
        seen = {"valid": 0, "invalid": 0}
        for case in vectors("bips/bip0174_psbt.json")["cases"]:
            if case["kind"] not in seen or not case.get("base64"):
                continue
            outcome = cli("psbt", "decode", "-", stdin=case["base64"].encode())
            with self.subTest(case.get("desc", case["kind"])):
                if case["kind"] == "invalid":
                    self.assertEqual((outcome.status, outcome.out), (1, b""))
                    self.assertTrue(outcome.error["code"].startswith("psbt."), outcome.error)
                else:
                    self.assertDone(outcome)
                seen[case["kind"]] += 1
        self.assertTrue(all(seen.values()), seen)

    def test_a_decoded_psbt_names_what_it_spends_and_pays(self):
        outcome = cli("psbt", "decode", "-", stdin=vector_bytes(MULTISIG))
        self.assertDone(outcome)
        document = outcome.document
        self.assertEqual(document["version"], 0)
        self.assertEqual(document["txid"], "df63071d29eaf5e54d2ddafce8d178f6d478237e8915eb815adbf5e6a2141400")
        (spent,) = document["inputs"]
        self.assertEqual(spent["witness_utxo"]["amount"], 100_000)
        self.assertEqual(spent["witness_script"]["type"], "multisig")
        self.assertEqual([d["path"] for d in spent["bip32_derivs"]], ["m/48h/1h/0h/2h/0/0"] * 2)
        self.assertEqual(document["outputs"][0]["amount"], 12_345)

    def test_combining_a_psbt_with_itself_gives_it_back(self):
        psbt = self.file("a.psbt", vector_bytes(MULTISIG))
        out = self.folder / "out.psbt"
        outcome = cli("psbt", "combine", psbt, psbt, "--out", out)
        self.assertDone(outcome)
        self.assertEqual(base64.b64decode(outcome.document["psbt"]), out.read_bytes())
        decoded = [cli("psbt", "decode", path).document for path in (psbt, out)]
        self.assertEqual(decoded[0], decoded[1])

    def test_a_psbt_converted_to_version_2_says_the_same_and_converts_back(self):
        old = cli("psbt", "convert", "-", "--to", "0", stdin=vector_bytes(MULTISIG)).document["psbt"]
        newer = cli("psbt", "convert", "-", "--to", "2", stdin=old.encode()).document["psbt"]
        self.assertNotEqual(newer, old)
        self.assertEqual(cli("psbt", "convert", "-", "--to", "0", stdin=newer.encode()).document["psbt"], old)
        before = cli("psbt", "decode", "-", stdin=old.encode()).document
        after = cli("psbt", "decode", "-", stdin=newer.encode()).document
        self.assertEqual((before.pop("version"), after.pop("version")), (0, 2))
        after["tx"].pop("fallback_locktime", None)
        self.assertEqual(before, after)
        self.assertRefused(cli("psbt", "convert", "-", "--to", "1", stdin=old.encode()), "input.psbt_version")

    def test_psbts_of_two_transactions_are_not_combined(self):
        one = self.file("a.psbt", vector_bytes(MULTISIG))
        other = self.file("b.psbt", vector_bytes("ledger/singlesig__wpkh-1to2.psbt"))
        self.assertRefused(cli("psbt", "combine", one, other), "psbt.different_tx")

    def test_what_lacks_signatures_is_finalized_to_incomplete_with_status_0(self):
        outcome = cli("psbt", "finalize", "-", stdin=vector_bytes(MULTISIG))
        self.assertDone(outcome)
        self.assertEqual((outcome.document["complete"], outcome.document["tx_hex"]), (False, None))
        self.assertEqual(outcome.document["txid"], "df63071d29eaf5e54d2ddafce8d178f6d478237e8915eb815adbf5e6a2141400")


class Signatures(CliTest):
    def test_bip340_vectors_get_their_verdicts(self):
        rows = csv.DictReader(io.StringIO(vector_bytes("bips/bip340_test-vectors.csv").decode()))
        verdicts = []
        for row in rows:
            positive = row["verification result"] == "TRUE"
            outcome = cli(
                "sig", "verify", "schnorr", "--pub", row["public key"], "--message=" + row["message"], "--sig", row["signature"]
            )
            with self.subTest(row["index"]):
                self.assertVerdict(outcome, positive)
                self.assertEqual(outcome.document, {"valid": positive})
            verdicts.append(positive)
        self.assertEqual((verdicts.count(True), verdicts.count(False)), (9, 10))

    def test_ecdsa_takes_low_s_strict_der_and_plain_keys_only(self):
        # The key 1, SHA-256 of "Satoshi Nakamoto", RFC 6979 (as published with libsecp256k1's tests).
        x = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
        y = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
        digest = "a0dc65ffca799873cbea0ac274015b9526505daaaed385155425f7337704883e"
        r = "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
        low_s = "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5"
        order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
        high_s = f"{order - int(low_s, 16):064x}"
        low = "3045022100" + r + "0220" + low_s
        high = "3046022100" + r + "022100" + high_s
        padded = "3046022100" + r + "022100" + low_s
        for name, pub, sig, positive in (
            ("compressed", "02" + x, low, True),
            ("uncompressed", "04" + x + y, low, True),
            ("hybrid", "06" + x + y, low, False),
            ("x only", x, low, False),
            ("high S", "02" + x, high, False),
            ("padded S", "02" + x, padded, False),
            ("trailing byte", "02" + x, low + "01", False),
            ("other key", "03" + x, low, False),
            ("empty", "02" + x, "", False),
        ):
            outcome = cli("sig", "verify", "ecdsa", "--pub", pub, "--digest", digest, "--sig=" + sig)
            with self.subTest(name):
                self.assertVerdict(outcome, positive)
        short = cli("sig", "verify", "ecdsa", "--pub", "02" + x, "--digest", digest[2:], "--sig", low)
        self.assertVerdict(short, False)
        self.assertRefused(
            cli("sig", "verify", "ecdsa", "--pub", "02" + x, "--digest", digest[1:], "--sig", low), "input.hex"
        )

    def test_ed25519_vectors_get_their_verdicts(self):
        positive = negative = 0
        for group in vectors("wycheproof/ed25519_test.json")["testGroups"]:
            pub = group.get("publicKey", group.get("key"))["pk"]
            for test in group["tests"][:40]:
                outcome = cli("sig", "verify", "ed25519", "--pub", pub, "--message=" + test["msg"], "--sig=" + test["sig"])
                with self.subTest(test["tcId"]):
                    self.assertVerdict(outcome, test["result"] == "valid")
                positive += test["result"] == "valid"
                negative += test["result"] != "valid"
        self.assertGreater(positive, 10)
        self.assertGreater(negative, 10)


if __name__ == "__main__":
    unittest.main()
