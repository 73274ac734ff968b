#include "message_json.h"

#include "withdrawal_json.h"

namespace strongroom::cli {

namespace {

Json::Array coinsJson(const std::vector<service::MessageCoin>& coins) {
    Json::Array list;
    for (const service::MessageCoin& coin : coins)
        list.push_back(Json::Object{{"outpoint", coin.outpoint}, {"amount", coin.amount.satoshi()}});
    return list;
}

} // namespace

Json messageRowJson(const service::MessageRow& row) {
    return Json::Object{{"id", row.id},
                        {"vault", row.vault},
                        {"tier", row.tier},
                        {"address", row.address},
                        {"message", row.message},
                        {"phase", std::string(service::phaseName(row.phase))},
                        {"sentence", row.sentence},
                        {"proposer", row.proposer},
                        {"expires_at", row.expiresAt.seconds},
                        {"waits_for_me", row.waitsForMe}};
}

Json messageDetailJson(const service::MessageDetail& detail) {
    Json document = messageRowJson(detail.row);
    Json::Array approved;
    for (const std::string& name : detail.approvedBy)
        approved.emplace_back(name);
    document.object()->insert({{"format", detail.format},
                               {"message_hash", detail.messageHash},
                               {"coins", coinsJson(detail.coins)},
                               {"verdict", verdictJson(detail.verdict)},
                               {"approved_by", std::move(approved)},
                               {"signatures_have", detail.signaturesHave},
                               {"signatures_needed", detail.signaturesNeeded},
                               {"signature", detail.signature.empty() ? Json() : Json(detail.signature)}});
    return document;
}

Json messagePreviewJson(const service::MessagePreview& preview) {
    return Json::Object{{"address", preview.address},
                        {"format", preview.format},
                        {"message_hash", preview.messageHash},
                        {"coins", coinsJson(preview.coins)},
                        {"verdict", verdictJson(preview.verdict)}};
}

Outcome<Answer> messageStanding(service::Workspace& workspace, const std::string& id) {
    STRONGROOM_ASSIGN(const auto detail, service::showMessage(workspace, id));
    return Answer{messageDetailJson(detail), Verdict::none, {}};
}

} // namespace strongroom::cli
