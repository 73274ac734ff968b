#!/usr/bin/python3
"""Shows the mutants to a real node and compares what it says with what the signer says.

    replay.py WRITE-MUTANTS [STEP]     every STEP-th mutant of each label (default 1: all, some minutes)

The node reads each one (`decodepsbt`), signs it if it will (`walletprocesspsbt`, with the keys that the signer has),
and judges what the signer signed (`finalizepsbt`, `testmempoolaccept`; the coins are real). Where the two differ, the
pair of answers must stand in differences.md with a reason; a difference without one fails, and when all mutants were
shown, so does a reason without a difference.
"""

import base64
import collections
import http.client
import json
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "flows"))
sys.path.insert(0, str(HERE.parent / "arch"))

import project  # noqa: E402
from node import Node, RpcError  # noqa: E402

AMOUNTS = (6_000_000, 5_000_000)  # of the coins at the two addresses of each vault


class QuickNode(Node):
    """The same node over one connection: a mutant costs three calls."""

    IDLE_SECONDS = 20  # after 30 the node hangs up
    _connection, _used = None, 0

    def rpc(self, method, *parameters):
        if time.monotonic() - self._used > self.IDLE_SECONDS:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        credentials = base64.b64encode(self.cookie.read_bytes()).decode()
        body = json.dumps({"id": 0, "method": method, "params": parameters})
        self._connection.request("POST", "/wallet/world", body, {"Authorization": f"Basic {credentials}"})
        answer = json.loads(self._connection.getresponse().read(), parse_float=str)
        self._used = time.monotonic()
        if answer.get("error"):
            raise RpcError(answer["error"]["message"])
        return answer["result"]


def fund(node: QuickNode, kind: dict) -> list[dict]:
    """The coins of one vault: [{tx, vout}]."""
    coins = []
    for address, amount in zip(kind["addresses"], AMOUNTS):
        txid = node.rpc("sendtoaddress", address, f"0.{amount:08}")
        transaction = node.rpc("getrawtransaction", txid, True)
        (vout,) = (o["n"] for o in transaction["vout"] if o["scriptPubKey"].get("address") == address)
        coins.append({"tx": transaction["hex"], "vout": vout})
    return coins


def import_keys(node: QuickNode, kind: dict):
    """The wallet of the node signs with the same key as the signer."""
    private = kind["descriptor"].replace(kind["public"], kind["private"])
    for branch in (0, 1):
        text = private.replace("<0;1>", str(branch))
        text += "#" + node.rpc("getdescriptorinfo", text)["checksum"]
        request = {"desc": text, "timestamp": "now", "active": False, "range": [0, 2000], "internal": branch == 1}
        (result,) = node.rpc("importdescriptors", [request])
        if not result["success"]:
            raise SystemExit(f"error: replay.import: {result}")


def signatures_in(decoded: dict) -> int:
    return sum(
        len(i.get("partial_signatures", {})) + ("taproot_key_path_sig" in i) + ("final_scriptwitness" in i)
        + len(i.get("taproot_script_path_sigs", []))
        for i in decoded["inputs"]
    )


def wanted_type(mutant: dict, decoded: dict) -> str:
    """What the PSBT asks for, as far as it has a name: the node refuses any other than the one it is told."""
    types = {i["sighash"] for i in decoded["inputs"] if i.get("sighash")} - {"ALL", "DEFAULT"}
    return types.pop() if types else "DEFAULT" if mutant["seed"].startswith("tr") else "ALL"


def node_answer(node: QuickNode, mutant: dict) -> str:
    """unread, read (it signs nothing), signed, and for what the signer signed: accepted, incomplete or rejected."""
    try:
        before = node.rpc("decodepsbt", mutant["psbt"])
    except RpcError:
        return "unread"
    if mutant["signed"] is not None:
        try:
            final = node.rpc("finalizepsbt", mutant["signed"])
        except RpcError:
            return "unfinalizable"
        if not final["complete"]:
            return "incomplete"
        (verdict,) = node.rpc("testmempoolaccept", [final["hex"]])
        return "accepted" if verdict["allowed"] else f"rejected: {verdict['reject-reason']}"
    try:
        processed = node.rpc("walletprocesspsbt", mutant["psbt"], True, wanted_type(mutant, before), True, False)
        after = node.rpc("decodepsbt", processed["psbt"])
    except RpcError:
        return "read"
    return "signed" if signatures_in(after) > signatures_in(before) else "read"


def agree(ours: str, node: str) -> bool:
    """Both sign, or both do not; what only one of them can read is no agreement."""
    if ours == "signed":
        return node in ("accepted", "incomplete")
    return node == "unread" if ours.startswith("psbt.") else node in ("unread", "read")


def main() -> int:
    program, step = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
    node = QuickNode()
    try:
        kinds = json.loads(subprocess.run([program, "kinds"], capture_output=True, check=True).stdout)
        coins = {kind["name"]: fund(node, kind) for kind in kinds}
        node.mine(1)
        for kind in kinds:
            import_keys(node, kind)
        run = subprocess.run([program, str(step)], input=json.dumps(coins), capture_output=True, text=True, check=True)
        seen, example = collections.Counter(), {}
        for line in run.stdout.splitlines():
            mutant = json.loads(line)
            ours = "signed" if mutant["signed"] is not None else mutant["code"] or "refused"
            pair = (ours, node_answer(node, mutant))
            seen[pair] += 1
            example.setdefault(pair, f"{mutant['seed']}: {mutant['change']}")
    finally:
        node.close()

    rows = project.table(HERE / "differences.md", "differences")
    explained = {(code.strip("`"), answer.replace("_", " ")) for row in rows
                 for code in project.names(row["signer"]) for answer in project.names(row["node"])}  # fmt: skip
    differences = {pair for pair in seen if not agree(*pair)}
    problems = [f"{ours} / {theirs}: unexplained, e.g. {example[ours, theirs]}"
                for ours, theirs in sorted(differences - explained)]  # fmt: skip
    if step == 1:
        problems += [f"{ours} / {theirs}: explained, but never seen" for ours, theirs in sorted(explained - differences)]
    for problem in problems:
        print(problem)
    same = sum(count for pair, count in seen.items() if agree(*pair))
    print(f"{seen.total()} mutants, {same} judged alike, {seen.total() - same} otherwise in {len(differences)} ways, "
          f"{len(problems)} of them unexplained")  # fmt: skip
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
