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


# The kinds of vaults that both sides understand: how many keys, whether it has a threshold, and its text. A new kind
# joins the addresses, and by `spends` the spends, through one row.
KINDS = {
    "wpkh": {"keys": 1, "purpose": "84h/1h/0h", "text": "wpkh({0})", "spends": True},
    "wsh_multi": {"keys": 3, "purpose": "48h/1h/0h/2h", "text": "wsh(multi({t},{all}))", "spends": True},
    "wsh_sortedmulti": {"keys": 3, "purpose": "48h/1h/0h/2h", "text": "wsh(sortedmulti({t},{all}))", "spends": True},
    "tr_key": {"keys": 1, "purpose": "86h/1h/0h", "text": "tr({0})", "spends": True},
}


def descriptor_of(kind: str, keys: list[str], threshold: int = 2) -> str:
    return KINDS[kind]["text"].format(*keys, t=threshold, all=",".join(keys))
