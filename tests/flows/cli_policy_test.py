"""`policy check` and `policy explain`: the evaluator of the signing process on documents."""

import json
import unittest

from program import CliTest, cli, plain_cli

VAULT, PAYEE, NOW = "aa" * 32, "bb" * 32, 1_800_000_000


def proven(value):
    return {"value": value, "from": "bytes"}


def request(paid: int) -> dict:
    """Pays `paid` to a known payee out of a coin of 10 BTC; a fee of 1,000 sat."""
    coin, fee = 1_000_000_000, 1_000
    return {
        "v": 1, "txid": "11" * 32, "source": proven({"id": VAULT, "name": "Hot", "tier": "hot"}),
        "inputs": [{"txid": "22" * 32, "vout": 0, "amount": proven(coin)}],
        "outputs": [
            {"class": "payee", "amount": paid, "script": "0014" + "33" * 20, "payee": PAYEE,
             "payee_age": {"value": 10**8, "from": "journal"}, "first_use": {"value": False, "from": "journal"}},
            {"class": "change", "amount": coin - paid - fee, "script": "0014" + "44" * 20},
        ],
        "virtual_size": proven(200), "locktime": 0, "replaceable": True,
        "conflicts_with_authorized": {"value": False, "from": "journal"},
        "incident": {"value": "normal", "from": "journal"},
    }


POLICY = {
    "v": 1,
    "rules": [
        {"id": "pay", "effect": "allow", "source": {"tiers": ["hot"]},
         "when": {"field": "action", "op": "=", "value": "withdraw"}},
        {"id": "large", "effect": "require", "source": {"tiers": ["hot"]},
         "when": {"field": "tx.outflow", "op": ">=", "value": 5_000_000},
         "obligations": [{"kind": "approvals", "k": 2, "role": "officer"}]},
    ],
}


class Policies(CliTest):
    def judge(self, verb: str, policy, facts, *options, run=cli):
        paths = [self.file(name, json.dumps(document).encode()) for name, document in (("p", policy), ("r", facts))]
        return run("policy", verb, "--policy", paths[0], "--request", paths[1], "--now", NOW, *options)

    def test_below_the_limit_is_permitted_and_at_the_limit_it_waits(self):
        for paid, outcome in ((4_998_999, "permitted"), (4_999_000, "needs")):
            verdict = self.judge("check", POLICY, request(paid))
            self.assertVerdict(verdict, outcome == "permitted")
            self.assertEqual(verdict.document["outcome"], outcome)
            self.assertEqual(verdict.document["outflow"], proven(paid + 1_000))

    def test_without_rules_nothing_is_allowed(self):
        verdict = self.judge("check", {"v": 1, "rules": []}, request(1_000))
        self.assertVerdict(verdict, False)
        self.assertEqual(verdict.document["outcome"], "not_allowed")

    def test_an_amount_that_only_the_host_claims_permits_nothing(self):
        facts = request(1_000)
        facts["inputs"][0]["amount"]["from"] = "host"
        self.assertVerdict(self.judge("check", POLICY, facts), False)

    def test_explain_is_no_verdict_and_says_each_rule_in_a_sentence(self):
        document = self.judge("explain", POLICY, request(6_000_000))
        self.assertDone(document)
        self.assertEqual([rule["id"] for rule in document.document["rules"]], ["large", "pay"])
        text = self.judge("explain", POLICY, request(6_000_000), run=plain_cli)
        self.assertEqual(text.status, 0)
        self.assertRegex(text.out.decode(), r"(?m)^large: .*\.$")

    def test_documents_that_cannot_be_judged_are_errors(self):
        broken = json.loads(json.dumps(POLICY))
        broken["rules"][0]["when"]["field"] = "output.amount"
        outcome = self.judge("check", broken, request(1))
        self.assertRefused(outcome, "policy.field_outside_class")
        self.assertEqual(outcome.error["data"]["rule"], "pay")
        self.assertRefused(self.judge("check", POLICY, {"v": 1}), "policy.malformed")
        self.assertRefused(self.judge("check", POLICY, 1.5), "json.floating_point")
        self.assertRefused(self.judge("simulate", POLICY, request(1)), "cli.not_supported_yet")


if __name__ == "__main__":
    unittest.main()
