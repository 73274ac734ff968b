#!/usr/bin/python3
"""The C++ policy evaluator and the independent one agree on random cases, seeded.

Numbers come from a small set and policies compare with the same set, so that every boundary is met from both sides.
Usage: policy_agreement.py PATH-OF-policy_cases [CASES] [SEED]
"""

import random
import subprocess
import sys
import tempfile

import policy_evaluator as peer

AMOUNTS = [0, 1, 2, 5, 6, 10, 11, 50, 99, 100, 101, 1000]
AGES = [0, 59, 60, 61, 3600, 86_400]
WINDOWS = [60, 3600, 86_400]
VAULTS = [c * 64 for c in "abc"]
PAYEES = [c * 64 for c in "de"]
TXIDS = [c * 64 for c in "0123"]
NOW = 1_000_000
CASES_PER_POLICY = 50
OPERATORS = ["=", "!=", "<", "<=", ">", ">=", "in", "not_in", "between", "exists"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def some(self, values, least=1):
        return self.random.sample(values, self.random.randint(least, len(values)))

    def chance(self, p):
        return self.random.random() < p

    def fact(self, value):
        kind = self.random.random()
        if kind < 0.12:
            return None
        provenances = ["host"] if kind < 0.2 else ["bytes", "journal", "attested"]
        return {"value": value, "from": self.random.choice(provenances)}

    # policies

    def integer_atom(self, field, values):
        op = self.random.choice(OPERATORS)
        atom = {"field": field, "op": op}
        if op in ("in", "not_in"):
            atom["value"] = self.some(values)
        elif op == "between":
            atom["value"] = sorted(self.random.choices(values, k=2))
        elif op != "exists":
            atom["value"] = self.random.choice(values)
        return atom

    def enumerated_atom(self, field, values):
        op = self.random.choice(["=", "!=", "in", "not_in", "exists"])
        atom = {"field": field, "op": op}
        if op in ("in", "not_in"):
            atom["value"] = self.some(values)
        elif op != "exists":
            atom["value"] = self.random.choice(values)
        return atom

    def boolean_atom(self, field):
        return {"field": field, "op": "=", "value": self.chance(0.5)}

    def transaction_atom(self):
        kind = self.random.randrange(9)
        if kind == 0:
            return self.enumerated_atom("action", peer.ACTIONS)
        if kind == 1:
            return self.enumerated_atom("incident.state", peer.STATES)
        if kind == 2:
            return self.boolean_atom("tx.replaceable")
        if kind in (3, 4):
            field = self.random.choice(["window.sum", "window.sum_after", "window.count", "window.count_after"])
            values = AMOUNTS if "sum" in field else [0, 1, 2, 3]
            return self.integer_atom(field, values) | {"scope": "vault", "seconds": self.random.choice(WINDOWS)}
        if kind in (5, 6):
            return self.integer_atom("tx.outflow", AMOUNTS)
        field = self.random.choice(["tx.fee", "tx.feerate", "tx.inputs", "tx.outputs", "tx.locktime"])
        return self.integer_atom(field, AMOUNTS)

    def output_atom(self, classes):
        kinds = ["class", "amount"] + (["age", "first"] * 2 if classes == ["payee"] else [])
        kind = self.random.choice(kinds)
        if kind == "class":
            return self.enumerated_atom("output.class", peer.CLASSES)
        if kind == "amount":
            return self.integer_atom("output.amount", AMOUNTS)
        if kind == "age":
            return self.integer_atom("output.payee_age", AGES)
        return self.boolean_atom("output.first_use")

    def condition(self, depth, classes=None):
        if depth > 0 and self.chance(0.45):
            kind = self.random.randrange(3)
            if kind == 2:
                return {"not": self.condition(depth - 1, classes)}
            parts = [self.condition(depth - 1, classes) for _ in range(self.random.randint(1, 3))]
            return {"all" if kind == 0 else "any": parts}
        if classes is not None:
            return self.output_atom(classes)
        if self.chance(0.05):
            return "always"
        if depth > 0 and self.chance(0.35):
            chosen = self.random.choice([None, ["payee"], self.some(peer.CLASSES)])
            result = {"outputs": self.random.choice(["all", "any", "none"])}
            if chosen is not None:
                result["class"] = chosen
            return result | {"where": self.condition(depth - 1, chosen or peer.CLASSES)}
        return self.transaction_atom()

    def obligation(self):
        kind = self.random.randrange(6)
        if kind == 0:
            return {"kind": "cold_leg"}
        if kind == 1:
            return {"kind": "delay", "seconds": self.random.choice([1, 60, 3600])}
        result = {"kind": "approvals", "k": self.random.randint(1, 3), "role": self.random.choice(["officer", "cfo"])}
        if self.chance(0.3):
            result["must_include_role"] = self.random.choice(["cfo", "admin"])
        if self.chance(0.2):
            result["exclude"] = self.some(["anna", "ben", "cleo"])
        if self.chance(0.2):
            result["initiator_counts"] = True
        return result

    def rule(self, number):
        effect = self.random.choices(["deny", "require", "allow"], [1, 2, 3])[0]
        source = "any"
        if self.chance(0.5):
            source = {}
            if self.chance(0.6):
                source["tiers"] = self.some(peer.TIERS)
            if not source or self.chance(0.3):
                source["vaults"] = self.some(VAULTS)
        rule = {"id": f"r{number}", "effect": effect, "source": source, "when": self.condition(3)}
        if effect == "require":
            rule["obligations"] = [self.obligation() for _ in range(self.random.randint(1, 3))]
        return rule

    def policy(self):
        rules = [self.rule(n) for n in range(self.random.randint(0, 6))]
        self.random.shuffle(rules)
        return {"v": 1, "rules": rules}

    # requests

    def output(self):
        output = {"class": self.random.choice(peer.CLASSES), "amount": self.random.choice(AMOUNTS), "script": "6a"}
        if output["class"] == "internal":
            output |= {"vault": self.random.choice(VAULTS), "tier": self.random.choice(peer.TIERS)}
        if output["class"] == "payee":
            output |= {
                "payee": self.random.choice(PAYEES),
                "payee_age": self.fact(self.random.choice(AGES)),
                "first_use": self.fact(self.chance(0.5)),
            }
        return output

    def outputs(self):
        outputs = [self.output() for _ in range(self.random.choice([0, 1, 1, 2, 2, 3]))]
        if self.chance(0.2):  # so that every derived action appears often enough
            outputs = [o for o in outputs if o["class"] in ("change", "internal")]
        return outputs

    def request(self):
        outpoints = self.some([(txid, vout) for txid in TXIDS for vout in (0, 258)], 0)[:3]
        amounts = AMOUNTS + [peer.MAX_MONEY] if self.chance(0.05) else AMOUNTS
        provenance_free = self.chance(0.6)  # most inputs are known, or nothing ever is
        amount = from_bytes if provenance_free else self.fact
        source = {"id": self.random.choice(VAULTS), "name": "Vault", "tier": self.random.choice(peer.TIERS)}
        request = {
            "v": 1,
            "txid": self.random.choice(TXIDS),
            "source": self.fact(source) if self.chance(0.3) else {"value": source, "from": "bytes"},
            "inputs": [
                {"txid": txid, "vout": vout, "amount": amount(self.random.choice(amounts))} for txid, vout in outpoints
            ],
            "outputs": self.outputs(),
            "virtual_size": self.fact(self.random.choice([0, 1, 100, 141])),
            "locktime": self.random.choice(AMOUNTS),
            "replaceable": self.chance(0.5),
            "conflicts_with_authorized": self.fact(self.chance(0.3)),
            "incident": self.fact(self.random.choice(peer.STATES)),
        }
        if self.chance(0.3):
            request["rescue_vault"] = self.random.choice(VAULTS)
        if self.chance(0.1):
            request |= {"message": self.random.choice(TXIDS), "inputs": [], "outputs": []}
        return request

    def history(self, request):
        if self.chance(0.1):
            return None
        key = peer.Spend(request, None, NOW).key
        entries = [
            {
                "time": NOW - self.random.choice([-5, 0, 59, 60, 61, 3599, 3600, 86_399, 86_400]),
                "vault": self.random.choice(VAULTS),
                "inputs": self.random.choice([key, "f" * 64, "e" * 64]),
                "outflow": self.random.choice(AMOUNTS),
                "payees": [],
            }
            for _ in range(self.random.randint(0, 4))
        ]
        if self.chance(0.3):
            attested = [
                {
                    "vault": self.random.choice(VAULTS),
                    "seconds": self.random.choice(WINDOWS),
                    "sum": self.random.choice(AMOUNTS + [peer.CAP]),
                    "count": self.random.randint(0, 3),
                }
                for _ in range(self.random.randint(0, 4))
            ]
            return {"v": 1, "from": "journal", "entries": entries, "attested": attested}
        return {"v": 1, "from": self.random.choice(["journal", "journal", "attested", "host"]), "entries": entries}


def from_bytes(value):
    return {"value": value, "from": "bytes"}


def compare(program, cases, seed):
    generator, lines, count = Generator(seed), [], 0
    while count < cases:
        policy = generator.policy()
        lines.append(("policy", policy))
        for _ in range(CASES_PER_POLICY):
            request = generator.request()
            lines.append(("case", {"request": request, "history": generator.history(request), "now": NOW}))
            count += 1
    with tempfile.TemporaryFile("w+") as given:
        for kind, value in lines:
            given.write(peer.canonical({"policy": value} if kind == "policy" else value) + "\n")
        given.seek(0)
        result = subprocess.run([program], stdin=given, capture_output=True, text=True, check=True)
    answers = result.stdout.splitlines()
    if len(answers) != len(lines):
        raise SystemExit(f"{len(answers)} answers to {len(lines)} lines")
    policy, digest, tally = None, None, {}
    for (kind, value), answer in zip(lines, answers):
        if kind == "policy":
            policy, digest = value, peer.policy_hash(value)
            expected = peer.canonical({"policy": digest})
        else:
            verdict = peer.evaluate(policy, value["request"], value["history"], value["now"], digest)
            tally[verdict["outcome"]] = tally.get(verdict["outcome"], 0) + 1
            expected = peer.canonical(verdict)
        if answer != expected:
            print("policy:  ", peer.canonical(policy))
            print("given:   ", peer.canonical(value))
            print("C++:     ", answer)
            print("expected:", expected)
            raise SystemExit("the evaluators disagree")
    return count, tally


if __name__ == "__main__":
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    chosen_seed = int(sys.argv[3]) if len(sys.argv) > 3 else 20_260_731
    compared, outcomes = compare(sys.argv[1], number, chosen_seed)
    print(f"{compared} cases agree: {outcomes}")
    if min(outcomes.get(o, 0) for o in ("not_allowed", "needs", "permitted")) < number // 100:
        raise SystemExit("too few cases of one outcome: the comparison proves little")
