#include "service/stateless/messages.h"

#include "base/check.h"
#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "psbt/codec.h"
#include "psbt/message_verify.h"
#include "service/stateless/input.h"
#include "vault/message_draft.h"

namespace strongroom::service {

namespace {

using base::Json;
using bitcoin::SpendVerdict;

std::string_view wordFor(SpendVerdict verdict) {
    switch (verdict) {
    case SpendVerdict::valid:
        return "valid";
    case SpendVerdict::invalid:
        return "invalid";
    case SpendVerdict::inconclusive:
        return "inconclusive";
    }
    base::checkFailed("SpendVerdict");
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view BLANK = " \t\r\n";
    const std::size_t first = text.find_first_not_of(BLANK);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(BLANK) - first + 1);
}

Json coinDocument(const psbt::ProvenCoin& coin, bitcoin::Network network) {
    const auto address = bitcoin::encodeAddress(coin.output.scriptPubKey, network);
    return Json::Object{{"address", address ? Json(*address) : Json()},
                        {"amount", coin.output.amount.satoshi()},
                        {"outpoint", bitcoin::toText(coin.outpoint)},
                        {"script_hex", base::toHex(coin.output.scriptPubKey)}};
}

} // namespace

Outcome<MessageJudgement> judgeMessage(const MessageClaim& claim) {
    STRONGROOM_ASSIGN(const bitcoin::Network network, readNetwork(claim.network));
    STRONGROOM_ASSIGN(const bitcoin::DecodedAddress address, bitcoin::decodeAddress(claim.address, network));
    STRONGROOM_ASSIGN(const psbt::MessageVerdict verdict,
                      psbt::verifyMessage(address.script, claim.message, trimmed(claim.signature)));
    Json::Array coins;
    for (const psbt::ProvenCoin& coin : verdict.coins)
        coins.push_back(coinDocument(coin, network));
    const bool valid = verdict.verdict == SpendVerdict::valid;
    Json document(Json::Object{{"age", static_cast<std::int64_t>(verdict.locks.sequence)},
                               {"code", verdict.reason ? Json(verdict.reason->code) : Json()},
                               {"coins", coins},
                               {"format", verdict.format ? Json(psbt::name(*verdict.format)) : Json()},
                               {"sentence", verdict.reason ? Json(verdict.reason->sentence) : Json()},
                               {"time", static_cast<std::int64_t>(verdict.locks.lockTime)},
                               {"valid", valid},
                               {"verdict", wordFor(verdict.verdict)}});
    return MessageJudgement{std::move(document), valid};
}

Outcome<Json> prepareMessage(const MessageToSign& message) {
    STRONGROOM_ASSIGN(const bitcoin::Network network, readNetwork(message.network));
    STRONGROOM_ASSIGN(descriptor::Descriptor parsed,
                      descriptor::Descriptor::parse(message.descriptor, network));
    STRONGROOM_ASSIGN(const vault::MessageRequest request, vault::parseMessageRequest(message.request));
    STRONGROOM_ASSIGN(const vault::MessageDraft draft,
                      vault::draftMessage(vault::vaultOfDescriptor(std::move(parsed), 0), request));
    const psbt::ProofProgress progress{
        {request.message, draft.scriptPubKey}, draft.psbt, draft.format, std::nullopt};
    return vault::toJson(progress, draft.psbt, network);
}

Outcome<Json> finishMessage(base::ByteSpan bytes, std::string_view format, std::string_view network) {
    STRONGROOM_ASSIGN(const bitcoin::Network onNetwork, readNetwork(network));
    const auto wanted = psbt::proofFormat(format);
    if (!format.empty() && !wanted)
        return base::Unexpected(base::Failure("input.format", "The format is simple, full or pof."));
    STRONGROOM_ASSIGN(const psbt::Psbt parsed, psbt::parsePsbtText(bytes));
    STRONGROOM_ASSIGN(const psbt::ProofProgress progress, psbt::finishProof(parsed, wanted));
    return vault::toJson(progress, progress.psbt, onNetwork);
}

} // namespace strongroom::service
