#include "signer/signing/sign_spend.h"

#include "base/check.h"
#include "bitcoin/sighash.h"
#include "psbt/errors.h"
#include "psbt/modifiable.h"
#include "psbt/signing_script.h"
#include "vault/recovery.h"

#include <algorithm>
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

/// How a taproot input is to be spent: by the leaf of the descriptor that the PSBT states, else by key.
const descriptor::TapLeaf* leafOf(const psbt::PsbtInput& input, const descriptor::DerivedScript& script) {
    for (const descriptor::TapLeaf& leaf : script.leaves)
        if (input.tapLeafScripts.contains(leaf.controlBlock))
            return &leaf;
    return nullptr;
}

/// Judged by the review already: a signature more would have no script to stand beside.
bool isFinal(const psbt::PsbtInput& input) {
    return input.finalScriptSig || input.finalScriptWitness;
}

bool hasSigned(const psbt::PsbtInput& input, const crypto::PublicKey& key, const descriptor::TapLeaf* leaf) {
    if (leaf != nullptr)
        return input.tapScriptSigs.contains({key.xOnly(), leaf->hash});
    return input.tapKeySig.has_value() || input.partialSigs.contains(key);
}

/// A taproot tree's keys sign for the chosen leaf only, and by key path only the internal key does.
bool maySign(const descriptor::DerivedScript& script, std::size_t place, const descriptor::TapLeaf* leaf) {
    if (leaf != nullptr)
        return std::ranges::find(leaf->keys, place) != leaf->keys.end();
    return !script.merkleRoot || place == 0;
}

/// Which keys sign: of a recovery vault those of the path that is taken. A signature of the others would lie
/// about until a lock opens.
class Signers {
public:
    Signers(const psbt::Psbt& psbt, const vault::SpendReview& review, std::span<const vault::Vault> vaults) {
        const auto recovery =
            review.sourceVault ? vault::recoveryOf(vaults[*review.sourceVault].descriptor) : std::nullopt;
        if (!recovery)
            return;
        const auto path = vault::pathOf(psbt.tx, *recovery);
        m_only = path ? vault::keysOf(*recovery, *path) : vault::KeySet{0, {}};
    }
    [[nodiscard]] bool include(const descriptor::DerivedKey& key) const {
        return !m_only || m_only->contains(key.keyIndex);
    }

private:
    std::optional<vault::KeySet> m_only;
};

/// DEFAULT for taproot unless ALL is asked for; ALL for segwit version 0. The review refused everything else.
Result<bitcoin::SighashType, Failure> hashTypeOf(const psbt::PsbtInput& input, keys::SignatureKind kind) {
    const auto usual =
        kind == keys::SignatureKind::ecdsa ? bitcoin::SighashType::all : bitcoin::SighashType::defaultAll;
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

/// What an ECDSA signature signs, from the derived scripts alone.
Result<crypto::Hash256, Failure> ecdsaDigest(const descriptor::DerivedScript& script, std::size_t index,
                                             const bitcoin::SighashContext& context) {
    psbt::PsbtInput derived;
    if (!script.redeemScript.empty())
        derived.redeemScript = script.redeemScript;
    if (!script.witnessScript.empty())
        derived.witnessScript = script.witnessScript;
    STRONGROOM_ASSIGN(const psbt::SigningScript signing,
                      psbt::signingScript(derived, {base::Amount(), script.scriptPubKey}));
    STRONGROOM_ASSIGN(const crypto::Hash256 digest, signing.digestAll(context, index));
    return digest;
}

/// One signature, but for its path.
Result<PlannedSignature, Failure> planOne(const psbt::PsbtInput& input, std::size_t index,
                                          const descriptor::DerivedScript& script,
                                          const crypto::PublicKey& key, const descriptor::TapLeaf* leaf,
                                          const bitcoin::SighashContext& context) {
    using enum keys::SignatureKind;
    const auto kind = !script.outputKey ? ecdsa : leaf != nullptr ? taprootScriptPath : taprootKeyPath;
    STRONGROOM_ASSIGN(const bitcoin::SighashType type, hashTypeOf(input, kind));
    PlannedSignature planned{.input = index,
                             .request = {{}, key, kind, {}},
                             .hashType = static_cast<std::uint8_t>(type),
                             .leafHash = std::nullopt};
    if (kind == ecdsa) {
        STRONGROOM_ASSIGN(planned.request.digest, ecdsaDigest(script, index, context));
    } else if (kind == taprootScriptPath) {
        planned.leafHash = leaf->hash;
        STRONGROOM_ASSIGN(planned.request.digest, context.tapscript(index, type, leaf->hash));
    } else {
        planned.request.outputKey = script.outputKey;
        planned.request.merkleRoot = script.merkleRoot;
        STRONGROOM_ASSIGN(planned.request.digest, context.taprootKeyPath(index, type));
    }
    return planned;
}

/// What the inputs of one transaction are signed with.
struct Signing {
    const bitcoin::ExtendedPubKey& key;
    const bitcoin::SighashContext& context;
    const Signers& signers;
};

/// All signatures of one owned input that the key can give.
Result<void, Failure> planInput(SigningPlan& plan, const psbt::PsbtInput& input, std::size_t index,
                                const vault::OwnScript& own, const descriptor::Descriptor& descriptor,
                                const Signing& signing) {
    const descriptor::TapLeaf* const leaf = leafOf(input, own.script);
    for (std::size_t place = 0; place < own.script.keys.size(); ++place) {
        const descriptor::DerivedKey& derived = own.script.keys[place];
        auto path = pathBelow(signing.key, own, derived, descriptor);
        if (!path || !signing.signers.include(derived) || !maySign(own.script, place, leaf) ||
            hasSigned(input, derived.key, leaf))
            continue;
        STRONGROOM_ASSIGN(PlannedSignature planned,
                          planOne(input, index, own.script, derived.key, leaf, signing.context));
        planned.request.path = *std::move(path);
        plan.signatures.push_back(std::move(planned));
    }
    return {};
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
    const Signers signers(psbt, review, vaults);
    const Signing signing{key, context, signers};
    SigningPlan plan{psbt.tx.txid(), {}};
    plan.signatures.reserve(psbt.inputs.size());
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i) {
        const std::optional<vault::OwnScript>& own = review.inputs[i].own;
        if (own && !isFinal(psbt.inputs[i]))
            STRONGROOM_TRY(planInput(plan, psbt.inputs[i], i, *own, vaults[own->vault].descriptor, signing));
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
        if (planned.leafHash)
            input.tapScriptSigs.insert_or_assign({planned.request.publicKey.xOnly(), *planned.leafHash},
                                                 std::move(bytes));
        else if (planned.request.kind == keys::SignatureKind::taprootKeyPath)
            input.tapKeySig = std::move(bytes);
        else
            input.partialSigs.insert_or_assign(planned.request.publicKey, std::move(bytes));
    }
    if (!signatures.empty())
        psbt::fixTransaction(psbt);
    return psbt;
}

} // namespace strongroom::signer
