#include "treasury/statement.h"

#include "subject.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::treasury;

namespace {

Statement approval() {
    return test::statementBy("ben", test::draftedIntent());
}

base::Result<Statement, Error> readWith(const Statement& statement, const std::string& key,
                                        base::Json value) {
    crypto::Unsigned object = toUnsigned(statement, test::foundedState().treasuryText());
    object.body.object()->insert_or_assign(key, std::move(value));
    return parseStatement(test::sign(object, {"ben"}));
}

bool malformedWith(const std::string& key, base::Json value) {
    const auto result = readWith(approval(), key, std::move(value));
    return !result && result.error() == Error::malformed;
}

} // namespace

TEST_CASE("statements of every kind survive their signed form") {
    for (const StatementKind kind :
         {StatementKind::approval, StatementKind::rejection, StatementKind::question, StatementKind::answer,
          StatementKind::takeBack}) {
        Statement statement = test::statementBy("ben", test::draftedIntent(), kind);
        if (kind == StatementKind::answer)
            statement.answers = crypto::sha256({});
        statement.note = noteHash({"Why", {}});
        const auto again = parseStatement(test::signedBy("ben", statement));
        REQUIRE(again);
        CHECK(*again == statement);
        CHECK(parseStatementKind(name(kind)) == kind);
    }
    CHECK(!parseStatementKind("Approval"));
}

TEST_CASE("a statement has exactly one form") {
    CHECK(!malformedWith("authority_version", 1));
    CHECK(malformedWith("authority_version", 0));
    CHECK(malformedWith("at", -1));
    CHECK(malformedWith("expires", test::NOW.seconds)); // not after `at`
    CHECK(malformedWith("expires", base::Json()));
    CHECK(malformedWith("intent", "00"));
    CHECK(malformedWith("intent", std::string(64, 'A')));
    CHECK(malformedWith("person", "ben"));
    CHECK(malformedWith("note", "free text"));
    CHECK(malformedWith("amount", 1));
    CHECK(malformedWith("answers", std::string(64, 'a'))); // only an answer has it
}

TEST_CASE("an approval without expiry, and anything else with one, is refused") {
    crypto::Unsigned object = toUnsigned(approval(), test::foundedState().treasuryText());
    object.body.object()->erase("expires");
    CHECK(parseStatement(test::sign(object, {"ben"})).error() == Error::malformed);
    object.type = "rejection";
    CHECK(parseStatement(test::sign(object, {"ben"})));
    object.body.object()->emplace("expires", test::INTENT_EXPIRY.seconds);
    CHECK(parseStatement(test::sign(object, {"ben"})).error() == Error::malformed);
    object.body.object()->erase("expires");
    object.type = "answer";
    CHECK(parseStatement(test::sign(object, {"ben"})).error() == Error::malformed);
    object.body.object()->emplace("answers", "00");
    CHECK(parseStatement(test::sign(object, {"ben"})).error() == Error::malformed);
}

TEST_CASE("the same words mean nothing under another type: approval and rejection differ in what is signed") {
    Statement rejection = approval();
    rejection.kind = StatementKind::rejection;
    rejection.expires.reset();
    crypto::Unsigned asApproval = toUnsigned(rejection, test::foundedState().treasuryText());
    asApproval.type = "approval";
    CHECK(asApproval.digest() != toUnsigned(rejection, test::foundedState().treasuryText()).digest());
}

TEST_CASE("a statement has one signature") {
    const crypto::Unsigned object = toUnsigned(approval(), test::foundedState().treasuryText());
    CHECK(parseStatement(test::sign(object, {"ben", "dora"})).error() == Error::severalSignatures);
    crypto::Unsigned other = object;
    other.type = "intent";
    CHECK(parseStatement(test::sign(other, {"ben"})).error() == Error::wrongType);
}

TEST_CASE("notes are plain, bounded and salted") {
    const Note note{"Called the supplier.", {1}};
    CHECK(*parseNote(toJson(note)) == note);
    CHECK(noteHash(note) != noteHash({"Called the supplier.", {2}}));
    for (const std::string& text :
         {std::string(), std::string(MAX_NOTE + 1, 'a'), std::string("a\xE2\x80\xAE")})
        CHECK(!parseNote(toJson(Note{text, {}})));
    CHECK(parseNote(toJson(Note{std::string(MAX_NOTE, 'a'), {}})));
}
