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


def entry(ago: int, outflow: int, which: int) -> dict:
    return {"time": NOW - ago, "vault": VAULT, "inputs": f"{which:02x}" * 32, "outflow": outflow, "payees": [PAYEE]}


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
        self.assertRefused(self.judge("simulate", POLICY, {"v": 1}), "policy.malformed")

    def simulate(self, policy, entries, facts=None, run=cli):
        history = {"v": 1, "from": "journal", "entries": entries}
        path = self.file("h", json.dumps(history).encode())
        return self.judge("simulate", policy, facts or request(1_000), "--history", path, run=run)

    def test_simulate_says_what_a_policy_would_have_done_with_each_payment(self):
        always = {"v": 1, "rules": [{**POLICY["rules"][0], "when": "always"}, POLICY["rules"][1]]}
        entries = [entry(200, 5_000_000, 1), entry(300, 4_999_999, 2)]
        outcome = self.simulate(always, entries)
        self.assertDone(outcome)
        document = outcome.document
        self.assertEqual(document["decision"]["outcome"], "permitted")
        self.assertEqual(document["counts"], {"denied": 0, "needs_approvals": 1, "permitted": 1, "unknown": 0})
        self.assertEqual([(one["at"], one["outcome"]) for one in document["replay"]],
                         [(NOW - 300, "permitted"), (NOW - 200, "needs")])
        self.assertEqual(document["replay"][1]["obligations"], always["rules"][1]["obligations"])
        self.assertEqual(document["replay"][1]["rules"],
                         [{"effect": "require", "id": "large", "truth": "yes"}, {"effect": "allow", "id": "pay", "truth": "yes"}])

    def test_simulate_never_guesses_what_a_history_does_not_state(self):
        # The action of a past payment is not in the history: it may have been one that the policy allows, or not.
        outcome = self.simulate(POLICY, [entry(200, 5_000_000, 1)])
        self.assertDone(outcome)
        self.assertEqual(outcome.document["counts"], {"denied": 0, "needs_approvals": 0, "permitted": 0, "unknown": 1})
        one = outcome.document["replay"][0]
        self.assertEqual((one["outcome"], one["at_worst"], one["at_best"]), ("unknown", "not_allowed", "needs"))

    def test_simulate_without_a_history_replays_nothing_and_speaks_in_sentences(self):
        outcome = self.judge("simulate", POLICY, request(1_000))
        self.assertDone(outcome)
        self.assertEqual(outcome.document["replay"], [])
        text = self.simulate(POLICY, [entry(200, 5_000_000, 1)], run=plain_cli)
        self.assertEqual(text.status, 0)
        self.assertIn("1 could not be decided from the history.", text.out.decode())


if __name__ == "__main__":
    unittest.main()
