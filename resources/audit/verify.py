#!/usr/bin/env python3
"""Verifies an audit bundle of Strongroom without Strongroom.

Needs Python 3.8 and its standard library, nothing else, no network. Written from docs/formats/bundle.md.

    python3 verify.py [FOLDER] [--key HEX] [--checkpoint FILE ...] [--json]

FOLDER is the bundle (by default the folder of this script). What makes the result worth something comes from elsewhere:
--key is the log's public key as you know it, --checkpoint a checkpoint of this log that you kept. Whoever does not trust
the exporter takes this script from elsewhere, too. Exit status: 0 valid, 1 not, 2 usage.
"""

import argparse
import base64
import binascii
import csv
import datetime
import hashlib
import io
import json
import os
import re
import sys

# --- Ed25519 (RFC 8032), verification only, strict: canonical numbers, no points of small order ----------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)
IDENTITY = (0, 1, 1, 0)


def point_add(a, b):
    x = (a[1] - a[0]) * (b[1] - b[0]) % P
    y = (a[1] + a[0]) * (b[1] + b[0]) % P
    t = 2 * a[3] * b[3] * D % P
    z = 2 * a[2] * b[2] % P
    e, f, g, h = y - x, z - t, z + t, y + x
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_multiply(scalar, point):
    result = IDENTITY
    while scalar > 0:
        if scalar & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        scalar >>= 1
    return result


def is_identity(point):
    return point[0] % P == 0 and (point[1] - point[2]) % P == 0


def decode_point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P != 0 or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def encode_point(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verifies(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = decode_point(key), decode_point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or is_identity(point_multiply(8, a)) or is_identity(point_multiply(8, r)):
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    minus_a = (P - a[0], a[1], a[2], P - a[3])
    return encode_point(point_add(point_multiply(s, BASE), point_multiply(h, minus_a))) == signature[:32]


# --- the formats -----------------------------------------------------------------------------------------------------

FILES = [
    "README.txt", "checkpoint.txt", "checkpoints.jsonl", "keys.json", "leaf-hashes.txt", "log-key.pem", "proofs.json",
    "records.csv", "records.jsonl", "verify.py",
]
HEX = re.compile(r"[0-9a-f]*\Z")
LOG_NAME = re.compile(r"[a-z0-9-]{1,40}\Z")
NAME = re.compile(r"[a-z0-9_.]{1,64}\Z")
MAX_INTEGER = 2**53 - 1
MAX_FINDINGS = 100
LAST_SECOND = 253402300799


class Bad(Exception):
    """What is read does not have the form that the format demands."""


def need(condition):
    if not condition:
        raise Bad()


def sha256(data):
    return hashlib.sha256(data).digest()


def tagged_hash(tag, data):
    prefix = sha256(tag.encode())
    return sha256(prefix + prefix + data)


def no_duplicates(pairs):
    need(len({key for key, _ in pairs}) == len(pairs))
    return dict(pairs)


def refuse(_):
    raise Bad()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def check_integers(value):
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return
    if isinstance(value, int):
        need(abs(value) <= MAX_INTEGER)
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        check_integers(item)


def parse_json(data):
    """A document in canonical form, or Bad."""
    try:
        value = json.loads(
            data.decode(), object_pairs_hook=no_duplicates, parse_float=refuse, parse_constant=refuse
        )
        check_integers(value)
        same = canonical(value) == data
    except (ValueError, RecursionError):
        raise Bad()
    need(same)
    return value


def members(value, *names):
    need(isinstance(value, dict) and set(value) == set(names))
    return [value[name] for name in names]


def unhex(text, size=None):
    need(isinstance(text, str) and HEX.match(text) and len(text) % 2 == 0)
    need(size is None or len(text) == 2 * size)
    return bytes.fromhex(text)


def integer(value):
    need(isinstance(value, int) and not isinstance(value, bool) and value >= 0)
    return value


def text_of(value):
    need(isinstance(value, str))
    return value


def key_id(key):
    return tagged_hash("strongroom/key-id/1", b"ed25519\0" + key)[:16].hex()


def lines_of(data):
    need(data == b"" or data.endswith(b"\n"))
    return data.split(b"\n")[:-1]


class Envelope:
    """A signed object (docs/formats/envelope.md)."""

    def __init__(self, value):
        self.body, self.sigs, self.treasury, self.type, version = members(
            value, "body", "sigs", "treasury", "type", "v"
        )
        need(version == 1 and isinstance(self.body, dict) and isinstance(self.sigs, list) and self.sigs)
        ids = [members(sig, "alg", "aux", "key_id", "sig")[2] for sig in self.sigs]
        need(all(isinstance(value, str) for sig in self.sigs for value in sig.values()) and ids == sorted(set(ids)))
        signed = {"body": self.body, "treasury": self.treasury, "type": self.type, "v": 1}
        self.digest = tagged_hash("strongroom/envelope/1", canonical(signed))
        unhex(self.treasury)

    def is_signed_by(self, key):
        for sig in self.sigs:
            alg, aux, identifier, signature = members(sig, "alg", "aux", "key_id", "sig")
            if identifier == key_id(key):
                return alg == "ed25519" and aux == "" and ed25519_verifies(key, self.digest, unhex(signature, 64))
        return False


class Leaf:
    """A leaf with its openings (docs/formats/leaf.md)."""

    def __init__(self, line):
        envelope, openings = members(parse_json(line), "leaf", "open")
        self.envelope = Envelope(envelope)
        need(self.envelope.type == "log.leaf")
        data = canonical(envelope)
        need(len(data) <= 65535)
        self.hash = sha256(b"\0" + data)
        actor, at, event, fields, index, log, prev, refs, subject = members(
            self.envelope.body, "actor", "at", "event", "fields", "index", "log", "prev", "refs", "subject"
        )
        key, person = members(actor, "key", "person")
        self.index, self.log, self.at, self.event = integer(index), text_of(log), integer(at), text_of(event)
        self.key, self.person, self.subject = text_of(key), text_of(person), text_of(subject)
        self.prev = unhex(prev, 32 if self.index > 0 else 0)
        unhex(key, 16)
        need(LOG_NAME.match(self.log) and NAME.match(self.event) and self.at <= LAST_SECOND)
        need(len(unhex(person)) <= 32 and len(unhex(subject)) <= 32)
        need(isinstance(refs, list) and len(refs) <= 256 and isinstance(fields, dict) and len(fields) <= 256)
        for ref in refs:
            unhex(ref, 32)
        for name, commitment in fields.items():
            need(NAME.match(name))
            unhex(commitment, 32)
        self.values = {}
        need(isinstance(openings, dict))
        for name, opening in openings.items():
            salt, value = members(opening, "salt", "value")
            unhex(salt, 16)
            document = canonical({"name": name, "salt": salt, "value": value})
            need(fields.get(name) == tagged_hash("strongroom/leaf-field/1", document).hex())
            self.values[name] = value
        need(any(sig["key_id"] == self.key for sig in self.envelope.sigs))


class Note:
    """A C2SP signed note that holds a checkpoint."""

    def __init__(self, text):
        need(isinstance(text, str) and "\n\n" in text and text.endswith("\n"))
        split = text.rindex("\n\n")
        self.body = text[: split + 1]
        self.signatures = []
        for line in text[split + 2 :].split("\n")[:-1]:
            parts = line.split(" ")
            need(len(parts) == 3 and parts[0] == "\u2014" and parts[1])
            try:
                data = base64.b64decode(parts[2], validate=True)
            except (binascii.Error, ValueError):
                raise Bad()
            need(base64.b64encode(data).decode() == parts[2] and len(data) > 4)
            self.signatures.append((parts[1], data[:4], data[4:]))
        need(self.signatures)
        lines = self.body.split("\n")
        need(len(lines) == 4 and lines[3] == "" and lines[0] and re.match(r"(0|[1-9][0-9]*)\Z", lines[1]))
        self.origin, self.size = lines[0], int(lines[1])
        try:
            self.root = base64.b64decode(lines[2], validate=True)
        except (binascii.Error, ValueError):
            raise Bad()
        need(len(self.root) == 32 and base64.b64encode(self.root).decode() == lines[2])

    def is_signed_by(self, name, key):
        identifier = sha256(name.encode() + b"\n\x01" + key)[:4]
        return any(
            n == name and i == identifier and ed25519_verifies(key, self.body.encode(), s) for n, i, s in self.signatures
        )


# --- the tree (RFC 6962) ---------------------------------------------------------------------------------------------


class Tree:
    def __init__(self, leaves):
        self.levels = [leaves]
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            self.levels.append([node(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)])

    def root(self, size):
        if size == 0:
            return sha256(b"")
        return self.range_root(0, size)

    def range_root(self, begin, end):
        count = end - begin
        if count & (count - 1) == 0:
            level = count.bit_length() - 1
            return self.levels[level][begin >> level]
        middle = begin + (1 << ((count - 1).bit_length() - 1))
        return node(self.range_root(begin, middle), self.range_root(middle, end))

    def inclusion(self, index, begin, end):
        if end - begin == 1:
            return []
        middle = begin + (1 << ((end - begin - 1).bit_length() - 1))
        if index < middle:
            return self.inclusion(index, begin, middle) + [self.range_root(middle, end)]
        return self.inclusion(index, middle, end) + [self.range_root(begin, middle)]

    def consistency(self, size, begin, end, whole=True):
        if size == end:
            return [] if whole else [self.range_root(begin, end)]
        middle = begin + (1 << ((end - begin - 1).bit_length() - 1))
        if size <= middle:
            return self.consistency(size, begin, middle, whole) + [self.range_root(middle, end)]
        return self.consistency(size, middle, end, False) + [self.range_root(begin, middle)]


def node(left, right):
    return sha256(b"\1" + left + right)


# --- the bundle ------------------------------------------------------------------------------------------------------


def csv_of(leaves):
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(["index", "time", "event", "person", "key", "subject", "leaf_hash", "fields"])
    epoch = datetime.datetime(1970, 1, 1)
    for leaf in leaves:
        time = (epoch + datetime.timedelta(seconds=leaf.at)).strftime("%Y-%m-%dT%H:%M:%SZ")
        cells = [str(leaf.index), time, leaf.event, leaf.person, leaf.key, leaf.subject, leaf.hash.hex()]
        cells.append(canonical(leaf.values).decode())
        writer.writerow(["'" + c if c[:1] in ("=", "+", "-", "@", "\t", "\r") and c else c for c in cells])
    return out.getvalue().encode()


def pem_of(key):
    der = bytes.fromhex("302a300506032b6570032100") + key
    return ("-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(der).decode() + "\n-----END PUBLIC KEY-----\n").encode()


def read_folder(folder):
    """{name: content} of a bundle; links and other oddities are not read and count as missing."""
    found = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name == "blobs" and os.path.isdir(path) and not os.path.islink(path):
            for blob in sorted(os.listdir(path)):
                found["blobs/" + blob] = read_file(os.path.join(path, blob))
        else:
            found[name] = read_file(path)
    return found


def read_file(path):
    if os.path.islink(path) or not os.path.isfile(path):
        return None
    with open(path, "rb") as file:
        return file.read()


class Verifier:
    def __init__(self, files):
        self.files = files
        self.findings = []
        self.report = {"records": 0, "size": 0, "root": "", "origin": "", "key": "", "checkpoints": 0}

    def find(self, code, sentence):
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append({"code": "audit.bundle_" + code, "sentence": sentence})

    def verify(self, expected_key=None, held=()):
        if not self.check_manifest(expected_key):
            return
        self.check_files()
        if any(name not in self.files or self.files[name] is None for name in FILES):
            return
        if self.files["log-key.pem"] != pem_of(self.key):
            self.find("key_differs", "log-key.pem is not the key that signed the manifest.")
        if not self.check_tree():
            return
        leaves = self.check_records()
        if leaves is not None and csv_of(leaves) != self.files["records.csv"]:
            self.find("csv_differs", "records.csv does not say what records.jsonl says.")
        self.check_checkpoints(held)
        self.check_proofs(leaves or [])
        for name, content in self.files.items():
            if name.startswith("blobs/") and content is not None and sha256(content).hex() != name[6:]:
                self.find("blob_misnamed", name + " is not named by its hash.")

    def check_manifest(self, expected_key):
        content = self.files.get("manifest.json")
        if content is None:
            self.find("file_missing", "manifest.json is missing.")
            return False
        try:
            envelope = Envelope(parse_json(content))
            need(envelope.type == "audit.manifest")
            at, files, key, log, records, root, size = members(
                envelope.body, "exported_at", "files", "key", "log", "records", "root", "size"
            )
            integer(at)
            need(LOG_NAME.match(text_of(log)) and isinstance(files, list))
            self.key = unhex(key, 32)
            self.treasury, self.log = envelope.treasury, log
            self.listed = {}
            for item in files:
                name, digest, length = members(item, "name", "sha256", "size")
                need(text_of(name) not in self.listed)
                self.listed[name] = (unhex(digest, 32), integer(length))
            self.stated = (integer(records), unhex(root, 32), integer(size))
            need(len(unhex(envelope.treasury)) == 32)
            need(len(envelope.sigs) == 1 and envelope.is_signed_by(self.key))
        except Bad:
            self.find("manifest_invalid", "manifest.json is not a manifest signed by the key it names.")
            return False
        self.origin = "strongroom/%s/%s" % (self.treasury, self.log)
        self.report.update(origin=self.origin, key=key)
        if expected_key is not None and expected_key != self.key:
            self.find("key_unexpected", "The bundle is signed by another key than the expected one.")
        return True

    def check_files(self):
        for name in self.files:
            if name != "manifest.json" and name not in self.listed:
                self.find("file_extra", name + " is not in the manifest.")
        for name in sorted(set(FILES) - set(self.listed)):
            self.find("file_missing", name + " is not in the manifest.")
        for name, (digest, length) in self.listed.items():
            content = self.files.get(name)
            if content is None:
                self.find("file_missing", name + " is missing.")
            elif len(content) != length or sha256(content) != digest:
                self.find("file_changed", name + " was changed.")

    def check_tree(self):
        try:
            hashes = [unhex(line.decode("ascii"), 32) for line in lines_of(self.files["leaf-hashes.txt"])]
        except (Bad, UnicodeDecodeError):
            self.find("tree_mismatch", "leaf-hashes.txt is not a list of hashes.")
            return False
        try:
            note = Note(self.files["checkpoint.txt"].decode())
            need(note.origin == self.origin and note.is_signed_by(self.origin, self.key))
        except (Bad, UnicodeDecodeError):
            self.find("checkpoint_invalid", "checkpoint.txt is not a checkpoint of this log signed by its key.")
            return False
        self.report.update(size=note.size, root=note.root.hex())
        self.tree = Tree(hashes)
        if note.size != len(hashes) or self.tree.root(len(hashes)) != note.root:
            self.find("tree_mismatch", "The leaf hashes do not add up to the checkpoint.")
            return False
        if self.stated[1:] != (note.root, note.size):
            self.find("manifest_invalid", "The manifest states another root or size than the checkpoint.")
        return True

    def read_keys(self):
        keys = {}
        (items,) = members(parse_json(self.files["keys.json"]), "keys")
        need(isinstance(items, list))
        for item in items:
            key, identifier, label, person = members(item, "key", "key_id", "label", "person")
            text_of(label), text_of(person)
            need(key_id(unhex(key, 32)) == identifier and identifier not in keys)
            keys[identifier] = bytes.fromhex(key)
        return keys

    def check_records(self):
        try:
            keys = self.read_keys()
        except Bad:
            self.find("keys_invalid", "keys.json is not a list of keys.")
            return None
        leaves, last, hashes = [], -1, self.tree.levels[0]
        try:
            lines = lines_of(self.files["records.jsonl"])
        except Bad:
            self.find("record_invalid", "records.jsonl does not end with a line.")
            return None
        for number, line in enumerate(lines):
            where = "Line %d of records.jsonl " % (number + 1)
            try:
                leaf = Leaf(line)
            except Bad:
                self.find("record_invalid", where + "is not a record, or shows what its leaf did not commit to.")
                continue
            leaves.append(leaf)
            if (leaf.envelope.treasury, leaf.log) != (self.treasury, self.log):
                self.find("record_foreign", where + "belongs to another log.")
            if leaf.index <= last or leaf.index >= len(hashes) or hashes[leaf.index] != leaf.hash:
                self.find("record_misplaced", where + "is not the leaf that the tree has there, or out of order.")
            elif leaf.index > 0 and leaf.prev != hashes[leaf.index - 1]:
                self.find("chain_broken", where + "does not name the leaf before it.")
            last = max(last, leaf.index)
            key = keys.get(leaf.key)
            try:
                signed = key is not None and leaf.envelope.is_signed_by(key)
            except Bad:
                signed = False
            if not signed:
                self.find("record_unsigned", where + "is not signed by a key of keys.json.")
        self.report["records"] = len(lines)
        if self.stated[0] != len(lines):
            self.find("manifest_invalid", "The manifest states another number of records.")
        return leaves

    def check_own(self, text, what):
        try:
            note = Note(text)
            need(note.origin == self.origin and note.is_signed_by(self.origin, self.key))
        except Bad:
            self.find("checkpoint_invalid", what + " is not a checkpoint of this log signed by its key.")
            return
        if note.size > len(self.tree.levels[0]) or self.tree.root(note.size) != note.root:
            self.find("checkpoint_inconsistent", what + " is of another history: the log was rewritten or cut.")

    def check_checkpoints(self, held):
        for number, text in enumerate(held):
            self.check_own(text, "Checkpoint %d that you gave" % (number + 1))
        try:
            for number, line in enumerate(lines_of(self.files["checkpoints.jsonl"])):
                where = "Line %d of checkpoints.jsonl" % (number + 1)
                key, kind, text = members(parse_json(line), "key", "kind", "note")
                need(kind in ("own", "foreign"))
                unhex(key, 32)
                if kind == "own":
                    self.check_own(text, where)
                else:
                    note = Note(text)
                    if not note.is_signed_by(note.origin, bytes.fromhex(key)):
                        self.find("checkpoint_invalid", where + " is not signed by the key beside it.")
                self.report["checkpoints"] += 1
        except Bad:
            self.find("checkpoint_invalid", "checkpoints.jsonl is not a list of checkpoints.")

    def check_proofs(self, leaves):
        size = len(self.tree.levels[0])
        try:
            consistency, inclusion = members(parse_json(self.files["proofs.json"]), "consistency", "inclusion")
            need(isinstance(consistency, list) and isinstance(inclusion, list))
            for item in consistency:
                start, hashes, end = members(item, "from", "hashes", "to")
                need(end == size and 0 < integer(start) <= size and isinstance(hashes, list))
                need([unhex(h, 32) for h in hashes] == self.tree.consistency(start, 0, size))
            for item in inclusion:
                hashes, index, end = members(item, "hashes", "index", "size")
                need(end == size and integer(index) < size and isinstance(hashes, list))
                need([unhex(h, 32) for h in hashes] == self.tree.inclusion(index, 0, size))
        except Bad:
            self.find("proof_invalid", "proofs.json has a proof that does not hold.")


def main():
    parser = argparse.ArgumentParser(description="Verifies an audit bundle.")
    parser.add_argument("folder", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--key", help="public key of the log, hex")
    parser.add_argument("--checkpoint", action="append", default=[], help="a checkpoint of this log that you kept")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    try:
        key = None if arguments.key is None else unhex(arguments.key.lower(), 32)
        held = [open(path, encoding="utf-8").read() for path in arguments.checkpoint]
        verifier = Verifier(read_folder(arguments.folder))
    except (Bad, OSError, UnicodeDecodeError) as problem:
        print("verify.py: %s" % (problem or "--key needs 64 hex digits"), file=sys.stderr)
        return 2
    verifier.verify(key, held)
    valid = not verifier.findings
    if arguments.json:
        print(json.dumps(dict(verifier.report, findings=verifier.findings, valid=valid), sort_keys=True))
    else:
        for finding in verifier.findings:
            print("%s (%s)" % (finding["sentence"], finding["code"]))
        for name in ("origin", "key", "size", "root", "records", "checkpoints"):
            print("%-12s %s" % (name, verifier.report[name]))
        print("VALID" if valid else "NOT VALID")
        if valid and key is None:
            print("Compare the key with one that you have from elsewhere.")
    return 0 if valid else 1


if __name__ == "__main__":
    sys.exit(main())
