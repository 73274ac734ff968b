"""A training treasury by command line alone: founding, deposits, the chain, vaults, the log, backup."""

import unittest

import program
from treasury import PEOPLE, TreasuryTest, passphrase

COLD = (
    "wpkh([73c5da0a/84h/1h/0h]tpubDC8msFGeGuwnKG9Upg7DM2b4DaRqg3CUZa5g8v2SRQ6K4NSkxUgd7HsL2XVWbVm39yBA4LA"
    "xysQAm397zwQSQoQgewGiYZqrA9DsP4zbQ1M/<0;1>/*)"
)


class Treasury(TreasuryTest):
    def test_a_deposit_becomes_a_balance(self):
        card = self.found()
        self.assertEqual(card["network"], "regtest")
        self.assertEqual(len(card["people"]), len(PEOPLE))
        vault = self.done("anna", "vault", "list")["items"][0]
        self.assertEqual(vault["tier"], "hot")
        deposit = self.done("anna", "deposit", "new", "--vault", vault["id"], "--payer", "Aldgate", "--amount", "250000")
        self.assertEqual((deposit["state"], deposit["address"]), ("expected", vault["first_receive"]))
        self.done("anna", "training", "fund", deposit["address"], "--amount", "250000")
        self.done("anna", "training", "mine", "--blocks", "2")
        self.assertEqual(self.done("anna", "sync")["sentence"].split(".")[0], "The chain stands at block 2")
        self.assertEqual(self.done("ben", "deposit", "list")["items"][0]["state"], "confirmed")
        balance = self.done("ben", "balance")
        self.assertEqual(balance["total"]["available"], 250000)
        coin = self.done("ben", "vault", "coins", vault["id"])["items"][0]
        self.done("ben", "coin", "hold", coin["outpoint"], "--reason", "Looks stolen")
        self.assertEqual(self.done("ben", "balance")["total"]["held"], 250000)
        self.done("ben", "coin", "release", coin["outpoint"])
        address = self.done("ben", "vault", "addresses", vault["id"], "--to", "1")["items"][0]
        self.assertEqual((address["label"], address["received"], address["used"]), ("Aldgate", 250000, True))

    def test_refusals_have_codes_and_change_nothing(self):
        self.assertRefused(self.on("anna", "balance"), "workspace.not_found")
        self.found()
        self.assertRefused(self.on("anna", "balance", secret=b"wrong\n"), "workspace.wrong_passphrase")
        self.assertRefused(self.on("zoe", "balance"), "workspace.unknown_person")
        self.assertRefused(self.run_with([passphrase("anna")], "balance"), "cli.usage", 2)
        again = self.run_with([], "init", self.people, "--workspace", self.workspace, "--name", "E", "--network", "regtest")
        self.assertRefused(again, "workspace.exists")
        other = self.folder / "main.strongroom"
        main = self.run_with([], "init", self.people, "--workspace", other, "--name", "M", "--network", "main")
        self.assertRefused(main, "authority.mainnet_prerelease")
        self.assertFalse(other.exists())

    def test_a_vault_needs_two_administrators(self):
        self.found()
        added = self.done("anna", "vault", "add", COLD, "--name", "Vault room", "--tier", "cold")
        self.assertTrue(added["sentence"].startswith("Proposed: waiting for "))
        self.assertEqual(self.done("ben", "vault", "approve", added["id"])["sentence"], "In use.")
        self.assertEqual(len(self.done("cleo", "key", "list")["items"]), 2)
        self.assertRefused(self.on("cleo", "vault", "approve", added["id"]), "vault.nothing_proposed")

    def test_the_log_is_read_sealed_exported_and_proves_itself(self):
        self.found()
        rows = self.done("ben", "audit", "log")["items"]
        self.assertEqual((rows[0]["kind"], rows[0]["actor"]), ("seat.unlocked", "Ben"))
        self.assertTrue(self.done("ben", "audit", "head")["matches_signer"])
        bundle = self.folder / "bundle"
        self.assertIn("manifest.json", self.done("ben", "audit", "export", bundle)["files"])
        self.assertRefused(self.on("ben", "audit", "export", bundle), "file.already_exists")
        verdict = program.cli("audit", "verify", bundle)
        self.assertVerdict(verdict, positive=True)
        self.assertTrue((bundle / "README.txt").read_text().startswith("TRAINING: NO REAL MONEY"))

    def test_an_auditor_who_kept_a_seal_sees_a_log_that_was_cut_since(self):
        self.found()
        early, late = self.folder / "early", self.folder / "late"
        self.done("ben", "audit", "export", early)
        self.done("ben", "audit", "export", late)
        key = program.cli("audit", "verify", early).document["log_key"]

        def verdict(bundle, seal, *options):
            return program.cli("audit", "verify", bundle, "--checkpoint", seal / "checkpoint.txt", *options)

        self.assertVerdict(verdict(late, early, "--log-key", key), positive=True)
        shorter = verdict(early, late, "--log-key", key)
        self.assertVerdict(shorter, positive=False)
        codes = {finding["code"] for finding in shorter.document["findings"]}
        self.assertEqual(codes, {"audit.bundle_checkpoint_inconsistent"})
        foreign = verdict(late, early, "--log-key", "11" * 32)
        self.assertIn("audit.bundle_key_unexpected", {found["code"] for found in foreign.document["findings"]})
        self.assertRefused(program.cli("audit", "verify", late, "--checkpoint", early / "none"), "file.not_found")

    def test_people_and_policy_are_shown(self):
        self.found()
        people = {row["person"]: row["roles"] for row in self.done("cora", "person", "list")["items"]}
        self.assertEqual(people["cora"], ["compliance"])
        policy = self.done("cora", "policy", "show")
        self.assertTrue(policy["rules"] and policy["changes"] and policy["invariants"])
        self.assertEqual(policy["document"]["v"], 1)

    def test_a_backup_restores_what_was_there(self):
        self.found()
        saved = self.folder / "saved.backup"
        self.done("anna", "backup", saved)
        restored = self.folder / "restored.strongroom"
        wrong = self.run_with([b"wrong\n"], "restore", saved, "--workspace", restored, "--as", "anna")
        self.assertEqual(wrong.status, 1)
        self.assertFalse(restored.exists())
        outcome = self.run_with([passphrase("anna")], "restore", saved, "--workspace", restored, "--as", "anna")
        self.assertDone(outcome)
        self.assertEqual(outcome.document["name"], "Exercise")


if __name__ == "__main__":
    unittest.main()
