#include "psbt/message_verify.h"

#include "base/byte_writer.h"
#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "bitcoin/script.h"
#include "bitcoin/sighash.h"
#include "psbt/codec.h"
#include "support/coins.h"

#include <doctest/doctest.h>
#include <functional>
#include <string>

using namespace strongroom;
using namespace strongroom::psbt;
using base::Amount;
using base::asBytes;
using base::Bytes;
using bitcoin::SighashContext;
using bitcoin::SighashType;
using bitcoin::SpendVerdict;
using bitcoin::Transaction;
using bitcoin::TxOut;

namespace {

const test::Coins& coins() {
    static const test::Coins s_coins;
    return s_coins;
}

constexpr std::string_view WORDS = "We hold these coins.";

std::string reasonOf(const MessageVerdict& verdict) {
    return verdict.reason ? std::string(verdict.reason->code) : "";
}

MessageVerdict judge(base::ByteSpan script, std::string_view proof, std::string_view words = WORDS) {
    return verifyMessage(script, asBytes(words), proof).value();
}

std::string reason(base::ByteSpan script, std::string_view proof, std::string_view words = WORDS) {
    return reasonOf(judge(script, proof, words));
}

/// `to_sign` for key 1's p2wpkh, signed after `change`.
Transaction signedProof(
    const std::function<void(Transaction&)>& change = [](Transaction&) {},
    SighashType type = SighashType::all) {
    const Transaction challenge = toSpend(asBytes(WORDS), coins().wpkh(1));
    Transaction proof = toSign(challenge);
    change(proof);
    const SighashContext sighashes(
        proof, std::vector<const TxOut*>(proof.inputs.size(), &challenge.outputs.front()));
    const Bytes code = bitcoin::p2wpkhScriptCode(crypto::hash160(coins().key(1).span()));
    proof.inputs[0].witness = {coins().ecdsa(1, sighashes, 0, code, type),
                               base::toBytes(coins().key(1).span())};
    return proof;
}

/// A previous transaction that pays key 2's p2wpkh and key 2's p2pkh.
Transaction funding() {
    Transaction transaction = test::spend({{bitcoin::Txid(), 7}}, {});
    transaction.outputs = {
        {Amount::sat(50'000), coins().wpkh(2)},
        {Amount::sat(70'000), bitcoin::p2pkhScript(crypto::hash160(coins().key(2).span()))}};
    return transaction;
}

/// A proof of funds by key 1 over output 0 (segwit) or 1 (before segwit) of `funding`.
Psbt fundsProof(std::uint32_t vout) {
    const Transaction challenge = toSpend(asBytes(WORDS), coins().wpkh(1));
    const std::vector<bitcoin::OutPoint> outpoints{{funding().txid(), vout}};
    Transaction proof = toSign(challenge, outpoints);
    const std::vector<TxOut> prevouts{challenge.outputs.front(), funding().outputs[vout]};
    Psbt psbt = fromUnsigned(proof);
    coins().signKeyHash(proof, prevouts, 0, 1);
    psbt.inputs[0].finalScriptWitness = proof.inputs[0].witness;
    psbt.inputs[0].witnessUtxo = prevouts[0];
    psbt.inputs[1].nonWitnessUtxo = funding();
    if (vout == 0) {
        coins().signKeyHash(proof, prevouts, 1, 2);
        psbt.inputs[1].finalScriptWitness = proof.inputs[1].witness;
    } else {
        const auto digest = SighashContext(proof, prevouts).legacy(1, prevouts[1].scriptPubKey, 1).value();
        base::ByteWriter unlock;
        unlock.bytesWithLength(coins().ecdsaOver(2, digest)).bytesWithLength(coins().key(2).span());
        psbt.inputs[1].finalScriptSig = unlock.take();
    }
    return psbt;
}

} // namespace

TEST_CASE("a simple proof holds for one message and one address") {
    const std::string proof = encodeSimple(signedProof().inputs[0].witness);
    const MessageVerdict verdict = judge(coins().wpkh(1), proof);
    CHECK(verdict.verdict == SpendVerdict::valid);
    CHECK_FALSE(verdict.reason);
    CHECK(verdict.format == ProofFormat::simple);
    CHECK(judge(coins().wpkh(1), proof.substr(3)).verdict ==
          SpendVerdict::valid); // as before there were prefixes
    CHECK(reason(coins().wpkh(1), proof, "We hold these coins!") == "bitcoin.spend_wrong_signature");
    CHECK(reason(coins().wpkh(2), proof) == "bitcoin.spend_wrong_script");
    CHECK(reason(bitcoin::p2pkhScript(crypto::hash160(coins().key(1).span())), proof) ==
          "message.simple_needs_segwit");
}

TEST_CASE("a simple proof for segwit inside p2sh needs no scriptSig") {
    const Bytes redeemScript = coins().wpkh(1);
    const Bytes script = bitcoin::p2shScript(crypto::hash160(redeemScript));
    const Transaction challenge = toSpend(asBytes(WORDS), script);
    Transaction proof = toSign(challenge);
    coins().signKeyHash(proof, challenge.outputs, 0, 1);
    CHECK(judge(script, encodeSimple(proof.inputs[0].witness)).verdict == SpendVerdict::valid);
    CHECK(reason(bitcoin::p2shScript({}), encodeSimple(proof.inputs[0].witness)) ==
          "message.simple_needs_segwit");
    CHECK(reason(script, encodeSimple({})) == "message.simple_needs_segwit");
}

TEST_CASE("a full proof is the whole transaction, with its locks") {
    const MessageVerdict verdict = judge(coins().wpkh(1), encodeFull(signedProof([](Transaction& proof) {
                                             proof.version = 2;
                                             proof.lockTime = 900'000;
                                             proof.inputs[0].sequence = 144;
                                         })));
    CHECK(verdict.verdict == SpendVerdict::valid);
    CHECK(verdict.format == ProofFormat::full);
    CHECK(verdict.locks.lockTime == 900'000);
    CHECK(verdict.locks.sequence == 144);
}

TEST_CASE("a payment is no proof, whatever is signed in it (A104)") {
    const auto full = [](const std::function<void(Transaction&)>& change) {
        return reason(coins().wpkh(1), encodeFull(signedProof(change)));
    };
    CHECK(full([](Transaction& t) {
              t.inputs[0].prevout = {funding().txid(), 0};
          }) == "message.other_message");
    CHECK(full([](Transaction& t) { t.inputs[0].prevout.vout = 1; }) == "message.other_message");
    CHECK(full([](Transaction& t) {
              t.outputs[0] = {Amount::sat(1'000), coins().wpkh(3)};
          }) == "message.not_a_proof");
    CHECK(full([](Transaction& t) { t.outputs[0].amount = Amount::sat(1); }) == "message.not_a_proof");
    CHECK(full([](Transaction& t) { t.outputs[0].scriptPubKey.push_back(0x00); }) == "message.not_a_proof");
    CHECK(full([](Transaction& t) { t.outputs.push_back(t.outputs[0]); }) == "message.not_a_proof");
    CHECK(full([](Transaction& t) {
              t.inputs.push_back({{bitcoin::Txid(), 0xffffffff}, {}, 0, {}});
          }) == "message.not_a_proof");
    CHECK(full([](Transaction& t) { t.inputs.push_back(t.inputs[0]); }) == "message.duplicate_coin");
}

TEST_CASE("coins that a full proof does not show, and versions without meaning, leave it open") {
    const auto full = [](const std::function<void(Transaction&)>& change) {
        return judge(coins().wpkh(1), encodeFull(signedProof(change)));
    };
    const auto withCoin = full([](Transaction& t) {
        t.inputs.push_back({{funding().txid(), 0}, {}, 0, {}});
    });
    CHECK(withCoin.verdict == SpendVerdict::inconclusive);
    CHECK(reasonOf(withCoin) == "message.coins_unknown");
    const auto version = full([](Transaction& t) { t.version = 3; });
    CHECK(version.verdict == SpendVerdict::inconclusive);
    CHECK(reasonOf(version) == "message.version");
}

TEST_CASE("every signature of a proof commits to the whole of it") {
    for (const SighashType type : {SighashType::none, SighashType::single, SighashType::allAnyoneCanPay}) {
        const Transaction proof = signedProof([](Transaction&) {}, type);
        CHECK(reason(coins().wpkh(1), encodeFull(proof)) == "bitcoin.spend_hash_type");
        CHECK(reason(coins().wpkh(1), encodeSimple(proof.inputs[0].witness)) == "bitcoin.spend_hash_type");
    }
}

TEST_CASE("a proof of funds shows its coins, and each signs") {
    for (const std::uint32_t vout : {0U, 1U}) {
        const MessageVerdict verdict = judge(coins().wpkh(1), encodeProofOfFunds(fundsProof(vout)));
        CHECK(reasonOf(verdict) == "");
        CHECK(verdict.verdict == SpendVerdict::valid);
        REQUIRE(verdict.coins.size() == 1);
        CHECK(verdict.coins[0].outpoint == bitcoin::OutPoint{funding().txid(), vout});
        CHECK(verdict.coins[0].output == funding().outputs[vout]);
    }
    Psbt withMessage = fundsProof(0);
    setMessage(withMessage, asBytes(WORDS));
    CHECK(reason(coins().wpkh(1), encodeProofOfFunds(withMessage)) == "");
    setMessage(withMessage, asBytes("Other words"));
    CHECK(reason(coins().wpkh(1), encodeProofOfFunds(withMessage)) == "message.other_message");
}

TEST_CASE("a coin of a proof of funds is proven or the proof is none") {
    const auto altered = [](std::uint32_t vout, const std::function<void(Psbt&)>& change) {
        Psbt psbt = fundsProof(vout);
        change(psbt);
        return reason(coins().wpkh(1), encodeProofOfFunds(psbt));
    };
    CHECK(altered(0, [](Psbt& p) { p.inputs[1].nonWitnessUtxo.reset(); }) == "message.coin_unproven");
    // What the witness of a segwit input signs is enough; before segwit only the whole transaction is.
    CHECK(altered(0, [](Psbt& p) {
              p.inputs[1].nonWitnessUtxo.reset();
              p.inputs[1].witnessUtxo = funding().outputs[0];
          }) == "");
    CHECK(altered(0, [](Psbt& p) {
              p.inputs[1].nonWitnessUtxo.reset();
              p.inputs[1].witnessUtxo = TxOut{Amount::sat(60'000), coins().wpkh(2)};
          }) == "bitcoin.spend_wrong_signature");
    const auto legacyClaim = [](Psbt& p) {
        p.inputs[1].nonWitnessUtxo.reset();
        p.inputs[1].witnessUtxo = TxOut{Amount::sat(90'000), funding().outputs[1].scriptPubKey};
    };
    CHECK(altered(1, legacyClaim) == "message.coin_unproven");
    CHECK(altered(1, [&](Psbt& p) {
              legacyClaim(p);
              p.inputs[1].finalScriptWitness = std::vector<Bytes>{};
          }) == "message.coin_unproven");
    CHECK(altered(0, [](Psbt& p) { p.inputs[1].finalScriptWitness.reset(); }) == "message.not_final");
    CHECK(altered(0, [](Psbt& p) { (*p.inputs[1].finalScriptWitness)[0][10] ^= 1; }) != "");
    CHECK(altered(0, [](Psbt& p) {
              p.tx.inputs.pop_back();
              p.inputs.pop_back();
          }) == "message.no_coins");
    CHECK(altered(0, [](Psbt& p) {
              p.tx.inputs.push_back(p.tx.inputs[1]);
              p.inputs.push_back(p.inputs[1]);
          }) == "message.duplicate_coin");
}

TEST_CASE("what is no signature at all cannot be judged, what is a broken one is invalid") {
    const auto error = [](std::string_view proof) {
        return verifyMessage(coins().wpkh(1), asBytes(WORDS), proof).error();
    };
    CHECK(error("") == MessageError::signatureEmpty);
    CHECK(error("fooAA==") == MessageError::notBase64);
    CHECK(error("smp!") == MessageError::notBase64);
    CHECK(error(std::string(MAX_PROOF_SIZE + 1, 'A')) == MessageError::signatureTooLarge);
    CHECK(reason(coins().wpkh(1), "ful" + base::toBase64(Bytes{1, 2, 3})) == "message.malformed");
    CHECK(reason(coins().wpkh(1), "pof" + base::toBase64(Bytes{1, 2, 3})) == "message.malformed");
    CHECK(reason(coins().wpkh(1), "smp" + base::toBase64(Bytes{2, 1, 7})) == "message.malformed");
    CHECK(reason(coins().wpkh(1), "smp" + base::toBase64(Bytes{1, 1, 7, 7})) == "message.malformed");
    CHECK(reason(coins().wpkh(1), "smp" + base::toBase64(Bytes{0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0})) ==
          "message.malformed");
    CHECK(reason(coins().wpkh(1), "smpAA==") == "bitcoin.spend_unlock_form");
    CHECK(verifyMessage(coins().wpkh(1), Bytes{0xff}, "smpAA==").error() == MessageError::notText);
}

namespace {

/// Of bip-0322/generated-test-vectors.json (CC0), whose file carries them with their private keys.
struct Published {
    std::string_view address;
    std::string_view message;
    std::string_view proof;
    std::size_t coins = 0;
};
constexpr Published PUBLISHED[]{
    {"13vU5PUSuArDXJdCWZvUFEbgJ2wcmtSJWn", "MOISC5NCQ42ADH2SUXLELUJOWH",
     "fulAgAAAAGn3Z6t/gsHNyHdgZTOVro0Hej+qbd/ilU1ACalKoHX3gAAAABqRzBEAiB+8t/tm8Jm6zYv9JGZZVlAUjmqg7ZglIA39U+"
     "bim8EKQIgDv3E5cHOagN+xYgN3ZQjTYlAJp/WyslwJWuFP1TmM3IBIQJcPK2h9SY+Ki1oussvHnMdFAhJgsYBFPl+rNcMv9P1ROAHA"
     "AABAAAAAAAAAAABauAHAAA="},
    {"bc1p6vffkx7vcyezrjq7pg9qqdjv7vmtanfhk8ukwsn4syejwmarmhxqp0rw5x", "AY2VOQOXYI5CN2EHZKLOX7ZI37",
     "fulAgAAAAABAaza7/ukfX9ZdxCUvK7CPJgADDdPdF7ikXVKWctd5EHrAAAAAADgBwAAAQAAAAAAAAAAAWoEQPvuT0enYGwsab2lsPZU"
     "0U3OcRkGng+o/PAt4QU2lc8hG7lTUmflkt0To+eoipv2vptf0TlGOBCsKU5xE3kXKcMAS2MgrYfXhOkh0CvwuJpB+O3tal2ECfO0v7k"
     "1/A4PTlGcQiBnAuAHsnUgJjLn4tl5ytgC8CNTyITXmg4rx9ctxPedwRMPEBvfoUBorCHBJjLn4tl5ytgC8CNTyITXmg4rx9ctxPedwR"
     "MPEBvfoUDgBwAA"},
    {"3PGZjFkYBL1m9WBWkWbCW5FEFTaS1Hj4EB", "NQVRV3DJYLKBANM3OPTNBULEU3",
     "fulAgAAAAABAVscdBvYDFN98A//Rt/fAWcN7mdM0x2yWzBjC33c7X5HAAAAACMiACDkkR/DseXy+GXBPtxHvHehUjHt+9XjRmZAgxuu"
     "omAC4eAHAAABAAAAAAAAAAABagQASDBFAiEA47YK5XeIGBMQC9bCfWb+IIfirIWlqAzQVc6E/lgBPZICIA0k/EO2t3YhqmYR5WdXUBG"
     "gAzR+IqgZ5/mxvj+4UoDTAUgwRQIhAPCIVZCSoIaOjY9BzYIXWEvbhpOl4JR88p/xYVoZObd6AiADyJXNqpDg/Lc2viPX14N2d0jQdE"
     "jamY4SmiU7GNbIOgFHUiED+4JBU/wACiE8VFbQF4DR8pKgz7+8X2+PHccTcGxVGdEhA9uIzp+4CB5QRgvrN1OXQbBmfW8kOd0cooPWM"
     "YJCHBCxUq7gBwAA"},
    {"3Nye4j1GUFqCEBR3do2KEFZAs9oLe8NZ6X", "7OKFLKRXSP6J42VQOMSG7MVXEP",
     "fulAgAAAAEvAyd4zsoz8gcVU5H19GLYokTAN5PxuKCBlEPjODJ86gAAAADaAEcwRAIgT6rcfxgCmG6b3DpzNV6UG0jiCQGclG9sfiSp"
     "V45HDXMCIGgtqjFBuJ7rbi+cgnG0TZiKZaxMk0KI+gQd0pHJfEYCAUgwRQIhANCvCLjGMuZMzH+nCEkNhWhR45T6QRYMLin8utpuF9r"
     "1AiBTjG2NLjkre7ec+HPg8UUhK1jL1vgq7YKjq5ROv+h07AFHUiEDhKjcb/Pv1/7AYutzOXwgec08wwD/VwiPm58Lc0xjohghAhycjp"
     "wdBuP33orQXAH1CAsrgSkuspxM2+FPQ4OCVhQWUq7gBwAAAQAAAAAAAAAAAWrgBwAA"},
    {"1FUGbznJZgPPNR49WGpAMWGqd2EJy7L411", "PMRTSXKIH4LZUEK6FSWKNVC5OJ",
     "pofcHNidP8BAOECAAAABUW4YNCHQoyK7F1IWzGg2FITNBQfwfYHqccJdCb5bAXHAAAAAADIAQAA9NbnUz4hFOirIPCfd3puS86Tswp4"
     "PpGiajrMV7XvilQAAAAAAAAAAAD01udTPiEU6Ksg8J93em5LzpOzCng+kaJqOsxXte+KVAEAAAAAAAAAAPTW51M+IRToqyDwn3d6bk"
     "vOk7MKeD6Romo6zFe174pUAgAAAAAAAAAA9lQ2wLnGe0WMSw2PbknCdByQs2kNLxtiBDM+sQJAJBgAAAAAAAAAAAABAAAAAAAAAAAB"
     "ansAAAAAAQB3AAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP////8iACBS4HdhDkJcNnd/zYxBO18MP4A5XwfMIa"
     "mCtF1YNPUjwQAAAAABAAAAAAAAAAAZdqkUnroEWW1vPFZWKfJOPc5EO3LAxSCIrAAAAAABB2pHMEQCIDs7N2tmsnkvKuT1I/yNArGt"
     "hDLEPCxZAp3la3W2Wo0SAiB/KqF79idpHtYTi6zf/s3JR5zHYBmP3fzgpmLxiSCDUwEhAlPjWUeiLVieRuV8JE/trdheywBquxvrxw9"
     "CoKp0eWwUAAEAmQAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADTkYFAAAAAAAZdqkUXRw/3Id1+Q"
     "dWOglIjBLaBryaNa+IrE5GBQAAAAAAGXapFLiTCxADZJL19c3fKa0A4EwBeL4hiKxORgUAAAAAABl2qRRbIpISPTZsY6A99RjTl/caN"
     "rBz64isAAAAAAEHakcwRAIgKV6AGU+4LXwaNsWW6KCEMlYg+ofeoon3ngVHaq+kLn4CIBFHlP9K6vENM5lo3QvM7bITh9jDqzDMeqX3"
     "IuLyXDsZASED8CBlrMcXM6gidBwP2HZk8FQ3D2JV4eX5ct3++h7LqT8AAQdrSDBFAiEAxqn43CUk0TCc54a/k4ko++06fDv/CamisK6"
     "IdxGowNsCIHDikdfH1lfFO+CBM8nf6bp37gfgQ7GZoaMMbU0Bap7MASECEClqBF8XySkMqIUrrjXIAg/fUHiIjqCH3jDbVTSEUK4AAQ"
     "drSDBFAiEAwK0nkBarbo8wdZDg4FVeJIuP6iLp9fApYMhArfPEcfICIGgoPoco1fpw77syuPxvU5HZjYiOl4FChRfZ800L4bKKASECT"
     "FBcVWr9yTopKH4A4FZvEvmGXW06MgHwxN58FPvmQRkAAQEgTkYFAAAAAAAXqRQPyvIXY4yAKCGbkYlxD3LPMT/JSocBBxcWABRh7fUd"
     "OB8FWstJKAmt5r6qUQzMYgEIbAJIMEUCIQDd0I64asHGizPfnwvUVscgJo+8xZmv+IbtXNBXgLsdqwIgASUwxhy/0TTp/yLygwCfevx"
     "bXxoUYbIM2vdomk6jw3gBIQMchUGFw2XkvTvbr64BBBVQHRZdDv+KLY5VWN00qooCiAAA",
     4},
};

} // namespace

TEST_CASE("proofs that BIP322 publishes for other kinds of script are valid, and for no other message") {
    for (const Published& item : PUBLISHED) {
        CAPTURE(item.address);
        const auto script = bitcoin::decodeAddress(item.address, bitcoin::Network::main)->script;
        const MessageVerdict verdict = judge(script, item.proof, item.message);
        CHECK(reasonOf(verdict) == "");
        CHECK(verdict.verdict == SpendVerdict::valid);
        CHECK(verdict.coins.size() == item.coins);
        CHECK(reason(script, item.proof, "another message") == "message.other_message");
    }
}
