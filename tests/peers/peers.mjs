// Independent implementations behind one pipe: a JSON object a line in, a JSON object a line out.
//   {do:"account", seed, path}                     → {fingerprint, xprv, xpub}       @scure/bip32, regtest prefixes
//   {do:"addresses", descriptor, indices}          → {addresses}                     @bitcoinerlab/descriptors
//   {do:"sign", with:"scure"|"bitcoinjs", psbt, seed} → {psbt, signatures}           @scure/btc-signer, bitcoinjs-lib
//   {do:"finalize", psbt}                          → {tx}                            bitcoinjs-lib
//   {do:"sign_message", seed, kind, message}       → {address, signature}            bip322-js, main network
//   {do:"verify_message", address, message, signature} → {valid}                     bip322-js
//   {do:"split", type, encoding, version, content} → {parts, encoding}                bbqr
//   {do:"join", parts}                             → {type, encoding, content}       bbqr
// An error is {error}.
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";

import * as descriptors from "@bitcoinerlab/descriptors";
import { HDKey } from "@scure/bip32";
import * as scure from "@scure/btc-signer";
import * as bbqr from "bbqr";
import { Signer, Verifier } from "bip322-js";
import * as bitcoinjs from "bitcoinjs-lib";

const { BIP32, Output, ecc, networks } = descriptors.default ?? descriptors;
bitcoinjs.initEccLib(ecc);
const VERSIONS = { private: 0x04358394, public: 0x043587cf };
const NETWORK = networks.regtest;

/// The 32 bytes that a label stands for.
const seedOf = (label) => createHash("sha256").update(label).digest();
const master = (label) => HDKey.fromMasterSeed(seedOf(label), VERSIONS);

function account({ seed, path }) {
    const root = master(seed);
    const node = root.derive(path);
    const fingerprint = root.fingerprint.toString(16).padStart(8, "0");
    return { fingerprint, xprv: root.privateExtendedKey, xpub: node.publicExtendedKey };
}

function addresses({ descriptor, indices }) {
    const ranged = descriptor.includes("*");
    const at = (index) => new Output({ descriptor, network: NETWORK, ...(ranged ? { index } : {}) }).getAddress();
    return { addresses: indices.map(at) };
}

function signWithScure(psbt, seed) {
    const transaction = scure.Transaction.fromPSBT(Buffer.from(psbt, "base64"), { allowUnknown: true });
    const signatures = transaction.sign(master(seed));
    return { psbt: Buffer.from(transaction.toPSBT(0)).toString("base64"), signatures };
}

function signWithBitcoinjs(text, seed) {
    const psbt = bitcoinjs.Psbt.fromBase64(text, { network: NETWORK });
    const root = BIP32.fromSeed(seedOf(seed), NETWORK);
    let signatures = 0;
    for (let index = 0; index < psbt.inputCount; ++index) {
        psbt.signInputHD(index, root);
        ++signatures;
    }
    return { psbt: psbt.toBase64(), signatures };
}

function sign(request) {
    if (request.with === "scure") return signWithScure(request.psbt, request.seed);
    if (request.with === "bitcoinjs") return signWithBitcoinjs(request.psbt, request.seed);
    throw new Error(`unknown peer ${request.with}`);
}

function finalize({ psbt }) {
    const parsed = bitcoinjs.Psbt.fromBase64(psbt, { network: NETWORK });
    return { tx: parsed.finalizeAllInputs().extractTransaction(true).toHex() };
}

/// BIP322's simple form, as it was before there were prefixes.
function sign_message({ seed, kind, message }) {
    const node = master(seed);
    const outputs = {
        wpkh: () => scure.p2wpkh(node.publicKey),
        sh_wpkh: () => scure.p2sh(scure.p2wpkh(node.publicKey)),
        tr: () => scure.p2tr(node.publicKey.slice(1)),
    };
    const { address } = outputs[kind]();
    const key = scure.WIF().encode(node.privateKey);
    return { address, signature: Signer.sign(key, address, message).toString("base64") };
}

function verify_message({ address, message, signature }) {
    try {
        return { valid: Verifier.verifySignature(address, message, signature) };
    } catch {
        return { valid: false };
    }
}

function split({ type, encoding, version, content }) {
    const options = { encoding, minVersion: 5, maxVersion: version };
    const made = bbqr.splitQRs(new Uint8Array(Buffer.from(content, "hex")), type, options);
    return { parts: made.parts, encoding: made.encoding };
}

function join({ parts }) {
    const joined = bbqr.joinQRs(parts);
    return { type: joined.fileType, encoding: joined.encoding, content: Buffer.from(joined.raw).toString("hex") };
}

const ACTIONS = { account, addresses, sign, finalize, sign_message, verify_message, split, join };

for await (const line of createInterface({ input: process.stdin })) {
    let answer;
    try {
        const request = JSON.parse(line);
        answer = ACTIONS[request.do](request);
    } catch (error) {
        answer = { error: String(error.message ?? error) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
}
