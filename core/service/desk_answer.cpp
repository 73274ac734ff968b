#include "service/desk_answer.h"

#include "base/json.h"
#include "base/text_encoding.h"

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

} // namespace strongroom::service
