"""A real Bitcoin node on regtest for flows of the command line: a folder and ports of its own, stopped at the end.
packaging/install-deps puts the node there; without it a test fails, it is never skipped."""

import base64
import http.client
import json
import os
import pathlib
import socket
import subprocess
import tempfile

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path(os.environ["HOME"]) / ".cache")
PROGRAMS = CACHE / "strongroom" / "node"
START_SECONDS = 120


def free_ports(count: int) -> list[int]:
    """Ports that were free a moment ago; all are held until all are known, so that they differ."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class RpcError(Exception):
    """What the node refused, in its words."""


class Node:
    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="strongroom-node-")
        self.folder = pathlib.Path(self._folder.name)
        self.port, peers = free_ports(2)
        self._base = ["-regtest", f"-datadir={self.folder}", f"-rpcport={self.port}"]
        options = [
            "-server", "-txindex=1", "-fallbackfee=0.0001", "-walletoldsigs=1", "-addresstype=bech32",
            "-listenonion=0", "-dnsseed=0", "-printtoconsole=0", "-rpcbind=127.0.0.1", "-rpcallowip=127.0.0.1",
            f"-bind=127.0.0.1:{peers}",
        ]  # fmt: skip
        self._command = [PROGRAMS / "bitcoind", *self._base, *options]
        self._process = None
        self.path = "/"  # a test with several wallets names one
        self.start()
        self.rpc("createwallet", "world")
        self.address = self.rpc("getnewaddress")
        self.mine(101)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cookie(self) -> pathlib.Path:
        return self.folder / "regtest" / ".cookie"

    def start(self):
        """Returns when the node answers."""
        log = (self.folder / "output.txt").open("ab")
        self._process = subprocess.Popen(self._command, stdout=log, stderr=log)
        log.close()
        wait = [PROGRAMS / "bitcoin-cli", *self._base, "-rpcwait", f"-rpcwaittimeout={START_SECONDS}", "getblockcount"]
        subprocess.run(wait, check=True, capture_output=True, timeout=2 * START_SECONDS)

    def stop(self):
        """As an operator would, and waits."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=START_SECONDS)
            self._process = None

    def close(self):
        self.stop()
        self._folder.cleanup()

    def rpc(self, method: str, *parameters):
        credentials = base64.b64encode(self.cookie.read_bytes()).decode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        body = json.dumps({"id": 0, "method": method, "params": parameters})
        connection.request("POST", self.path, body, {"Authorization": f"Basic {credentials}"})
        answer = json.loads(connection.getresponse().read(), parse_float=str)
        connection.close()
        if answer.get("error"):
            raise RpcError(answer["error"]["message"])
        return answer["result"]

    def mine(self, count: int):
        self.rpc("generatetoaddress", count, self.address)

    def fund(self, address: str, satoshi: int):
        """Pays from the node's wallet, into a block."""
        self.rpc("sendtoaddress", address, f"{satoshi // 100_000_000}.{satoshi % 100_000_000:08}")
        self.mine(1)
