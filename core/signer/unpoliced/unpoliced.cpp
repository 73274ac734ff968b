#include "signer/unpoliced/unpoliced.h"

#include "bitcoin/network.h"
#include "crypto/secret_key_context.h"
#include "keys/mnemonic_import.h"
#include "keys/software_key_provider.h"
#include "psbt/codec.h"
#include "signer/signing/sign_spend.h"
#include "vault/message_draft.h"
#include "vault/review.h"

#include <algorithm>

namespace strongroom::signer {

namespace {

using base::Failure;
using base::Json;

UnpolicedResult<bitcoin::Network> readNetwork(std::string_view name) {
    const auto network = bitcoin::parseNetwork(name);
    if (!network)
        return base::Unexpected(Failure("input.network", "The network is main, test, signet or regtest."));
    return *network;
}

UnpolicedResult<std::vector<vault::Vault>> readVaults(const std::vector<std::string>& texts,
                                                      bitcoin::Network network) {
    std::vector<vault::Vault> vaults;
    for (const std::string& text : texts) {
        STRONGROOM_ASSIGN(descriptor::Descriptor parsed, descriptor::Descriptor::parse(text, network));
        vaults.push_back(vault::vaultOfDescriptor(std::move(parsed), vaults.size()));
    }
    return vaults;
}

/// Nobody approves here, so a finding that would ask an approver refuses, unless whoever types the key has
/// named it beforehand. Nothing that refuses can be accepted.
UnpolicedResult<void> refuseFindings(const vault::SpendReview& review,
                                     const std::vector<std::string>& accepted) {
    if (review.signable(accepted))
        return {};
    const vault::Finding* first = nullptr;
    std::string codes;
    for (const vault::Finding& finding : review.findings) {
        const bool isAccepted = finding.severity == vault::Severity::ask &&
                                std::ranges::find(accepted, finding.codeText()) != accepted.end();
        if (finding.severity == vault::Severity::show || isAccepted)
            continue;
        first = first == nullptr ? &finding : first;
        codes += (codes.empty() ? "" : " ") + std::string(finding.codeText());
    }
    return base::Unexpected(Failure(std::string(first->codeText()), first->message, {{"findings", codes}}));
}

struct TypedKey {
    const secret::SecretText& text;
    const secret::SecretText& passphrase;
    base::Random& random;
};

UnpolicedResult<psbt::Psbt> signReviewed(psbt::Psbt psbt, const vault::SpendReview& review,
                                         const std::vector<vault::Vault>& vaults, const TypedKey& typed) {
    const crypto::SecretKeyContext context(typed.random);
    STRONGROOM_ASSIGN(keys::ExtendedPrivateKey key,
                      keys::importKey(typed.text, typed.passphrase, vaults.front().network, context));
    const bitcoin::ExtendedPubKey publicKey = key.neuter();
    STRONGROOM_ASSIGN(const SigningPlan plan, planSignatures(psbt, review, vaults, publicKey));
    if (plan.empty())
        return base::Unexpected(
            Failure("unpoliced.no_key_of_ours", "The key belongs to no input, or has signed already."));
    keys::SoftwareKeyProvider provider(std::move(key), typed.random);
    STRONGROOM_ASSIGN(const auto signatures, provider.sign(plan.requests()));
    return placeSignatures(std::move(psbt), plan, signatures);
}

} // namespace

MnemonicReport reportMnemonic(const secret::SecretText& words) {
    const keys::MnemonicVerdict verdict = keys::checkMnemonic(words);
    Json::Object document{{"language", keys::MNEMONIC_LANGUAGE},
                          {"valid", !verdict.problem.has_value()},
                          {"words", static_cast<std::int64_t>(verdict.words)}};
    if (verdict.problem)
        document["problem"] = describe(*verdict.problem).code;
    return {document, !verdict.problem.has_value()};
}

UnpolicedResult<Json> deriveXpub(const secret::SecretText& words, const secret::SecretText& passphrase,
                                 std::string_view path, std::string_view network, base::Random& random) {
    STRONGROOM_ASSIGN(const bitcoin::Network onNetwork, readNetwork(network));
    STRONGROOM_ASSIGN(const bitcoin::DerivationPath steps, bitcoin::DerivationPath::parse(path));
    STRONGROOM_ASSIGN(const keys::AccountKey account,
                      keys::mnemonicToXpub(words, passphrase, steps, onNetwork, random));
    return Json(Json::Object{{"fingerprint", bitcoin::toText(account.origin.fingerprint)},
                             {"path", account.origin.path.text()},
                             {"xpub", account.xpub.text()}});
}

UnpolicedResult<Json> signPsbt(const UnpolicedSpend& spend, const secret::SecretText& typedKey,
                               const secret::SecretText& passphrase, base::Random& random) {
    STRONGROOM_ASSIGN(const bitcoin::Network network, readNetwork(spend.network));
    STRONGROOM_ASSIGN(const std::vector<vault::Vault> vaults, readVaults(spend.descriptors, network));
    STRONGROOM_ASSIGN(psbt::Psbt psbt, psbt::parsePsbtText(spend.psbt));
    const vault::SpendReview review = vault::reviewSpend(psbt, vaults, {}, vault::ReviewLimits{}, network);
    STRONGROOM_TRY(refuseFindings(review, spend.accepted));

    STRONGROOM_ASSIGN(const psbt::Psbt signedPsbt,
                      signReviewed(std::move(psbt), review, vaults, {typedKey, passphrase, random}));
    return Json(Json::Object{{"psbt", psbt::toBase64(signedPsbt)}});
}

UnpolicedResult<Json> signMessage(const UnpolicedMessage& message, const secret::SecretText& typedKey,
                                  const secret::SecretText& passphrase, base::Random& random) {
    STRONGROOM_ASSIGN(const bitcoin::Network network, readNetwork(message.network));
    STRONGROOM_ASSIGN(const std::vector<vault::Vault> vaults, readVaults({message.descriptor}, network));
    STRONGROOM_ASSIGN(const Json json,
                      Json::parse(std::string(message.request.begin(), message.request.end())));
    STRONGROOM_ASSIGN(const vault::MessageRequest request, vault::parseMessageRequest(json));
    STRONGROOM_ASSIGN(vault::MessageDraft draft, vault::draftMessage(vaults.front(), request));
    STRONGROOM_ASSIGN(const psbt::Psbt signedPsbt, signReviewed(std::move(draft.psbt), draft.review, vaults,
                                                                {typedKey, passphrase, random}));
    STRONGROOM_ASSIGN(const psbt::ProofProgress progress, psbt::finishProof(signedPsbt, draft.format));
    return vault::toJson(progress, signedPsbt, network);
}

} // namespace strongroom::signer
