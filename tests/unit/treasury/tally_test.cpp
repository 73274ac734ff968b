#include "treasury/tally.h"

#include "subject.h"

#include <doctest/doctest.h>

#include <functional>

using namespace strongroom;
using namespace strongroom::treasury;
using strongroom::authority::AuthorityState;
using strongroom::test::approvalBy;
using strongroom::test::foundedState;
using strongroom::test::NOW;
using strongroom::test::signedBy;
using strongroom::test::statementBy;

namespace {

/// The starter policy asks one officer for the seed; `approvals` asks for more.
struct Options {
    AuthorityState state = foundedState();
    base::UnixTime now = NOW;
    Intent intent = test::draftedIntent();
    bool payeeIsNew = false;
};

base::Result<Judgement, Error> judged(const std::vector<crypto::SignedObject>& statements,
                                      const Options& options = {}) {
    Knowledge knowledge = test::knowledgeOf(options.state);
    knowledge.now = options.now;
    if (options.payeeIsNew)
        knowledge.payees.lastPaid.clear();
    return judge(test::hotSpend(), test::signedIntent(options.intent), statements,
                 test::registryOf(options.state), knowledge);
}

Tally tallied(const std::vector<crypto::SignedObject>& statements, const Options& options = {}) {
    const auto judgement = judged(statements, options);
    REQUIRE(judgement);
    return judgement->tally();
}

std::string reasonFor(const Tally& tally, const crypto::SignedObject& object) {
    for (const Dismissed& entry : tally.dismissed) {
        if (entry.object == object.id())
            return std::string(entry.why.code);
    }
    return "";
}

std::string reasonWith(const std::string& signer, const std::function<void(Statement&)>& change,
                       const Options& options = {}) {
    Statement statement = statementBy("ben", options.intent);
    change(statement);
    const crypto::SignedObject object = signedBy(signer, statement);
    const Tally result = tallied({object}, options);
    CHECK(!result.isApproved());
    return reasonFor(result, object);
}

crypto::SignedObject of(StatementKind kind, const std::string& person, base::UnixTime at = NOW) {
    Statement statement = statementBy(person, test::draftedIntent(), kind);
    statement.at = at;
    return signedBy(person, statement);
}

crypto::SignedObject answerTo(const crypto::SignedObject& question, const std::string& person) {
    Statement statement = statementBy(person, test::draftedIntent(), StatementKind::answer);
    statement.answers = question.id();
    return signedBy(person, statement);
}

} // namespace

TEST_CASE("one officer's approval meets the starter policy for a middling payment") {
    const Tally none = tallied({});
    REQUIRE(none.approvals.size() == 1);
    CHECK(none.approvals[0].k == 1);
    CHECK(!none.isApproved());
    const Tally one = tallied({approvalBy("ben", test::draftedIntent())});
    CHECK(one.isApproved());
    CHECK(one.quorum.subject() == intentDigest(test::draftedIntent()));
    CHECK(one.dismissed.empty());
}

TEST_CASE("the proposer's own approval does not count, with whatever device") {
    const Options byBen{foundedState(), NOW, test::draftedIntent(foundedState(), "ben"), false};
    for (const char* device : {"ben", "ben/1"}) {
        const crypto::SignedObject own = approvalBy(device, byBen.intent);
        const auto judgement = judge(test::hotSpend(), test::signedIntent(byBen.intent, "ben"), {&own, 1},
                                     test::registryOf(foundedState()), test::knowledgeOf(foundedState()));
        REQUIRE(judgement);
        CHECK(!judgement->isApproved());
        CHECK(reasonFor(judgement->tally(), own) == "quorum.initiator");
    }
}

TEST_CASE("who added a payee cannot approve its first use, and can approve later ones") {
    const crypto::SignedObject byAdder = approvalBy("dora", test::draftedIntent());
    Options first;
    first.payeeIsNew = true;
    const Tally refused = tallied({byAdder}, first);
    CHECK(!refused.isApproved());
    CHECK(reasonFor(refused, byAdder) == "quorum.excluded");
    CHECK(tallied({byAdder, approvalBy("emil", test::draftedIntent())}, first).isApproved());
    CHECK(tallied({byAdder}).isApproved());
}

TEST_CASE("an approval of another intent, even for the same payment, does not count") {
    Intent again = test::draftedIntent();
    again.nonce[0] ^= 1;
    const crypto::SignedObject other = approvalBy("ben", again);
    const Tally result = tallied({other});
    CHECK(!result.isApproved());
    CHECK(reasonFor(result, other) == "treasury.other_intent");
}

TEST_CASE("an approval counts until it expires, to the second") {
    const auto expiringAt = [](base::UnixTime expires) {
        Statement statement = statementBy("ben", test::draftedIntent());
        statement.at = NOW - base::Seconds{100};
        statement.expires = expires;
        return signedBy("ben", statement);
    };
    CHECK(tallied({expiringAt(NOW + base::Seconds{1})}).isApproved());
    const crypto::SignedObject expired = expiringAt(NOW);
    CHECK(!tallied({expired}).isApproved());
    CHECK(reasonFor(tallied({expired}), expired) == "treasury.statement_expired");
}

TEST_CASE("an approval from the future, for somebody else, of another treasury or without a known key") {
    CHECK(reasonWith("ben", [](Statement& s) { s.at = NOW + CLOCK_TOLERANCE + base::Seconds{1}; }) ==
          "treasury.statement_from_future");
    CHECK(reasonWith("dora", [](Statement&) {}) == "treasury.not_the_signer");
    CHECK(reasonWith("mallory", [](Statement&) {}) == "quorum.unknown_key");
    const crypto::SignedObject foreign =
        test::sign(toUnsigned(statementBy("ben", test::draftedIntent()), std::string(64, 'b')), {"ben"});
    CHECK(reasonFor(tallied({foreign}), foreign) == "treasury.wrong_treasury");
    const crypto::Unsigned approval =
        toUnsigned(statementBy("ben", test::draftedIntent()), foundedState().treasuryText());
    crypto::Unsigned other = approval;
    other.body.object()->insert_or_assign("at", NOW.seconds - 1);
    const crypto::SignedObject moved =
        crypto::assemble(approval, {crypto::signWith(other, test::deviceKey("ben", 0))});
    CHECK(reasonFor(tallied({moved}), moved) == "quorum.bad_signature");
}

TEST_CASE("an approval within the clock tolerance counts") {
    Statement statement = statementBy("ben", test::draftedIntent());
    statement.at = NOW + CLOCK_TOLERANCE;
    CHECK(tallied({signedBy("ben", statement)}).isApproved());
}

TEST_CASE("an object that is no statement is named and means nothing") {
    const crypto::SignedObject intent = test::signedIntent(test::draftedIntent());
    const Tally result = tallied({intent, approvalBy("ben", test::draftedIntent())});
    CHECK(reasonFor(result, intent) == "treasury.wrong_type");
    CHECK(result.isApproved());
}

TEST_CASE("people suspended or revoked after approving do not count") {
    const crypto::SignedObject approval = approvalBy("emil", test::draftedIntent());
    CHECK(tallied({approval}).isApproved());
    for (const auto& [personState, code] :
         {std::pair{quorum::PersonState::suspended, "quorum.person_suspended"},
          std::pair{quorum::PersonState::revoked, "quorum.person_revoked"}}) {
        Options options;
        options.state = test::withPersonState(foundedState(), "emil", personState);
        const Tally result = tallied({approval}, options);
        CHECK(!result.isApproved());
        CHECK(reasonFor(result, approval) == code);
    }
}

TEST_CASE("the same officer twice, with two devices, counts once") {
    const Options options;
    const crypto::SignedObject first = approvalBy("ben", options.intent);
    const crypto::SignedObject second = approvalBy("ben/1", options.intent);
    const Tally result = tallied({first, second});
    CHECK(result.quorum.obligations()[0].counted.size() == 1);
    CHECK(reasonFor(result, second) == "quorum.already_counted");
    CHECK(tallied({first, first}).dismissed.empty()); // one object delivered twice is one object
}

TEST_CASE("a good signature under a newer authority than is known stops everything") {
    Statement newer = statementBy("ben", test::draftedIntent());
    newer.authorityVersion = 2;
    const auto judgement = judged({approvalBy("dora", test::draftedIntent()), signedBy("ben", newer)});
    REQUIRE(!judgement);
    CHECK(judgement.error() == Error::newerAuthority);
    // A stranger's word does not stop anything.
    CHECK(judged({approvalBy("dora", test::draftedIntent()), signedBy("mallory", newer)})->isApproved());
}

TEST_CASE("an approval under an older authority than the intent's does not count") {
    const AuthorityState later =
        test::withPersonState(foundedState(), "audrey", quorum::PersonState::suspended);
    Options options;
    options.state = later;
    options.intent = test::draftedIntent(later);
    CHECK(reasonWith(
              "ben", [](Statement& s) { s.authorityVersion = 1; }, options) == "treasury.older_authority");
    CHECK(tallied({approvalBy("ben", options.intent)}, options).isApproved());
}

TEST_CASE("one rejection by any active approver ends it, whatever the approvals") {
    const crypto::SignedObject approval = approvalBy("ben", test::draftedIntent());
    for (const char* person : {"dora", "emil", "anna", "ben"}) {
        const Tally result = tallied({approval, of(StatementKind::rejection, person)});
        CHECK(result.rejections.size() == 1);
        CHECK(!result.isApproved());
    }
}

TEST_CASE("people who approve nothing, or are suspended, do not reject or ask") {
    const crypto::SignedObject approval = approvalBy("ben", test::draftedIntent());
    for (const StatementKind kind : {StatementKind::rejection, StatementKind::question}) {
        const crypto::SignedObject byAuditor = of(kind, "audrey");
        const Tally result = tallied({approval, byAuditor});
        CHECK(result.isApproved());
        CHECK(reasonFor(result, byAuditor) == "treasury.may_not_reject");
    }
    Options options;
    options.state = test::withPersonState(foundedState(), "emil", quorum::PersonState::suspended);
    CHECK(tallied({approval, of(StatementKind::rejection, "emil")}, options).isApproved());
}

TEST_CASE("a question pauses until it is answered or its asker approves") {
    const crypto::SignedObject approval = approvalBy("ben", test::draftedIntent());
    const crypto::SignedObject question = of(StatementKind::question, "dora", NOW - base::Seconds{10});
    CHECK(!tallied({approval, question}).isApproved());
    CHECK(tallied({approval, question}).openQuestions.size() == 1);
    CHECK(tallied({approval, question, answerTo(question, "anna")}).isApproved());
    CHECK(tallied({approval, question, approvalBy("dora", test::draftedIntent())}).isApproved());
    // Dora's approval before her question does not answer it.
    const crypto::SignedObject late = of(StatementKind::question, "dora", NOW + base::Seconds{10});
    CHECK(!tallied({approval, late, approvalBy("dora", test::draftedIntent())}).isApproved());
}

TEST_CASE("an answer to no question, or by somebody without a say, answers nothing") {
    const crypto::SignedObject approval = approvalBy("ben", test::draftedIntent());
    const crypto::SignedObject question = of(StatementKind::question, "dora");
    const crypto::SignedObject stray = answerTo(approval, "anna");
    CHECK(reasonFor(tallied({approval, stray}), stray) == "treasury.answers_nothing");
    const crypto::SignedObject byAuditor = answerTo(question, "audrey");
    CHECK(!tallied({approval, question, byAuditor}).isApproved());
}

TEST_CASE("only the initiator takes a withdrawal back") {
    const crypto::SignedObject approval = approvalBy("ben", test::draftedIntent());
    CHECK(!tallied({approval, of(StatementKind::takeBack, "anna")}).isApproved());
    const crypto::SignedObject byOther = of(StatementKind::takeBack, "dora");
    const Tally result = tallied({approval, byOther});
    CHECK(result.isApproved());
    CHECK(reasonFor(result, byOther) == "treasury.may_not_take_back");
}
