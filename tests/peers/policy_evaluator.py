#!/usr/bin/python3
"""A second policy evaluator, written from docs/formats/policy.md alone. Standard library only.

It shares no code and no author's shortcut with core/policy; tests/peers/policy_agreement.py runs both over random cases.
`evaluate` takes JSON documents as Python values and returns what an independent verifier can recompute of a decision.
"""

import hashlib
import json

MAX_MONEY = 2_100_000_000_000_000
CAP = 2**53 - 1
NO, UNKNOWN, YES = 0, 1, 2
TRUTH_NAMES = ["no", "unknown", "yes"]
PROVENANCES = ["bytes", "journal", "attested", "host"]
TIERS = ["hot", "warm", "cold"]
CLASSES = ["change", "internal", "payee", "unknown", "op_return"]
ACTIONS = ["consolidate", "rebalance", "bump_fee", "withdraw", "evacuate", "sign_message"]
STATES = ["normal", "frozen"]
ENUMERATIONS = {"action": ACTIONS, "output.class": CLASSES, "incident.state": STATES}


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def tagged_hash(tag, data):
    prefix = hashlib.sha256(tag.encode()).digest()
    return hashlib.sha256(prefix + prefix + data).hexdigest()


def weakest(facts):
    """The provenance of what is derived from these facts."""
    return PROVENANCES[max([PROVENANCES.index(f["from"]) for f in facts], default=0)]


def proven(fact):
    return fact is not None and fact["from"] != "host"


def from_bytes(value):
    return {"value": value, "from": "bytes"}


def difference(plus, minus):
    """Sum of facts less a sum of plain amounts; null out of range."""
    if not plus or any(f is None for f in plus):
        return None
    total, less = sum(f["value"] for f in plus), sum(minus)
    if total > MAX_MONEY or less > MAX_MONEY or total < less:
        return None
    return {"value": total - less, "from": weakest(plus)}


class Spend:
    """A request with everything derived from it (§3, §4)."""

    def __init__(self, request, history, now):
        self.request, self.history, self.now = request, history, now
        self.source = request["source"]
        outpoints = sorted((bytes.fromhex(i["txid"]), i["vout"]) for i in request["inputs"])
        data = b"".join(txid + vout.to_bytes(4, "little") for txid, vout in outpoints)
        self.key = tagged_hash("strongroom/inputs/1", data)
        self.action = self.derive_action()
        self.outflow = self.derive_outflow()
        amounts = [i["amount"] for i in request["inputs"]]
        self.fee = difference(amounts, [o["amount"] for o in request["outputs"]])
        self.says = "message" in request
        if self.says:
            self.fee = from_bytes(0)
        size = request["virtual_size"]
        self.feerate = None
        if self.fee is not None and size is not None and size["value"] > 0:
            self.feerate = {"value": self.fee["value"] * 1000 // size["value"], "from": weakest([self.fee, size])}
        if self.says:
            self.feerate = from_bytes(0)

    def derive_action(self):
        outputs, rescue = self.request["outputs"], self.request.get("rescue_vault")
        if "message" in self.request:
            return from_bytes("sign_message")
        if not outputs:
            return None
        if rescue is not None and all(o["class"] == "internal" and o["vault"] == rescue for o in outputs):
            return from_bytes("evacuate")
        if all(o["class"] == "change" for o in outputs):
            return from_bytes("consolidate")
        if all(o["class"] in ("change", "internal") for o in outputs):
            return from_bytes("rebalance")
        conflicts = self.request["conflicts_with_authorized"]
        if conflicts is None:
            return None
        return {"value": "bump_fee" if conflicts["value"] else "withdraw", "from": conflicts["from"]}

    def derive_outflow(self):
        if "message" in self.request:
            return from_bytes(0)
        if self.source is None:
            return None
        tier = TIERS.index(self.source["value"]["tier"])
        kept = [
            o["amount"]
            for o in self.request["outputs"]
            if o["class"] == "change" or (o["class"] == "internal" and TIERS.index(o["tier"]) >= tier)
        ]
        outflow = difference([i["amount"] for i in self.request["inputs"]], kept)
        if outflow is None:
            return None
        return {"value": outflow["value"], "from": weakest([outflow, self.source])}

    def window(self, seconds):
        """(before, after), each a fact of {"sum", "count"}."""
        if not proven(self.source) or self.history is None:
            return None, None
        vault = self.source["value"]["id"]
        payments, own = {}, 0
        for entry in self.history["entries"]:
            if entry["vault"] != vault:
                continue
            if entry["inputs"] == self.key:
                own = max(own, entry["outflow"])
                continue
            time, amount = payments.get(entry["inputs"], (entry["time"], 0))
            payments[entry["inputs"]] = (max(time, entry["time"]), max(amount, entry["outflow"]))
        inside = [amount for time, amount in payments.values() if time > self.now - seconds]
        total, count, provenance = min(sum(inside), CAP), len(inside), self.history["from"]
        if "attested" in self.history:
            sheets = [w for w in self.history["attested"] if w["vault"] == vault and w["seconds"] == seconds]
            if not sheets:
                return None, None
            total = max([total] + [w["sum"] for w in sheets])
            count = max([count] + [w["count"] for w in sheets])
            provenance = "attested"
        before = {"value": {"sum": total, "count": count}, "from": provenance}
        if self.says:
            return before, before
        if self.outflow is None:
            return before, None
        amount = max(own, self.outflow["value"])
        after = {"sum": min(total + amount, CAP), "count": count + 1}
        return before, {"value": after, "from": weakest([before, self.outflow])}

    def fact(self, condition, output):
        field = condition["field"]
        if field.startswith("output."):
            name = field.split(".")[1]
            return from_bytes(output[name]) if name in ("class", "amount") else output[name]
        if field.startswith("window."):
            before, after = self.window(condition["seconds"])
            name = field.split(".")[1]
            window = after if name.endswith("_after") else before
            return window and {"value": window["value"][name.removesuffix("_after")], "from": window["from"]}
        return {
            "action": lambda: self.action,
            "tx.outflow": lambda: self.outflow,
            "tx.fee": lambda: self.fee,
            "tx.feerate": lambda: self.feerate,
            "tx.inputs": lambda: from_bytes(len(self.request["inputs"])),
            "tx.outputs": lambda: from_bytes(len(self.request["outputs"])),
            "tx.locktime": lambda: from_bytes(self.request["locktime"]),
            "tx.replaceable": lambda: from_bytes(self.request["replaceable"]),
            "incident.state": lambda: self.request["incident"],
        }[field]()


def compare(condition, actual):
    op, value = condition["op"], condition.get("value")
    return {
        "=": lambda: actual == value,
        "!=": lambda: actual != value,
        "<": lambda: actual < value,
        "<=": lambda: actual <= value,
        ">": lambda: actual > value,
        ">=": lambda: actual >= value,
        "in": lambda: actual in value,
        "not_in": lambda: actual not in value,
        "between": lambda: value[0] <= actual <= value[1],
        "exists": lambda: True,
    }[op]()


def truth(condition, spend, output=None):
    if condition == "always":
        return YES
    if "field" in condition:
        fact = spend.fact(condition, output)
        if not proven(fact):
            return UNKNOWN
        return YES if compare(condition, fact["value"]) else NO
    if "outputs" in condition:
        classes = condition.get("class", CLASSES)
        truths = [truth(condition["where"], spend, o) for o in spend.request["outputs"] if o["class"] in classes]
        if condition["outputs"] == "all":
            return min(truths, default=YES)
        some = max(truths, default=NO)
        return some if condition["outputs"] == "any" else YES - some
    if "all" in condition:
        return min(truth(part, spend, output) for part in condition["all"])
    if "any" in condition:
        return max(truth(part, spend, output) for part in condition["any"])
    return YES - truth(condition["not"], spend, output)


def selected(source, fact):
    if not proven(fact):
        return UNKNOWN
    if source == "any":
        return YES
    vault = fact["value"]
    return YES if vault["tier"] in source.get("tiers", []) or vault["id"] in source.get("vaults", []) else NO


def covers(strong, weak):
    if strong["kind"] != weak["kind"]:
        return False
    if strong["kind"] == "delay":
        return strong["seconds"] >= weak["seconds"]
    if strong["kind"] == "cold_leg":
        return True
    return (
        strong["k"] >= weak["k"]
        and strong["role"] == weak["role"]
        and weak.get("must_include_role") in (None, strong.get("must_include_role"))
        and set(weak.get("exclude", [])) <= set(strong.get("exclude", []))
        and not (strong.get("initiator_counts", False) and not weak.get("initiator_counts", False))
    )


def unite(obligations):
    different = {}
    for obligation in obligations:
        normal = dict(obligation)
        if "exclude" in normal:
            normal["exclude"] = sorted(normal["exclude"])
        different[canonical(normal)] = normal
    return [
        different[text]
        for text in sorted(different)
        if not any(other != text and covers(different[other], different[text]) for other in different)
    ]


def normalise_condition(condition):
    if condition == "always":
        return condition
    result = dict(condition)
    for word in ("all", "any"):
        if word in result:
            result[word] = [normalise_condition(part) for part in result[word]]
    if "not" in result:
        result["not"] = normalise_condition(result["not"])
    if "outputs" in result:
        result["where"] = normalise_condition(result["where"])
        if "class" in result:
            result["class"] = sorted(result["class"], key=CLASSES.index)
            if len(result["class"]) == len(CLASSES):
                del result["class"]
    if result.get("op") in ("in", "not_in"):
        names = ENUMERATIONS.get(result["field"])
        result["value"] = sorted(result["value"], key=names.index if names else None)
    return result


def policy_hash(policy):
    rules = []
    for rule in sorted(policy["rules"], key=lambda r: r["id"]):
        normal = dict(rule, when=normalise_condition(rule["when"]))
        if rule["source"] != "any":
            normal["source"] = {}
            if "tiers" in rule["source"]:
                normal["source"]["tiers"] = sorted(rule["source"]["tiers"], key=TIERS.index)
            if "vaults" in rule["source"]:
                normal["source"]["vaults"] = sorted(rule["source"]["vaults"])
        if "obligations" in rule:
            normal["obligations"] = unite(rule["obligations"])
        rules.append(normal)
    return tagged_hash("strongroom/policy/1", canonical({"v": 1, "rules": rules}).encode())


def windows_in(condition):
    if condition == "always":
        return set()
    found = {condition["seconds"]} if "seconds" in condition else set()
    for part in condition.get("all", []) + condition.get("any", []):
        found |= windows_in(part)
    return found | (windows_in(condition["not"]) if "not" in condition else set())


def evaluate(policy, request, history, now, digest=None):
    """`digest` spares computing the policy's hash again."""
    spend = Spend(request, history, now)
    denied = allowed = False
    obligations, rules, windows = [], [], {86_400}
    for rule in sorted(policy["rules"], key=lambda r: r["id"]):
        is_selected = selected(rule["source"], spend.source)
        condition = truth(rule["when"], spend) if is_selected != NO else NO
        value = min(is_selected, condition)
        applies = value == YES if rule["effect"] == "allow" else value != NO
        denied = denied or (applies and rule["effect"] == "deny")
        allowed = allowed or (applies and rule["effect"] == "allow")
        if applies and rule["effect"] == "require":
            obligations += rule["obligations"]
        if is_selected != NO:
            windows |= windows_in(rule["when"])
        rules.append([rule["id"], TRUTH_NAMES[is_selected], TRUTH_NAMES[condition], applies])
    united = []
    if allowed and not denied:
        united = unite(obligations)
        if proven(spend.source) and spend.source["value"]["tier"] == "cold":
            united = [o for o in united if o["kind"] != "cold_leg"]
    outcome = "not_allowed" if denied or not allowed else "needs" if united else "permitted"
    payees = {
        o["payee"]
        for o in request["outputs"]
        if o["class"] == "payee" and not (proven(o["first_use"]) and not o["first_use"]["value"])
    }
    counters = []
    for seconds in sorted(windows):
        before, after = spend.window(seconds)
        counters.append({"seconds": seconds, "before": before, "after": after})
    return {
        "outcome": outcome,
        "obligations": united,
        "first_use_payees": sorted(payees),
        "policy": digest or policy_hash(policy),
        "action": spend.action,
        "outflow": spend.outflow,
        "fee": spend.fee,
        "rules": rules,
        "counters": counters,
    }
