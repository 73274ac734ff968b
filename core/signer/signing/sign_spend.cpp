#include "signer/signing/sign_spend.h"

#include "base/check.h"
#include "bitcoin/sighash.h"
#include "psbt/signatures.h"

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
bitcoin::SighashType hashTypeOf(const psbt::PsbtInput& input, keys::SignatureKind kind) {
    constexpr auto ALL = static_cast<std::uint32_t>(bitcoin::SighashType::all);
    if (kind == keys::SignatureKind::taprootKeyPath && input.sighashType != ALL)
        return bitcoin::SighashType::defaultAll;
    return bitcoin::SighashType::all;
}

} // namespace

Result<std::vector<PlannedSignature>, Failure> planSignatures(const psbt::Psbt& psbt,
                                                              const vault::SpendReview& review,
                                                              std::span<const vault::Vault> vaults,
                                                              const bitcoin::ExtendedPubKey& key) {
    STRONGROOM_CHECK(review.inputs.size() == psbt.inputs.size());
    STRONGROOM_ASSIGN(const psbt::SpentOutputs spent, psbt::spentOutputs(psbt));
    const bitcoin::SighashContext context = spent.context(psbt);
    std::vector<PlannedSignature> plan;
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i) {
        const std::optional<vault::OwnScript>& own = review.inputs[i].own;
        if (!own || !spent.outputs[i])
            continue;
        const descriptor::Descriptor& descriptor = vaults[own->vault].descriptor;
        const bool taproot = descriptor.scriptType() == descriptor::DescriptorType::trKey;
        const auto kind = taproot ? keys::SignatureKind::taprootKeyPath : keys::SignatureKind::ecdsa;
        for (const descriptor::DerivedKey& derived : own->script.keys) {
            auto path = pathBelow(key, *own, derived, descriptor);
            if (!path || hasSigned(psbt.inputs[i], derived.key))
                continue;
            const bitcoin::SighashType type = hashTypeOf(psbt.inputs[i], kind);
            STRONGROOM_ASSIGN(const psbt::SigningScript script,
                              psbt::signingScript(psbt.inputs[i], *spent.outputs[i]));
            STRONGROOM_ASSIGN(const crypto::Hash256 digest,
                              taproot ? context.taprootKeyPath(i, type)
                                      : context.segwitV0(i, script.scriptCode, type));
            plan.push_back({.input = i,
                            .request = {*std::move(path), derived.key, kind, digest},
                            .hashType = static_cast<std::uint8_t>(type)});
        }
    }
    return plan;
}

Result<psbt::Psbt, Failure> placeSignatures(const psbt::Psbt& psbt, std::span<const PlannedSignature> plan,
                                            std::span<const keys::SignatureBytes> signatures) {
    STRONGROOM_CHECK(plan.size() == signatures.size());
    psbt::Psbt result = psbt;
    STRONGROOM_ASSIGN(const psbt::SpentOutputs spent, psbt::spentOutputs(psbt));
    const bitcoin::SighashContext context = spent.context(psbt);
    for (std::size_t i = 0; i < plan.size(); ++i) {
        base::Bytes signature = signatures[i];
        if (plan[i].hashType != 0)
            signature.push_back(plan[i].hashType);
        const bool taproot = plan[i].request.kind == keys::SignatureKind::taprootKeyPath;
        STRONGROOM_TRY(taproot
                           ? psbt::addTapKeySignature(result, plan[i].input, std::move(signature), context)
                           : psbt::addSignature(result, plan[i].input, plan[i].request.publicKey,
                                                std::move(signature), context));
    }
    return result;
}

} // namespace strongroom::signer
