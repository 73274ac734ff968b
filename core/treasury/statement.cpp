#include "treasury/statement.h"

#include "base/check.h"
#include "base/fixed_hex.h"
#include "base/text_encoding.h"

#include <algorithm>

namespace strongroom::treasury {

using base::fixedMember;
using base::Json;
using base::JsonFields;
using base::Result;
using base::Unexpected;
using crypto::Hash256;

namespace {

constexpr std::array KINDS = {StatementKind::approval, StatementKind::rejection, StatementKind::question,
                              StatementKind::answer, StatementKind::takeBack};

/// `expires` and `answers`, each exactly where its kind has it.
Result<void, Error> parseByKind(JsonFields& fields, Statement& statement) {
    if (statement.kind == StatementKind::approval) {
        const auto expires = fields.integer("expires");
        if (!expires || *expires <= statement.at.seconds)
            return Unexpected(Error::malformed);
        statement.expires = base::UnixTime{*expires};
    }
    if (statement.kind == StatementKind::answer) {
        statement.answers = fixedMember<Hash256>(fields, "answers");
        if (!statement.answers)
            return Unexpected(Error::malformed);
    }
    return {};
}

} // namespace

std::string_view name(StatementKind kind) {
    switch (kind) {
    case StatementKind::approval:
        return "approval";
    case StatementKind::rejection:
        return "rejection";
    case StatementKind::question:
        return "question";
    case StatementKind::answer:
        return "answer";
    case StatementKind::takeBack:
        return "take_back";
    }
    base::checkFailed("StatementKind");
}

bool stops(StatementKind kind) {
    switch (kind) {
    case StatementKind::rejection:
    case StatementKind::question:
    case StatementKind::takeBack:
        return true;
    case StatementKind::approval:
    case StatementKind::answer:
        return false;
    }
    base::checkFailed("StatementKind");
}

std::optional<StatementKind> parseStatementKind(std::string_view type) {
    const auto* const kind =
        std::find_if(KINDS.begin(), KINDS.end(), [&](StatementKind one) { return name(one) == type; });
    return kind == KINDS.end() ? std::nullopt : std::optional(*kind);
}

Json toJson(const Note& note) {
    return Json::Object{{"salt", base::toHex(note.salt)}, {"text", note.text}, {"v", 1}};
}

Result<Note, Error> parseNote(const Json& json) {
    JsonFields fields(json);
    const auto salt = fields.hex("salt");
    const auto text = fields.string("text");
    const auto version = fields.integer("v");
    if (!fields.done() || version != 1 || salt->size() != 16 || text->empty() || text->size() > MAX_NOTE ||
        !base::isPlainUtf8(*text))
        return Unexpected(Error::malformed);
    Note note{*text, {}};
    std::copy(salt->begin(), salt->end(), note.salt.begin());
    return note;
}

Hash256 noteHash(const Note& note) {
    return crypto::taggedHash("strongroom/note/1", base::asBytes(toJson(note).canonical()));
}

crypto::Unsigned toUnsigned(const Statement& statement, const std::string& treasuryText) {
    Json::Object body{{"at", statement.at.seconds},
                      {"authority_version", statement.authorityVersion},
                      {"intent", base::toHex(statement.intent.span())},
                      {"note", statement.note ? Json(base::toHex(statement.note->span())) : Json()},
                      {"person", base::toHex(statement.person.span())}};
    if (statement.expires)
        body.emplace("expires", statement.expires->seconds);
    if (statement.answers)
        body.emplace("answers", base::toHex(statement.answers->span()));
    return {std::string(name(statement.kind)), treasuryText, Json(std::move(body))};
}

Result<Statement, Error> parseStatement(const crypto::SignedObject& object) {
    const auto kind = parseStatementKind(object.type());
    if (!kind)
        return Unexpected(Error::wrongType);
    if (object.signatures().size() != 1)
        return Unexpected(Error::severalSignatures);
    JsonFields fields(object.body());
    const auto at = fields.integer("at");
    const auto authorityVersion = fields.integer("authority_version");
    const auto intent = fixedMember<Hash256>(fields, "intent");
    const Json* note = fields.any("note");
    const auto person = fixedMember<quorum::PersonId>(fields, "person");
    if (!at || *at < 0 || !authorityVersion || *authorityVersion < 1 || !intent || !person || note == nullptr)
        return Unexpected(Error::malformed);
    const auto noteDigest = base::fixedFrom<Hash256>(*note);
    if (!note->isNull() && !noteDigest)
        return Unexpected(Error::malformed);
    Statement statement{*kind, *intent, *person, *authorityVersion, {*at}, {}, {}, noteDigest};
    STRONGROOM_TRY(parseByKind(fields, statement));
    if (!fields.done())
        return Unexpected(Error::malformed);
    return statement;
}

} // namespace strongroom::treasury
