"""Merkle proofs by command line, against the proofs of a certificate-transparency implementation."""

import base64
import unittest

from program import CliTest, cli, vectors


def to_hex(text: str | None) -> str:
    return base64.b64decode(text or "").hex()


def proof_options(case: dict) -> list[str]:
    return ["--proof=" + to_hex(node) for node in case["proof"] or []]


class Proofs(CliTest):
    def test_consistency_proofs_get_their_verdicts(self):
        self.check_all("consistency", self.consistency)

    def test_inclusion_proofs_get_their_verdicts(self):
        self.check_all("inclusion", self.inclusion)

    def check_all(self, kind: str, run):
        seen = {True: 0, False: 0}
        for case in vectors("merkle/rfc6962_proof_vectors.json")[kind]:
            positive = not case["wantErr"]
            with self.subTest(case["id"]):
                outcome = run(case)
                self.assertVerdict(outcome, positive)
                self.assertEqual(outcome.document, {"valid": positive})
            seen[positive] += 1
        self.assertGreaterEqual(seen[True], 4)
        self.assertGreater(seen[False], 50)

    def consistency(self, case: dict):
        return cli(
            "merkle", "check-consistency", "--size1", case["size1"], "--size2", case["size2"],
            "--root1=" + to_hex(case["root1"]), "--root2=" + to_hex(case["root2"]), *proof_options(case),
        )

    def inclusion(self, case: dict):
        return cli(
            "merkle", "check-inclusion", "--leaf-hash=" + to_hex(case["leafHash"]), "--index", case["leafIdx"],
            "--size", case["treeSize"], "--root=" + to_hex(case["root"]), *proof_options(case),
        )

    def test_a_leaf_is_its_own_tree(self):
        leaf = "11" * 32
        claim = ["merkle", "check-inclusion", "--leaf-hash", leaf, "--index", 0, "--size", 1, "--root"]
        self.assertVerdict(cli(*claim, leaf), True)
        self.assertVerdict(cli(*claim, "22" * 32), False)
        self.assertVerdict(cli(*claim, leaf, "--proof", leaf), False)
        self.assertVerdict(cli(*claim, leaf[2:]), False)
        self.assertRefused(cli(*claim, leaf[1:]), "input.hex")
        self.assertRefused(cli(*claim, leaf, "--proof", "xyz"), "input.hex")


if __name__ == "__main__":
    unittest.main()
