#include "psbt/message_verify.h"

#include "base/byte_writer.h"
#include "base/check.h"
#include "bitcoin/script.h"
#include "psbt/signatures.h"

#include <algorithm>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::ByteSpan;
using base::Result;
using base::Unexpected;
using bitcoin::SpendVerdict;
using bitcoin::Transaction;
using bitcoin::TxOut;

/// A signed `to_sign` with the outputs that it spends.
struct SignedProof {
    Transaction transaction;
    std::vector<TxOut> prevouts;
};

MessageVerdict refused(MessageError error) {
    const bool untold = error == MessageError::coinsUnknown || error == MessageError::version;
    return {.verdict = untold ? SpendVerdict::inconclusive : SpendVerdict::invalid,
            .reason = describe(error)};
}

/// The scriptSig that a simple proof leaves out for segwit inside p2sh: it follows from the witness.
std::optional<Bytes> nestedScriptSig(ByteSpan scriptPubKey, const std::vector<Bytes>& witness) {
    constexpr std::size_t KEY_WITNESS = 2;
    if (witness.empty())
        return std::nullopt;
    std::vector<Bytes> candidates{bitcoin::p2wshScript(witness.back())};
    if (witness.size() == KEY_WITNESS)
        candidates.push_back(bitcoin::witnessProgramScript(0, crypto::hash160(witness.back()).span()));
    for (const Bytes& redeemScript : candidates) {
        if (std::ranges::equal(bitcoin::p2shScript(crypto::hash160(redeemScript)), scriptPubKey))
            return base::ByteWriter().bytesWithLength(redeemScript).take();
    }
    return std::nullopt;
}

Result<SignedProof, MessageError> fromSimple(const DecodedProof& proof, const Transaction& challenge) {
    const TxOut& challenged = challenge.outputs.front();
    SignedProof result{toSign(challenge), {challenged}};
    result.transaction.inputs.front().witness = proof.witness;
    if (bitcoin::witnessProgram(challenged.scriptPubKey))
        return result;
    const auto scriptSig = nestedScriptSig(challenged.scriptPubKey, proof.witness);
    if (!scriptSig)
        return Unexpected(MessageError::simpleNeedsSegwit);
    result.transaction.inputs.front().scriptSig = *scriptSig;
    return result;
}

Result<SignedProof, MessageError> fromFull(const DecodedProof& proof, const Transaction& challenge) {
    STRONGROOM_TRY(checkToSign(*proof.signedToSign, challenge));
    if (proof.signedToSign->inputs.size() > 1)
        return Unexpected(MessageError::coinsUnknown);
    return SignedProof{*proof.signedToSign, {challenge.outputs.front()}};
}

/// The previous transaction may stand with another input that spends from it too.
Result<TxOut, MessageError> coinOutput(const Psbt& psbt, std::size_t index) {
    Psbt single = fromUnsigned(Transaction{});
    single.tx.inputs.push_back(psbt.tx.inputs[index]);
    single.inputs.push_back(psbt.inputs[index]);
    PsbtInput& input = single.inputs.front();
    for (std::size_t i = 0; i < psbt.inputs.size() && !input.nonWitnessUtxo; ++i)
        if (psbt.tx.inputs[i].prevout.txid == psbt.tx.inputs[index].prevout.txid)
            input.nonWitnessUtxo = psbt.inputs[i].nonWitnessUtxo;
    const auto output = spentOutput(single, 0);
    if (!output)
        return Unexpected(MessageError::coinUnproven);
    // Signatures before segwit commit to no amount: only the whole transaction proves it (ATTACKS A04).
    const bool segwit = input.finalScriptWitness && !input.finalScriptWitness->empty();
    if (!input.nonWitnessUtxo && !segwit)
        return Unexpected(MessageError::coinUnproven);
    return *output;
}

Result<SignedProof, MessageError> fromFunds(const DecodedProof& proof, ByteSpan message,
                                            const Transaction& challenge) {
    const Psbt& psbt = *proof.psbt;
    STRONGROOM_TRY(checkToSign(psbt.tx, challenge));
    if (const auto said = messageOf(psbt); said && !std::ranges::equal(*said, message))
        return Unexpected(MessageError::otherMessage);
    if (psbt.inputs.size() < 2)
        return Unexpected(MessageError::noCoins);
    SignedProof result{psbt.tx, {challenge.outputs.front()}};
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i) {
        const PsbtInput& input = psbt.inputs[i];
        if (!input.finalScriptSig && !input.finalScriptWitness)
            return Unexpected(MessageError::notFinal);
        result.transaction.inputs[i].scriptSig = input.finalScriptSig.value_or(Bytes());
        result.transaction.inputs[i].witness = input.finalScriptWitness.value_or(std::vector<Bytes>());
        if (i > 0) {
            STRONGROOM_ASSIGN(TxOut output, coinOutput(psbt, i));
            result.prevouts.push_back(std::move(output));
        }
    }
    return result;
}

Result<SignedProof, MessageError> signedProof(const DecodedProof& proof, ByteSpan message,
                                              const Transaction& challenge) {
    switch (proof.format) {
    case ProofFormat::simple:
        return fromSimple(proof, challenge);
    case ProofFormat::full:
        return fromFull(proof, challenge);
    case ProofFormat::proofOfFunds:
        return fromFunds(proof, message, challenge);
    }
    base::checkFailed("ProofFormat");
}

MessageVerdict judge(const SignedProof& proof) {
    const Transaction& transaction = proof.transaction;
    const auto check = bitcoin::checkSpend(transaction, proof.prevouts, bitcoin::HashTypes::allOnly);
    if (check.fault)
        return {.verdict = check.verdict, .reason = describe(*check.fault)};
    if (transaction.version != 0 && transaction.version != 2)
        return refused(MessageError::version);
    MessageVerdict verdict{.locks = {transaction.lockTime, transaction.inputs.front().sequence}};
    for (std::size_t i = 1; i < proof.prevouts.size(); ++i)
        verdict.coins.push_back({transaction.inputs[i].prevout, proof.prevouts[i]});
    return verdict;
}

} // namespace

Result<MessageVerdict, MessageError> verifyMessage(ByteSpan scriptPubKey, ByteSpan message,
                                                   std::string_view signature) {
    STRONGROOM_TRY(checkMessage(message));
    const auto decoded = decodeProof(signature);
    if (!decoded && decoded.error() == MessageError::malformed)
        return refused(decoded.error());
    STRONGROOM_TRY(decoded);
    const auto proof = signedProof(*decoded, message, toSpend(message, scriptPubKey));
    MessageVerdict verdict = proof ? judge(*proof) : refused(proof.error());
    verdict.format = decoded->format;
    return verdict;
}

} // namespace strongroom::psbt
