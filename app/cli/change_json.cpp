#include "change_json.h"

namespace strongroom::cli {

namespace {

std::string nameOf(service::ChangeProgress progress) {
    switch (progress) {
    case service::ChangeProgress::waiting:
        return "waiting";
    case service::ChangeProgress::cooling:
        return "cooling";
    case service::ChangeProgress::inForce:
        return "in_force";
    }
    base::checkFailed("ChangeProgress");
}

} // namespace

Json textList(const std::vector<std::string>& texts) {
    return Json::Array(texts.begin(), texts.end());
}

Outcome<Json> proposedChanges(service::Workspace& workspace, const std::string& kind) {
    STRONGROOM_ASSIGN(const auto rows, service::listChanges(workspace, kind));
    Json::Array items;
    for (const service::ChangeRow& row : rows)
        items.push_back(Json::Object{{"id", row.id},
                                     {"changes", textList(row.sentences)},
                                     {"signed_by", textList(row.signedBy)},
                                     {"can_sign", textList(row.canSign)},
                                     {"waits_for_me", row.iMaySign},
                                     {"proposed_at", row.since.seconds},
                                     {"sentence", row.sentence}});
    return Json(std::move(items));
}

Outcome<Answer> progressAnswer(service::Workspace& workspace, const std::string& kind,
                               service::ChangeProgress progress, Json::Object more) {
    more.emplace("progress", nameOf(progress));
    STRONGROOM_ASSIGN(Json proposed, proposedChanges(workspace, kind));
    more.emplace("proposed", std::move(proposed));
    return Answer{std::move(more), Verdict::none, {}};
}

} // namespace strongroom::cli
