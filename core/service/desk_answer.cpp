#include "service/desk_answer.h"

#include "base/check.h"
#include "base/json.h"
#include "base/text_encoding.h"

#include <algorithm>

namespace strongroom::service {

using base::Json;

namespace {

base::Unexpected<base::Failure> malformed() {
    return base::Unexpected(base::Failure(WithdrawalError::notAnApproval));
}

/// The two parts of an answer, or the statement alone.
std::optional<DeskAnswer> partsOf(base::ByteSpan bytes) {
    const auto json = Json::parseCanonical(base::asText(bytes));
    if (!json)
        return std::nullopt;
    if (json->find("statement") == nullptr)
        return DeskAnswer{base::toBytes(bytes), {}};
    base::JsonFields fields(*json);
    const auto version = fields.integer("v");
    const auto statement = base::fromBase64(fields.string("statement").value_or("?"));
    const auto note = base::fromBase64(fields.string("note").value_or("?"));
    if (!fields.done() || version != 1 || !statement || !note)
        return std::nullopt;
    return DeskAnswer{*statement, *note};
}

std::string_view verbOf(treasury::StatementKind kind) {
    switch (kind) {
    case treasury::StatementKind::approval:
        return " approved at a desk of their own";
    case treasury::StatementKind::rejection:
        return " rejected it at a desk of their own";
    case treasury::StatementKind::question:
        return " asked at a desk of their own";
    case treasury::StatementKind::answer:
        return " answered at a desk of their own";
    case treasury::StatementKind::takeBack:
        return " took it back at a desk of their own";
    }
    base::checkFailed("StatementKind");
}

} // namespace

base::Bytes toBytes(const DeskAnswer& answer) {
    const Json json = Json::Object{
        {"v", 1}, {"statement", base::toBase64(answer.statement)}, {"note", base::toBase64(answer.note)}};
    return base::toBytes(base::asBytes(json.canonical()));
}

Outcome<ReadAnswer> parseDeskAnswer(base::ByteSpan bytes) {
    const auto parts = partsOf(bytes);
    if (!parts)
        return malformed();
    auto object = crypto::SignedObject::parse(parts->statement, treasury::MAX_STATEMENT_BYTES);
    if (!object)
        return malformed();
    const auto statement = treasury::parseStatement(*object);
    if (!statement)
        return malformed();
    ReadAnswer answer{std::move(*object), *statement, std::nullopt, parts->note};
    if (parts->note.empty())
        return answer;
    const auto json = Json::parseCanonical(base::asText(parts->note));
    const auto note = json ? treasury::parseNote(*json) : base::Unexpected(treasury::Error::malformed);
    if (!note || answer.statement.note != treasury::noteHash(*note))
        return malformed();
    answer.note = *note;
    return answer;
}

Outcome<void> refuseMeaningless(const treasury::Tally& tally, const crypto::SignedObject& object) {
    const auto found = std::find_if(tally.dismissed.begin(), tally.dismissed.end(),
                                    [&](const auto& entry) { return entry.object == object.id(); });
    const bool stands = std::any_of(tally.counted.begin(), tally.counted.end(),
                                    [&](const auto& standing) { return standing.object == object.id(); });
    if (found != tally.dismissed.end() && !stands)
        return base::Unexpected(
            base::Failure(std::string(found->why.code), std::string(found->why.sentence)));
    return {};
}

SignerRequest importRecord(const Standpoint& standpoint, const crypto::Hash256& subject,
                           const ReadAnswer& answer) {
    std::string sentence = nameOfPerson(standpoint.authority(), answer.statement.person);
    sentence += verbOf(answer.statement.kind);
    sentence += answer.note ? ": " + answer.note->text : ".";
    SignerRequest record;
    record.verb = "record";
    record.fields = {{"kind", "console.statement_imported"},
                     {"subject", hexOf(subject)},
                     {"fields", Json::Object{{"object", hexOf(answer.object.id())},
                                             {"statement", std::string(answer.object.type())},
                                             {"sentence", sentence}}}};
    return record;
}

} // namespace strongroom::service
