// What people say about an intent: approvals, rejections, questions, answers, and taking back. Each is one
// object signed by one device key over the intent's digest (ATTACKS A101). docs/formats/approval.md.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/envelope.h"
#include "crypto/hash.h"
#include "quorum/roster.h"
#include "treasury/errors.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::treasury {

enum class StatementKind : std::uint8_t {
    approval,
    rejection, ///< Ends the withdrawal.
    question,  ///< Pauses it until it is answered, or its asker approves.
    answer,
    takeBack, ///< By the initiator only.
};
/// The type of its signed object: "approval", "rejection", "question", "answer", "take_back".
[[nodiscard]] std::string_view name(StatementKind kind);
/// Whether one of this kind keeps a withdrawal from being signed: a rejection, a question, a taking back.
[[nodiscard]] bool stops(StatementKind kind);
[[nodiscard]] std::optional<StatementKind> parseStatementKind(std::string_view type);

struct Statement {
    StatementKind kind = StatementKind::approval;
    crypto::Hash256 intent; ///< Its digest.
    quorum::PersonId person;
    std::int64_t authorityVersion = 0; ///< That the person saw.
    base::UnixTime at;
    std::optional<base::UnixTime> expires;  ///< Exactly for an approval.
    std::optional<crypto::Hash256> answers; ///< Exactly for an answer: the id of the question's object.
    std::optional<crypto::Hash256> note;    ///< noteHash() of what the person wrote.
    friend bool operator==(const Statement&, const Statement&) = default;
};

/// Words that go with a statement. They travel beside it, so that PSBTs carry no free text.
struct Note {
    std::string text; ///< Plain UTF-8, 1 to MAX_NOTE bytes.
    std::array<std::uint8_t, 16> salt{};
    friend bool operator==(const Note&, const Note&) = default;
};

inline constexpr std::size_t MAX_NOTE = 1'000;
inline constexpr std::size_t MAX_STATEMENT_BYTES = 4U * 1024U;

[[nodiscard]] base::Json toJson(const Note& note);
[[nodiscard]] base::Result<Note, Error> parseNote(const base::Json& json);
/// Tagged hash "strongroom/note/1" of the canonical JSON.
[[nodiscard]] crypto::Hash256 noteHash(const Note& note);

[[nodiscard]] crypto::Unsigned toUnsigned(const Statement& statement, const std::string& treasuryText);
/// wrongType, severalSignatures or malformed.
[[nodiscard]] base::Result<Statement, Error> parseStatement(const crypto::SignedObject& object);

} // namespace strongroom::treasury
