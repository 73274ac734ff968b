"""Independent implementations for the differential tests: the node.js peers behind one pipe (peers.mjs), and keys that
any side can make again from a label."""

import hashlib
import json
import pathlib
import random
import subprocess

HERE = pathlib.Path(__file__).resolve().parent


class Peers:
    """One process that answers requests in order."""

    def __init__(self):
        if not (HERE / "node_modules").is_dir():
            raise SystemExit("error: peers.missing: tests/peers/node_modules is absent; run packaging/install-deps test")
        self._process = subprocess.Popen(
            ["node", HERE / "peers.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=60)

    def ask(self, **request) -> dict:
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(f"{request['do']} {request.get('with', '')}: {answer['error']}")
        return answer


class Account:
    """A key holder: {fingerprint, path, xprv (master), xpub (at the path)}."""

    def __init__(self, peers: Peers, seed: str, path: str):
        answer = peers.ask(do="account", seed=seed, path=path.replace("h", "'"))
        self.seed, self.path = seed, path
        self.fingerprint, self.xprv, self.xpub = answer["fingerprint"], answer["xprv"], answer["xpub"]

    @property
    def text(self) -> str:
        return f"[{self.fingerprint}{self.path[1:]}]{self.xpub}"


def random_from(label: str) -> random.Random:
    """The same numbers on every machine."""
    return random.Random(hashlib.sha256(label.encode()).digest())


# A point whose private key nobody has (BIP341): what stands where a taproot output has no key path.
NO_KEY = "50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0"

# The kinds of vaults that both sides understand: how many keys, and the text. A new kind joins the addresses of all
# implementations (`addresses`) and the spends (`spends`) through one row. `ways` lists what spends it: the places of the
# keys that sign, of which `any` suffice, and the locks that the transaction must reach.
KINDS = {
    "wpkh": {"keys": 1, "purpose": "84h/1h/0h", "text": "wpkh({0})", "addresses": True, "spends": True},
    "sh_wpkh": {"keys": 1, "purpose": "49h/1h/0h", "text": "sh(wpkh({0}))", "addresses": True, "spends": True},
    "wsh_multi": {
        "keys": 3, "purpose": "48h/1h/0h/2h", "text": "wsh(multi({t},{all}))", "addresses": True, "spends": True,
    },
    "wsh_sortedmulti": {
        "keys": 3, "purpose": "48h/1h/0h/2h", "text": "wsh(sortedmulti({t},{all}))", "addresses": True, "spends": True,
    },
    "wsh_older": {
        "keys": 4, "purpose": "48h/1h/0h/2h", "spends": True,
        "text": "wsh(or_d(multi(2,{0},{1},{2}),and_v(v:pkh({3}),older(6))))",
        "ways": [{"keys": [0, 1, 2], "any": 2}, {"keys": [3], "any": 1, "sequence": 6}],
    },
    "sh_wsh_after": {
        "keys": 3, "purpose": "48h/1h/0h/1h", "spends": True,
        "text": "sh(wsh(andor(pk({0}),older(6),and_v(v:multi(1,{1},{2}),after(50)))))",
        "ways": [{"keys": [0], "any": 1, "sequence": 6}, {"keys": [1, 2], "any": 1, "locktime": 50}],
    },
    "tr_key": {"keys": 1, "purpose": "86h/1h/0h", "text": "tr({0})", "addresses": True, "spends": True},
    "tr_multi_a": {
        "keys": 3, "purpose": "48h/1h/0h/3h", "text": f"tr({NO_KEY},multi_a({{t}},{{all}}))", "spends": True,
    },
    "tr_sortedmulti_a": {
        "keys": 3, "purpose": "48h/1h/0h/3h", "text": f"tr({NO_KEY},sortedmulti_a({{t}},{{all}}))", "spends": True,
    },
    "tr_older": {
        "keys": 2, "purpose": "48h/1h/0h/3h", "text": f"tr({NO_KEY},and_v(v:pkh({{0}}),and_v(v:pk({{1}}),older(6))))",
        "spends": True,
        "ways": [{"keys": [0, 1], "any": 2, "sequence": 6}],
    },
}  # fmt: skip


def descriptor_of(kind: str, keys: list[str], threshold: int = 2) -> str:
    return KINDS[kind]["text"].format(*keys, t=threshold, all=",".join(keys))
