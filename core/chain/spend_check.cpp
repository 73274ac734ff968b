#include "chain/spend_check.h"

#include "base/check.h"
#include "bitcoin/script.h"
#include "bitcoin/sighash.h"
#include "crypto/hash.h"
#include "crypto/secp256k1.h"

#include <algorithm>

namespace strongroom::chain {

using base::Bytes;
using base::ByteSpan;
using bitcoin::SighashContext;
using bitcoin::SighashType;
using bitcoin::TxIn;
using bitcoin::TxOut;

namespace {

/// One input and what it is judged against.
struct Spend {
    const SighashContext& sighashes;
    std::size_t index;
    const TxIn& input;
    const TxOut& prevout;
};

SpendVerdict verdict(bool valid) {
    return valid ? SpendVerdict::valid : SpendVerdict::invalid;
}

/// An ECDSA signature as it stands in a witness: DER, then one byte of hash type.
bool verifiesEcdsa(const Spend& spend, const crypto::PublicKey& key, ByteSpan signature,
                   ByteSpan scriptCode) {
    if (signature.empty())
        return false;
    const auto type = bitcoin::sighashTypeFrom(signature.back());
    if (!type)
        return false;
    const auto digest = spend.sighashes.segwitV0(spend.index, scriptCode, *type);
    return digest && crypto::verifyEcdsa(key, *digest, signature.first(signature.size() - 1));
}

SpendVerdict checkKeyHash(const Spend& spend, ByteSpan program) {
    const auto& witness = spend.input.witness;
    if (witness.size() != 2)
        return SpendVerdict::invalid;
    const auto key = crypto::PublicKey::parse(witness[1]);
    const auto keyHash = crypto::Hash160::from(program);
    if (!key || crypto::hash160(witness[1]) != keyHash)
        return SpendVerdict::invalid;
    return verdict(verifiesEcdsa(spend, *key, witness[0], bitcoin::p2wpkhScriptCode(*keyHash)));
}

/// As CHECKMULTISIG does: signatures stand in the order of their keys, each key serves once.
bool satisfiesMultisig(const Spend& spend, const bitcoin::MultisigScript& multisig, ByteSpan script) {
    const auto& witness = spend.input.witness;
    const auto signatures = std::span(witness).subspan(1, witness.size() - 2);
    if (signatures.size() != multisig.threshold)
        return false;
    auto key = multisig.keys.begin();
    for (const Bytes& signature : signatures) {
        while (key != multisig.keys.end() && !verifiesEcdsa(spend, *key, signature, script))
            ++key;
        if (key == multisig.keys.end())
            return false;
        ++key;
    }
    return true;
}

SpendVerdict checkScriptHash(const Spend& spend, ByteSpan program) {
    constexpr std::size_t DUMMY_AND_SCRIPT = 2;
    const auto& witness = spend.input.witness;
    if (witness.size() < DUMMY_AND_SCRIPT)
        return SpendVerdict::invalid;
    const Bytes& script = witness.back();
    if (crypto::sha256(script) != crypto::Hash256::from(program))
        return SpendVerdict::invalid;
    const auto multisig = bitcoin::matchMultisig(script);
    if (!multisig)
        return SpendVerdict::unsupported;
    // CHECKMULTISIG takes one element too many, which must be empty (BIP147).
    return verdict(witness.front().empty() && satisfiesMultisig(spend, *multisig, script));
}

SpendVerdict checkTaproot(const Spend& spend, ByteSpan program) {
    constexpr std::size_t WITH_TYPE = crypto::SchnorrSignature::SIZE + 1;
    const auto& witness = spend.input.witness;
    if (witness.size() > 1)
        return SpendVerdict::unsupported; // a script path, or an annex
    if (witness.empty())
        return SpendVerdict::invalid;
    const ByteSpan element = witness.front();
    const auto key = crypto::XOnlyPublicKey::parse(program);
    auto type = std::optional(SighashType::defaultAll);
    if (element.size() == WITH_TYPE)
        type = element.back() == 0 ? std::nullopt : bitcoin::sighashTypeFrom(element.back());
    else if (element.size() != crypto::SchnorrSignature::SIZE)
        return SpendVerdict::invalid;
    if (!key || !type)
        return SpendVerdict::invalid;
    const auto digest = spend.sighashes.taprootKeyPath(spend.index, *type);
    const auto signature = crypto::SchnorrSignature::from(element.first(crypto::SchnorrSignature::SIZE));
    return verdict(digest && crypto::verifySchnorr(*key, *digest, *signature));
}

SpendVerdict checkInput(const Spend& spend) {
    const auto program = bitcoin::witnessProgram(spend.prevout.scriptPubKey);
    if (!program)
        return SpendVerdict::unsupported;
    if (!spend.input.scriptSig.empty())
        return SpendVerdict::invalid; // a witness program is spent by its witness alone (BIP141)
    switch (bitcoin::classify(spend.prevout.scriptPubKey)) {
    case bitcoin::ScriptType::p2wpkh:
        return checkKeyHash(spend, program->program);
    case bitcoin::ScriptType::p2wsh:
        return checkScriptHash(spend, program->program);
    case bitcoin::ScriptType::p2tr:
        return checkTaproot(spend, program->program);
    case bitcoin::ScriptType::p2pkh:
    case bitcoin::ScriptType::p2sh:
    case bitcoin::ScriptType::p2pk:
    case bitcoin::ScriptType::multisig:
    case bitcoin::ScriptType::nullData:
    case bitcoin::ScriptType::witnessUnknown:
    case bitcoin::ScriptType::nonStandard:
        return SpendVerdict::unsupported;
    }
    base::checkFailed("ScriptType");
}

} // namespace

SpendVerdict checkSpend(const bitcoin::Transaction& transaction, std::span<const TxOut> prevouts) {
    STRONGROOM_CHECK(transaction.inputs.size() == prevouts.size());
    const SighashContext sighashes(transaction, prevouts);
    for (std::size_t i = 0; i < prevouts.size(); ++i) {
        const SpendVerdict input = checkInput({sighashes, i, transaction.inputs[i], prevouts[i]});
        if (input != SpendVerdict::valid)
            return input;
    }
    return SpendVerdict::valid;
}

} // namespace strongroom::chain
