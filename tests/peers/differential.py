#!/usr/bin/python3
"""The engine against independent implementations, on random cases from one seed.

    differential.py addresses COUNT      descriptors and paths: the node, @bitcoinerlab/descriptors
    differential.py spends COUNT         random spends of every kind, accepted by the node
    differential.py cosign COUNT         multisig with @scure/btc-signer and bitcoinjs-lib, in both orders
    differential.py electrum COUNT       multisig with Electrum, in both orders
    differential.py messages COUNT       signed messages (BIP322) with bip322-js, both ways, and what must not pass for
                                         one; multisig messages with bitcoinjs-lib
    differential.py frames COUNT         BBQr frames with bbqr, both ways

Needs STRONGROOM_PROGRAMS (the folder of the built programs). Exit status 1 at the first disagreement.
"""

import base64
import pathlib
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "flows"))

from node import Node  # noqa: E402
from peers import KINDS, Account, Peers, descriptor_of, random_from  # noqa: E402
from program import cli  # noqa: E402

SATOSHI = 100_000_000
PATIENCE = 60  # seconds
MATURE = 12  # blocks; more than any relative lock of the kinds asks for
LAST_INDEX = 0x7FFFFFFF
LOCKS_ACCEPTED = ["--accept", "vault.relative_lock", "--accept", "vault.recovery_spend"]  # what is asked of them
# The first addresses that BIP84 and BIP86 publish.
BIP84_FIRST = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu"
BIP86_FIRST = "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr"


def require(condition: bool, *what):
    if not condition:
        print("DISAGREE", *what)
        sys.exit(1)


def bitcoin(satoshi: int) -> str:
    return f"{satoshi // SATOSHI}.{satoshi % SATOSHI:08}"


# Addresses


def random_key(peers: Peers, dice, label: str, branches: str) -> str:
    """An account's key with a random origin, some steps below it and a wildcard."""
    path = "m" + "".join(f"/{dice.randrange(100)}h" for _ in range(dice.randrange(3)))
    account = Account(peers, label, dice.choice(["m/48h/1h/0h/2h", "m/84h/1h/7h", "m/86h/1h/0h", path]))
    steps = "".join(f"/{dice.choice([0, 1, 2, 44, LAST_INDEX])}" for _ in range(dice.randrange(3)))
    text = account.text if dice.random() < 0.7 else account.xpub
    return f"{text}{steps}/{branches}/*"


def random_descriptor(peers: Peers, dice, number: int) -> str:
    kinds = [kind for kind, row in KINDS.items() if row.get("addresses")]
    kind = kinds[number % len(kinds)]
    count = 1 if KINDS[kind]["keys"] == 1 else dice.randrange(1, 16)
    first = dice.randrange(50)
    branches = f"<{first};{first + dice.randrange(1, 50)}>"
    keys = [random_key(peers, dice, f"key {number}.{i}", branches) for i in range(count)]
    return descriptor_of(kind, keys, dice.randrange(1, count + 1))


def compare_addresses(count: int):
    dice, done, number = random_from("addresses"), 0, 0
    node = Node()
    try:
        with Peers() as peers:
            while done < count:
                text = random_descriptor(peers, dice, number)
                number += 1
                first = dice.choice([0, dice.randrange(1_000_000), LAST_INDEX - 24])
                for branch in (0, 1):
                    span = ["--from", first, "--to", first + 24, "--branch", branch]
                    ours = cli("descriptor", "derive", text, "--network", "regtest", *span)
                    require(ours.status == 0, text, ours.err)
                    addresses = [item["address"] for item in ours.document["items"]]
                    single = one_branch(text, branch)
                    full = f"{single}#{node.rpc('getdescriptorinfo', single)['checksum']}"
                    require(addresses == node.rpc("deriveaddresses", full, [first, first + 24]), "node", text, first)
                    theirs = peers.ask(do="addresses", descriptor=single, indices=list(range(first, first + 25)))
                    require(addresses == theirs["addresses"], "@bitcoinerlab/descriptors", text, first)
                    done += len(addresses)
    finally:
        node.close()
    print(f"{done} addresses of {number} descriptors agree")


def one_branch(text: str, branch: int) -> str:
    """BIP389: the descriptor of one branch."""
    while "<" in text:
        start, end = text.index("<"), text.index(">")
        text = text[:start] + text[start + 1 : end].split(";")[branch] + text[end + 1 :]
    return text


# Spends


class Vault:
    """A vault of ours, watched by a wallet of the node that holds no key."""

    def __init__(self, node: Node, peers: Peers, kind: str, name: str, coins: int = 8):
        self.node, self.kind, self.name = node, kind, name
        path = "m/" + KINDS[kind]["purpose"]
        self.accounts = [Account(peers, f"{name} {i}", path) for i in range(KINDS[kind]["keys"])]
        self.threshold = 1 if len(self.accounts) == 1 else 2
        self.descriptor = descriptor_of(kind, [f"{a.text}/<0;1>/*" for a in self.accounts], self.threshold)
        node.rpc_on("", "createwallet", name, True, True)
        for branch in (0, 1):
            text = one_branch(self.descriptor, branch)
            text += "#" + node.rpc("getdescriptorinfo", text)["checksum"]
            request = {"desc": text, "timestamp": "now", "active": True, "internal": branch == 1, "range": 20}
            (result,) = node.rpc_on(name, "importdescriptors", [request])
            require(result["success"], "importdescriptors", text, result)
        self.ways = KINDS[kind].get("ways", [{"keys": range(len(self.accounts)), "any": self.threshold}])
        form = {"sh": "p2sh-segwit", "tr": "bech32m"}.get(kind.split("_")[0], "bech32")
        self.addresses = [node.rpc_on(name, "getnewaddress", "", form) for _ in range(coins)]

    def fund(self, dice):
        amounts = {address: bitcoin(dice.randrange(2_000_000, 90_000_000)) for address in self.addresses}
        self.node.rpc("sendmany", "", amounts)

    def wait_for_coins(self):
        """The node tells its wallets about blocks in its own time."""
        deadline = time.monotonic() + PATIENCE
        while len(coins := self.node.rpc_on(self.name, "listunspent")) < len(self.addresses):
            require(time.monotonic() < deadline, self.name, "has no more coins than", coins)
            time.sleep(0.1)

    def spend(self, dice, way: dict | None = None) -> str:
        """A PSBT that pays one to three strangers from one to three coins, made by the node. A lock of the way is
        reached just so, or by more than is needed."""
        way = way or {}
        coins = self.node.rpc_on(self.name, "listunspent")
        picked = dice.sample(coins, dice.randrange(1, 4))
        total = sum(int(coin["amount"].replace(".", "")) for coin in picked)
        payees = dice.randrange(1, 4)
        share = total * dice.randrange(20, 85) // 100 // payees
        outputs = [{self.node.rpc("getnewaddress", "", dice.choice(["bech32", "bech32m", "legacy"])): bitcoin(share)}
                   for _ in range(payees)]  # fmt: skip
        inputs = [{"txid": coin["txid"], "vout": coin["vout"]} for coin in picked]
        if "sequence" in way:
            for entry in inputs:
                entry["sequence"] = way["sequence"] + dice.choice([0, 0, 1, 3])
        locktime = way["locktime"] + dice.choice([0, 0, 1, 9]) if "locktime" in way else 0
        cheapest = 4 if self.kind.startswith("tr") else 1  # the node takes every taproot coin for one of a single key
        options = {"add_inputs": False, "fee_rate": dice.randrange(cheapest, 60), "changeAddress": self.change(dice)}
        return self.node.rpc_on(self.name, "walletcreatefundedpsbt", inputs, outputs, locktime, options, True)["psbt"]

    def change(self, dice) -> str:
        derived = cli("descriptor", "derive", self.descriptor, "--network", "regtest", "--branch", 1, "--to", 19)
        return dice.choice(derived.document["items"])["address"]

    def sign(self, psbt: str, account: Account) -> str:
        """With the one-shot signer, as somebody at a terminal would."""
        with tempfile.NamedTemporaryFile("w") as key:
            key.write(account.xprv + "\n")
            key.flush()
            signed = cli(
                "psbt", "sign", "-", "--descriptor", self.descriptor, "--network", "regtest", "--key-in", key.name,
                *LOCKS_ACCEPTED, stdin=psbt.encode(),
            )  # fmt: skip
        require(signed.status == 0, self.descriptor, psbt, signed.err)
        return signed.document["psbt"]

    def accepted(self, psbt: str):
        final = cli("psbt", "finalize", "-", stdin=psbt.encode())
        require(final.status == 0 and final.document["complete"], "finalize", psbt, final.err)
        (verdict,) = self.node.rpc("testmempoolaccept", [final.document["tx_hex"]])
        require(verdict["allowed"], verdict, psbt)
        return final.document["tx_hex"]


class World(Node):
    """The node, with several wallets: `rpc` speaks to the one that mines and pays."""

    def __init__(self):
        super().__init__()
        self.path = "/wallet/world"

    def rpc_on(self, wallet: str, method: str, *parameters):
        self.path = f"/wallet/{wallet}" if wallet else "/"
        try:
            return super().rpc(method, *parameters)
        finally:
            self.path = "/wallet/world"


def vaults(node: World, peers: Peers, dice, kinds: list[str]) -> list[Vault]:
    made = [Vault(node, peers, kind, f"vault-{number}-{kind}") for number, kind in enumerate(kinds)]
    for vault in made:
        vault.fund(dice)
    node.mine(MATURE)
    for vault in made:
        vault.wait_for_coins()
    return made


def compare_spends(count: int):
    dice = random_from("spends")
    node = World()
    try:
        with Peers() as peers:
            made = vaults(node, peers, dice, [kind for kind in KINDS if KINDS[kind]["spends"]])
            for number in range(count):
                vault = made[number % len(made)]
                way = vault.ways[number // len(made) % len(vault.ways)]
                psbt = vault.spend(dice, way)
                for place in dice.sample(list(way["keys"]), way["any"]):
                    psbt = vault.sign(psbt, vault.accounts[place])
                vault.accepted(psbt)
    finally:
        node.close()
    print(f"{count} spends of {len(made)} kinds are accepted by the node")


def compare_cosigning(count: int, kinds: list[str], cosigners: dict):
    """Each of `cosigners` ({name: sign(vault, psbt, account)}) signs first, and signs last."""
    dice = random_from("cosign")
    node = World()
    try:
        with Peers() as peers:
            made = vaults(node, peers, dice, kinds)
            cases = [(name, first) for name in cosigners for first in (True, False)]
            for number in range(count):
                name, first = cases[number % len(cases)]
                vault = made[number // len(cases) % len(made)]
                ours, theirs = dice.sample(vault.accounts, 2)
                psbt = vault.spend(dice)
                if first:
                    psbt = vault.sign(cosigners[name](peers, vault, psbt, theirs), ours)
                else:
                    psbt = cosigners[name](peers, vault, vault.sign(psbt, ours), theirs)
                vault.accepted(psbt)
    finally:
        node.close()
    print(f"{count} spends co-signed with {', '.join(cosigners)}, in both orders")


def peer_signer(name: str):
    def sign(peers: Peers, _vault: Vault, psbt: str, account: Account) -> str:
        answer = peers.ask(do="sign", psbt=psbt, seed=account.seed, **{"with": name})
        require(answer["signatures"] > 0, name, psbt)
        return answer["psbt"]

    return sign


def electrum_signer():
    import electrum_peer

    def sign(_peers: Peers, vault: Vault, psbt: str, account: Account) -> str:
        return electrum_peer.sign(vault, psbt, account)

    return sign


# Messages


def our_verdict(address: str, message: str, signature: str) -> bool:
    given = ["--network", "main", "--message=" + message, "--signature=" + signature]
    outcome = cli("message", "verify", address, *given)
    return outcome.status == 0 and outcome.document["valid"]


def flipped(signature: str, dice) -> str:
    """Another byte somewhere in the base64."""
    raw = bytearray(base64.b64decode(signature))
    raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    return base64.b64encode(raw).decode()


def compare_messages(count: int):
    dice = random_from("messages")
    with Peers() as peers:
        for number in range(count):
            kind = ("wpkh", "sh_wpkh", "tr")[number % 3]
            message = "".join(dice.choice("abc XYZ0189.,-é測\n") for _ in range(dice.randrange(60)))
            signed = peers.ask(do="sign_message", seed=f"message {number}", kind=kind, message=message)
            address, signature = signed["address"], signed["signature"]
            require(our_verdict(address, message, signature), kind, address, message, signature)
            require(our_verdict(address, message, "smp" + signature), "prefixed", address, message, signature)
            other = {
                "message": (address, message + ".", signature),
                "address": (dice.choice([BIP84_FIRST, BIP86_FIRST]), message, signature),
                "signature": (address, message, flipped(signature, dice)),
            }
            for what, (where, words, proof) in other.items():
                theirs = peers.ask(do="verify_message", address=where, message=words, signature=proof)["valid"]
                require(not our_verdict(where, words, proof), "accepted with another", what, where, words, proof)
                require(not theirs, "the peer accepts another", what, where, words, proof)
            compare_own_messages(peers, dice, count)
            compare_cosigned_messages(peers, count // 3)
    print(f"{count} messages signed by bip322-js hold here, and none with another message, address or signature")
    print(f"{count} messages signed here hold for bip322-js, {count // 3} co-signed with bitcoinjs-lib hold here")


def sign_message(descriptor: str, message: str, account: Account, *options) -> dict:
    given = ["--descriptor", descriptor, "--network", "regtest", "--message=" + message, "--utf8", *options]
    with tempfile.NamedTemporaryFile("w") as key:
        key.write(account.xprv)
        key.flush()
        outcome = cli("message", "sign", *given, "--key-in", key.name)
    require(outcome.status == 0, "message sign", descriptor, outcome.err)
    return outcome.document


def compare_own_messages(peers: Peers, dice, count: int):
    """The other way round: what is signed here, judged by the peer."""
    for number in range(count):
        kind, purpose = (("wpkh({0})", "84h"), ("tr({0})", "86h"), ("sh(wpkh({0}))", "49h"))[number % 3]
        account = Account(peers, f"own message {number}", f"m/{purpose}/1h/0h")
        message = "".join(dice.choice("abc XYZ0189.,-é測\n") for _ in range(dice.randrange(60)))
        index = dice.randrange(1_000)
        made = sign_message(kind.format(account.text + "/<0;1>/*"), message, account, "--index", index)
        signature = made["signature"].removeprefix("smp")
        for words, valid in ((message, True), (message + ".", False)):
            theirs = peers.ask(do="verify_message", address=made["address"], message=words, signature=signature)
            require(theirs["valid"] == valid, "bip322-js", kind, made["address"], words, signature)


def compare_cosigned_messages(peers: Peers, count: int):
    """A multisig's words: one signature from here, one of bitcoinjs-lib over the PSBT that was made here."""
    for number in range(count):
        accounts = [Account(peers, f"words {number}.{i}", "m/48h/1h/0h/2h") for i in range(3)]
        descriptor = descriptor_of("wsh_sortedmulti", [f"{a.text}/<0;1>/*" for a in accounts])
        made = sign_message(descriptor, "Together.", accounts[number % 2])
        signed = peers.ask(do="sign", psbt=made["psbt"], seed=accounts[2].seed, **{"with": "bitcoinjs"})
        final = cli("message", "finalize", "-", "--network", "regtest", stdin=signed["psbt"].encode())
        require(final.status == 0 and final.document["complete"], "finalize", signed["psbt"], final.err)
        given = ["--network", "regtest", "--message=Together.", "--signature=" + final.document["signature"]]
        verdict = cli("message", "verify", made["address"], *given)
        require(verdict.status == 0, "verify", final.document, verdict.err)


# Frames


def our_frames(content: bytes, kind: str, version: int) -> list[str]:
    made = cli("qr", "encode", "-", "--as", kind, "--format", "bbqr", "--max-version", version, stdin=content)
    require(made.status == 0, "qr encode", content.hex(), made.err)
    return made.document["frames"]


def read_frames(frames: list[str]) -> tuple[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        read = cli("qr", "decode", "--out", out, stdin="\n".join(frames).encode())
        require(read.status == 0 and read.document["format"] == "bbqr", "qr decode", frames, read.err)
        return read.document["type"], out.read_bytes()


def compare_frames(count: int):
    dice = random_from("frames")
    with Peers() as peers:
        for number in range(count):
            size = dice.choice([1, 5, 91, 92, dice.randrange(1, 400), dice.randrange(400, 9_000)])
            content = dice.randbytes(size) if number % 2 else bytes(dice.choices(b"psbt\xff\0", k=size))
            version = dice.randrange(5, 41)
            frames = our_frames(content, "bytes", version)
            joined = peers.ask(do="join", parts=dice.sample(frames, len(frames)))
            require(joined["content"] == content.hex(), "bbqr reads", frames, joined)
            require((joined["type"], joined["encoding"]) == ("B", frames[0][2]), "header", frames, joined)
            for encoding in "H2Z":
                given = {"encoding": encoding, "version": version, "content": content.hex()}
                theirs = peers.ask(do="split", type=dice.choice("PB"), **given)["parts"]
                kind = "psbt" if theirs[0][3] == "P" else "bytes"
                require(read_frames(dice.sample(theirs, len(theirs))) == (kind, content), "we read", theirs)
            if frames[0][2] == "2":  # without compression the frames are the same to the letter
                theirs = peers.ask(do="split", type="B", **(given | {"encoding": "2"}))["parts"]
                require(theirs == frames, "base32", theirs, frames)
    print(f"{count} documents in BBQr frames of ours read by bbqr, and of bbqr's read here in every encoding")


def main() -> int:
    what, count = sys.argv[1], int(sys.argv[2])
    if what == "addresses":
        compare_addresses(count)
    elif what == "spends":
        compare_spends(count)
    elif what == "cosign":
        peers = {name: peer_signer(name) for name in ("scure", "bitcoinjs")}
        compare_cosigning(count, ["wsh_multi", "wsh_sortedmulti"], peers)
    elif what == "electrum":
        compare_cosigning(count, ["wsh_sortedmulti"], {"electrum": electrum_signer()})
    elif what == "messages":
        compare_messages(count)
    elif what == "frames":
        compare_frames(count)
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
