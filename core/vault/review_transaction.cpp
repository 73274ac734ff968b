#include "vault/review_checks.h"

#include "base/text_encoding.h"
#include "bitcoin/bip32.h"
#include "psbt/message_proof.h"
#include "psbt/signatures.h"

#include <algorithm>
#include <set>

namespace strongroom::vault {

namespace {

constexpr std::uint32_t FINAL_SEQUENCE = 0xffffffff;

/// ATTACKS A43: the network is bound to the vault, its keys and their paths.
void checkNetwork(Findings& findings, const ReviewSubject& subject) {
    for (const Vault& vault : subject.vaults)
        if (vault.network != subject.network || vault.descriptor.network() != subject.network ||
            !descriptor::checkCoinTypes(vault.descriptor))
            findings.push_back(makeFinding(FindingCode::wrongNetwork, "Vault “" + vault.name + "”"));
}

/// A10, A11.
void checkOutpoints(Findings& findings, const ReviewSubject& subject) {
    std::set<bitcoin::OutPoint> seen;
    for (std::size_t i = 0; i < subject.psbt.tx.inputs.size(); ++i) {
        const bitcoin::OutPoint& outpoint = subject.psbt.tx.inputs[i].prevout;
        if (!seen.insert(outpoint).second)
            findings.push_back(makeFinding(FindingCode::duplicateInput, inputText(i)));
        if (std::ranges::find(subject.liveElsewhere, outpoint) != subject.liveElsewhere.end())
            findings.push_back(makeFinding(FindingCode::outpointInLiveSpend, inputText(i)));
    }
}

/// A104: BIP322 signs a transaction whose first input spends an output of amount zero. Whoever signs it as a
/// payment of nothing has signed a message that nobody judged.
void checkMessageProof(Findings& findings, const ReviewSubject& subject) {
    const psbt::Psbt& psbt = subject.psbt;
    if (psbt::messageOf(psbt))
        findings.push_back(makeFinding(FindingCode::messageProof));
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i) {
        const auto spent = psbt::spentOutput(psbt, i);
        if (spent && spent->amount == base::Amount())
            findings.push_back(makeFinding(FindingCode::messageProof, inputText(i)));
    }
}

/// A30: same origin, other key. Keys of origins that are not ours say nothing about us.
void checkXpubs(Findings& findings, const ReviewSubject& subject) {
    for (const auto& [bytes, origin] : subject.psbt.xpubs) {
        const auto stated = bitcoin::ExtendedPubKey::fromBytes(bytes);
        for (const Vault& vault : subject.vaults)
            for (const descriptor::KeyExpression& key : vault.descriptor.keys())
                if (key.extended && key.fingerprint() == origin.fingerprint &&
                    key.originPath() == origin.path && (!stated || !stated->sameKey(*key.extended)))
                    findings.push_back(
                        makeFinding(FindingCode::xpubMismatch,
                                    bitcoin::toText(origin.fingerprint) + " " + origin.path.text()));
    }
}

/// A131. A lock time counts unless every input is final.
void checkLockTime(Findings& findings, const ReviewSubject& subject) {
    const bitcoin::Transaction& tx = subject.psbt.tx;
    const bool counts =
        std::ranges::any_of(tx.inputs, [](const bitcoin::TxIn& in) { return in.sequence != FINAL_SEQUENCE; });
    if (counts && tx.lockTime > MAX_LOCK_HEIGHT)
        findings.push_back(
            makeFinding(FindingCode::farLockTime, {}, "Lock time: " + std::to_string(tx.lockTime) + "."));
}

/// A131. What no node relays confirms only for those who mine it, whenever they like.
void checkVersion(Findings& findings, const ReviewSubject& subject) {
    const std::int32_t version = subject.psbt.tx.version;
    if (version < 1 || version > MAX_STANDARD_VERSION)
        findings.push_back(
            makeFinding(FindingCode::unrelayedVersion, {}, "Version: " + std::to_string(version) + "."));
}

/// A51: nothing may be changed once it is signed. That inputs and outputs could be added until now is undone
/// by the signature itself (psbt/signatures.h); other flags describe signatures that leave something open.
void checkModifiable(Findings& findings, const ReviewSubject& subject) {
    constexpr std::uint8_t UNDONE_BY_SIGNING = psbt::INPUTS_MODIFIABLE | psbt::OUTPUTS_MODIFIABLE;
    const std::uint8_t flags = subject.psbt.modifiable.value_or(0);
    if ((flags & ~UNDONE_BY_SIGNING) != 0)
        findings.push_back(makeFinding(FindingCode::modifiable, {}, "Flags: " + std::to_string(flags) + "."));
}

} // namespace

Findings checkTransaction(const ReviewSubject& subject) {
    Findings findings;
    if (subject.psbt.tx.inputs.empty())
        findings.push_back(makeFinding(FindingCode::noInputs));
    if (subject.psbt.tx.outputs.empty())
        findings.push_back(makeFinding(FindingCode::noOutputs));
    checkNetwork(findings, subject);
    checkOutpoints(findings, subject);
    checkMessageProof(findings, subject);
    checkXpubs(findings, subject);
    checkLockTime(findings, subject);
    checkVersion(findings, subject);
    checkModifiable(findings, subject);
    return findings;
}

} // namespace strongroom::vault
