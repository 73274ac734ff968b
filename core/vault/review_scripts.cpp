#include "bitcoin/script.h"
#include "vault/review_checks.h"

namespace strongroom::vault {

namespace {

bool hasTaprootFields(const psbt::PsbtInput& fields) {
    return fields.tapKeySig || fields.tapInternalKey || fields.tapMerkleRoot || !fields.tapBip32.empty() ||
           !fields.tapScriptSigs.empty() || !fields.tapLeafScripts.empty();
}

/// The codes for one of the scripts behind a hash.
struct ScriptCodes {
    FindingCode missing;
    FindingCode mismatch;
};

/// A22, A26, A27: the field is there exactly when the descriptor's script has one, and is the same.
void checkScript(Findings& findings, std::size_t index, const std::optional<base::Bytes>& stated,
                 const base::Bytes& derived, bool final, ScriptCodes codes) {
    if (derived.empty()) {
        if (stated)
            findings.push_back(makeFinding(FindingCode::fieldsOfOtherScriptType, inputText(index)));
    } else if (!stated) {
        if (!final) // a finalizer drops it: the final fields reveal it
            findings.push_back(makeFinding(codes.missing, inputText(index)));
    } else if (*stated != derived) {
        findings.push_back(makeFinding(codes.mismatch, inputText(index)));
    }
}

/// Leaf, place in the tree and version are those of a leaf that the descriptor has.
bool isOwnLeaf(const base::Bytes& controlBlock, const psbt::TapLeafScript& leaf, const OwnScript& own) {
    return std::ranges::any_of(own.script.leaves, [&](const descriptor::TapLeaf& derived) {
        return derived.controlBlock == controlBlock && derived.script == leaf.script &&
               derived.version == leaf.leafVersion;
    });
}

/// A39, A64, A66.
void checkTapTree(Findings& findings, std::size_t index, const psbt::PsbtInput& fields,
                  const OwnScript& own) {
    if (!own.script.merkleRoot) {
        if (fields.tapMerkleRoot || !fields.tapLeafScripts.empty() || !fields.tapScriptSigs.empty())
            findings.push_back(makeFinding(FindingCode::undisclosedTapTree, inputText(index)));
        return;
    }
    if (fields.tapMerkleRoot && fields.tapMerkleRoot != own.script.merkleRoot)
        findings.push_back(makeFinding(FindingCode::tapMerkleRootMismatch, inputText(index)));
    for (const auto& [controlBlock, leaf] : fields.tapLeafScripts)
        if (!isOwnLeaf(controlBlock, leaf, own))
            findings.push_back(makeFinding(FindingCode::tapLeafMismatch, inputText(index)));
    if (fields.tapLeafScripts.size() > 1)
        findings.push_back(makeFinding(FindingCode::severalTapLeaves, inputText(index)));
}

} // namespace

Findings checkScriptFields(std::size_t index, const psbt::PsbtInput& fields, const OwnScript& own) {
    Findings findings;
    const bool final = fields.finalScriptSig || fields.finalScriptWitness;
    const bool taproot = bitcoin::classify(own.script.scriptPubKey) == bitcoin::ScriptType::p2tr;
    if (taproot ? !fields.partialSigs.empty() : hasTaprootFields(fields))
        findings.push_back(makeFinding(FindingCode::fieldsOfOtherScriptType, inputText(index)));
    checkScript(findings, index, fields.redeemScript, own.script.redeemScript, final,
                {FindingCode::redeemScriptMissing, FindingCode::redeemScriptMismatch});
    checkScript(findings, index, fields.witnessScript, own.script.witnessScript, final,
                {FindingCode::witnessScriptMissing, FindingCode::witnessScriptMismatch});
    if (!taproot)
        return findings;
    if (fields.tapInternalKey &&
        (!own.script.internalKey || *fields.tapInternalKey != *own.script.internalKey))
        findings.push_back(makeFinding(FindingCode::tapInternalKeyMismatch, inputText(index)));
    checkTapTree(findings, index, fields, own);
    return findings;
}

} // namespace strongroom::vault
