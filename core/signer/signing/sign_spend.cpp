#include "signer/signing/sign_spend.h"

#include "base/check.h"
#include "bitcoin/script.h"
#include "bitcoin/sighash.h"
#include "psbt/errors.h"

#include <optional>

namespace strongroom::signer {

namespace {

using base::Failure;
using base::Result;
using bitcoin::DerivationPath;

/// The steps from `key` down to one key of an owned script; nothing when it does not descend from it.
std::optional<DerivationPath> pathBelow(const bitcoin::ExtendedPubKey& key, const vault::OwnScript& own,
                                        const descriptor::DerivedKey& derived,
                                        const descriptor::Descriptor& descriptor) {
    const descriptor::KeyExpression& expression = descriptor.keys()[derived.keyIndex];
    if (expression.extended && expression.extended->sameKey(key)) {
        std::vector<std::uint32_t> steps = expression.steps(own.branch);
        if (expression.wildcard)
            steps.push_back(own.index);
        return DerivationPath(std::move(steps));
    }
    if (expression.origin && key.depth() == 0 && expression.origin->fingerprint == key.fingerprint())
        return derived.path;
    return std::nullopt;
}

bool hasSigned(const psbt::PsbtInput& input, const crypto::PublicKey& key) {
    return input.partialSigs.contains(key) || input.tapKeySig.has_value();
}

/// DEFAULT for taproot unless ALL is asked for; ALL for segwit version 0. The review refused everything else.
Result<bitcoin::SighashType, Failure> hashTypeOf(const psbt::PsbtInput& input, keys::SignatureKind kind) {
    const auto usual = kind == keys::SignatureKind::taprootKeyPath ? bitcoin::SighashType::defaultAll
                                                                   : bitcoin::SighashType::all;
    if (!input.sighashType)
        return usual;
    const auto wanted = bitcoin::sighashTypeFrom(*input.sighashType);
    if (wanted != usual && wanted != bitcoin::SighashType::all)
        return base::Unexpected(Failure(psbt::Error::sighashMismatch));
    return *wanted;
}

std::vector<const bitcoin::TxOut*> spentOutputs(const vault::SpendReview& review) {
    std::vector<const bitcoin::TxOut*> outputs;
    outputs.reserve(review.inputs.size());
    for (const vault::ReviewedInput& input : review.inputs)
        outputs.push_back(input.spent ? &*input.spent : nullptr);
    return outputs;
}

/// What a segwit version 0 signature commits to (BIP143), from the derived script alone.
base::Bytes scriptCodeOf(const descriptor::DerivedScript& script) {
    if (!script.witnessScript.empty())
        return script.witnessScript;
    return bitcoin::p2wpkhScriptCode(crypto::hash160(script.keys.front().key.span()));
}

/// One signature, but for its path.
Result<PlannedSignature, Failure> planOne(const psbt::PsbtInput& input, std::size_t index,
                                          const descriptor::DerivedScript& script,
                                          const crypto::PublicKey& key,
                                          const bitcoin::SighashContext& context) {
    const auto kind = script.outputKey ? keys::SignatureKind::taprootKeyPath : keys::SignatureKind::ecdsa;
    STRONGROOM_ASSIGN(const bitcoin::SighashType type, hashTypeOf(input, kind));
    STRONGROOM_ASSIGN(const crypto::Hash256 digest,
                      script.outputKey ? context.taprootKeyPath(index, type)
                                       : context.segwitV0(index, scriptCodeOf(script), type));
    return PlannedSignature{.input = index,
                            .request = {{}, key, kind, digest, script.outputKey},
                            .hashType = static_cast<std::uint8_t>(type)};
}

} // namespace

std::vector<keys::SigningRequest> SigningPlan::requests() const {
    std::vector<keys::SigningRequest> result;
    result.reserve(signatures.size());
    for (const PlannedSignature& planned : signatures)
        result.push_back(planned.request);
    return result;
}

Result<SigningPlan, Failure> planSignatures(const psbt::Psbt& psbt, const vault::SpendReview& review,
                                            std::span<const vault::Vault> vaults,
                                            const bitcoin::ExtendedPubKey& key) {
    STRONGROOM_CHECK(review.inputs.size() == psbt.inputs.size());
    const bitcoin::SighashContext context(psbt.tx, spentOutputs(review));
    SigningPlan plan{psbt.tx.txid(), {}};
    plan.signatures.reserve(psbt.inputs.size());
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i) {
        const std::optional<vault::OwnScript>& own = review.inputs[i].own;
        if (!own)
            continue;
        for (const descriptor::DerivedKey& derived : own->script.keys) {
            auto path = pathBelow(key, *own, derived, vaults[own->vault].descriptor);
            if (!path || hasSigned(psbt.inputs[i], derived.key))
                continue;
            STRONGROOM_ASSIGN(PlannedSignature planned,
                              planOne(psbt.inputs[i], i, own->script, derived.key, context));
            planned.request.path = *std::move(path);
            plan.signatures.push_back(std::move(planned));
        }
    }
    return plan;
}

psbt::Psbt placeSignatures(psbt::Psbt psbt, const SigningPlan& plan,
                           std::span<const keys::CheckedSignature> signatures) {
    STRONGROOM_CHECK(psbt.tx.txid() == plan.txid && plan.signatures.size() == signatures.size());
    for (std::size_t i = 0; i < signatures.size(); ++i) {
        const PlannedSignature& planned = plan.signatures[i];
        STRONGROOM_CHECK(signatures[i].isFor(planned.request));
        base::Bytes bytes = signatures[i].bytes();
        if (planned.hashType != 0)
            bytes.push_back(planned.hashType);
        psbt::PsbtInput& input = psbt.inputs[planned.input];
        if (planned.request.kind == keys::SignatureKind::taprootKeyPath)
            input.tapKeySig = std::move(bytes);
        else
            input.partialSigs.insert_or_assign(planned.request.publicKey, std::move(bytes));
    }
    return psbt;
}

} // namespace strongroom::signer
