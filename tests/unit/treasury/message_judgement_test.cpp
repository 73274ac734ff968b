#include "treasury/message_judgement.h"

#include "psbt/message_verify.h"
#include "subject.h"
#include "treasury/travel.h"

#include <doctest/doctest.h>

#include <functional>

using namespace strongroom;
using namespace strongroom::treasury;
using strongroom::authority::AuthorityState;
using strongroom::test::foundedState;
using strongroom::test::NOW;

namespace {

constexpr std::string_view WORDS = "We hold these coins.";

MessageIntent wordsOf(const vault::Vault& vault, const AuthorityState& state = foundedState()) {
    const Registry registry = test::registryOf(state);
    MessageIntent intent;
    intent.treasury = state.treasury();
    intent.initiator = test::personId("anna");
    intent.nonce.fill(5);
    intent.expiry = test::INTENT_EXPIRY;
    intent.policyHash = state.policyHash();
    intent.authorityVersion = state.version();
    for (std::size_t i = 0; i < registry.vaults().size(); ++i)
        if (registry.vaults()[i].id == vault.id)
            intent.vault = registry.vaultRecord(i);
    intent.request.message = base::toBytes(base::asBytes(WORDS));
    intent.request.place = {0, 3};
    return intent;
}

MessageIntent words() {
    return wordsOf(test::hotVault().vault);
}

crypto::SignedObject signedWords(const MessageIntent& intent, const std::string& signer = "anna") {
    return test::sign(toUnsigned(intent), {signer});
}

crypto::SignedObject saidBy(const std::string& person, const MessageIntent& intent,
                            StatementKind kind = StatementKind::approval) {
    Statement statement{
        kind, intentDigest(intent), test::personId(person), intent.authorityVersion, NOW, {}, {}, {}};
    if (kind == StatementKind::approval)
        statement.expires = test::INTENT_EXPIRY;
    return test::signedBy(person, statement);
}

base::Result<MessageJudgement, base::Failure> judged(const crypto::SignedObject& intent,
                                                     const std::vector<crypto::SignedObject>& statements = {},
                                                     const AuthorityState& state = foundedState()) {
    return judgeMessage(intent, statements, test::registryOf(state), test::knowledgeOf(state));
}

std::string refusal(const std::function<void(MessageIntent&)>& change, const std::string& signer = "anna") {
    MessageIntent intent = words();
    change(intent);
    const auto judgement = judged(signedWords(intent, signer));
    return judgement ? "" : judgement.error().code;
}

} // namespace

TEST_CASE("words have one form, which reads back as the same") {
    const MessageIntent intent = words();
    const crypto::SignedObject object = signedWords(intent);
    CHECK(toJson(*parseMessageIntent(object)) == toJson(intent));
    CHECK(intentDigest(*parseMessageIntent(object)) == intentDigest(intent));
    MessageIntent other = intent;
    other.request.place.index = 4;
    CHECK(intentDigest(other) != intentDigest(intent));

    const auto malformed = [&](std::string_view name, base::Json value) {
        crypto::Unsigned changed = toUnsigned(intent);
        changed.body.object()->insert_or_assign(std::string(name), std::move(value));
        return parseMessageIntent(test::sign(std::move(changed), {"anna"})).error() == Error::malformed;
    };
    CHECK(malformed("kind", "spend"));
    CHECK(malformed("v", 2));
    CHECK(malformed("nonce", "00"));
    CHECK(malformed("psbt", "cHNidP8="));
    CHECK(malformed("body", base::Json::Object{{"network", "regtest"}, {"vault", std::string(64, '0')}}));
    const auto withRequest = [](base::Json request) {
        return base::Json::Object{
            {"network", "regtest"}, {"request", std::move(request)}, {"vault", std::string(64, '0')}};
    };
    CHECK(malformed("body", withRequest("sign this")));
    CHECK(malformed("body", withRequest(base::Json::Object{{"psbt", "cHNidP8="}})));
}

TEST_CASE("a spend is never taken for words, nor words for a spend (A104)") {
    CHECK(parseIntent(signedWords(words())).error() == Error::wrongType);
    CHECK(parseMessageIntent(test::signedIntent(test::draftedIntent())).error() == Error::wrongType);
    crypto::Unsigned disguised = toUnsigned(words());
    disguised.type = INTENT_TYPE;
    CHECK(parseIntent(test::sign(std::move(disguised), {"anna"})).error() == Error::malformed);
    crypto::Unsigned spend = toUnsigned(test::draftedIntent());
    spend.type = MESSAGE_INTENT_TYPE;
    CHECK(parseMessageIntent(test::sign(std::move(spend), {"anna"})).error() == Error::malformed);
}

TEST_CASE("the starter policy lets two officers beside the proposer say words") {
    const MessageIntent intent = words();
    const crypto::SignedObject object = signedWords(intent);
    const auto none = judged(object);
    REQUIRE(none);
    CHECK(none->decision().action().proven() == policy::Action::signMessage);
    CHECK(none->decision().outflow().proven() == base::Amount());
    CHECK_FALSE(none->isApproved());
    const auto approvals = [&](const std::vector<std::string>& people) {
        std::vector<crypto::SignedObject> statements;
        for (const std::string& person : people)
            statements.push_back(saidBy(person, intent));
        return judged(object, statements)->isApproved();
    };
    CHECK_FALSE(approvals({"ben"}));
    CHECK_FALSE(approvals({"anna", "ben"}));
    CHECK(approvals({"ben", "cleo"}));
}

TEST_CASE("one rejection stops words, and approvals of a payment mean nothing for them") {
    const MessageIntent intent = words();
    const crypto::SignedObject object = signedWords(intent);
    CHECK_FALSE(judged(object, {saidBy("ben", intent), saidBy("cleo", intent),
                                saidBy("dora", intent, StatementKind::rejection)})
                    ->isApproved());
    const auto strays = judged(object, {test::approvalBy("ben", test::draftedIntent()),
                                        test::approvalBy("cleo", test::draftedIntent())});
    CHECK_FALSE(strays->isApproved());
    CHECK(strays->tally().dismissed.size() == 2);
}

TEST_CASE("the transaction of words is the vault's own, made by whoever judges") {
    const auto judgement = judged(signedWords(words()));
    REQUIRE(judgement);
    CHECK(judgement->draft().scriptPubKey == test::hotVault().vault.descriptor.derive(0, 3)->scriptPubKey);
    psbt::Psbt psbt = judgement->draft().psbt;
    REQUIRE(test::signAll(psbt, test::hotVault(), 1));
    const auto proof = psbt::finishProof(psbt).value();
    CHECK(psbt::verifyMessage(judgement->draft().scriptPubKey, base::asBytes(WORDS), *proof.signature)
              ->verdict == bitcoin::SpendVerdict::valid);
}

TEST_CASE("words stand only under the authority in force, and for a while") {
    CHECK(refusal([](MessageIntent&) {}) == "");
    CHECK(refusal([](MessageIntent&) {}, "ben") == "treasury.not_the_signer");
    CHECK(refusal([](MessageIntent& m) { m.network = bitcoin::Network::main; }) == "treasury.wrong_network");
    CHECK(refusal([](MessageIntent& m) { m.policyHash = {}; }) == "treasury.policy_changed");
    CHECK(refusal([](MessageIntent& m) { m.vault = {}; }) == "treasury.vault_changed");
    CHECK(refusal([](MessageIntent& m) { m.expiry = NOW; }) == "treasury.expired");
    CHECK(refusal([](MessageIntent& m) { m.expiry = NOW + base::Seconds{31 * 86'400}; }) ==
          "treasury.lifetime_too_long");
    CHECK(refusal([](MessageIntent& m) { m.authorityVersion = 9; }) == "treasury.newer_authority");
    CHECK(refusal([](MessageIntent& m) { m.request.message = {0x1b}; }) == "message.not_text");
}

TEST_CASE("words that somebody has spoken about after their end are over, whatever the clock says") {
    MessageIntent intent = words();
    intent.expiry = NOW + base::Seconds{10};
    Statement late{StatementKind::approval,
                   intentDigest(intent),
                   test::personId("ben"),
                   intent.authorityVersion,
                   NOW + base::Seconds{10},
                   {},
                   {},
                   {}};
    late.expires = test::INTENT_EXPIRY;
    CHECK(judged(signedWords(intent), {saidBy("ben", intent)}));
    CHECK(judged(signedWords(intent), {test::signedBy("ben", late)}).error().code == "treasury.expired");
}

TEST_CASE("words of the cold tier ask for what everything of the cold tier asks for") {
    const MessageIntent intent = wordsOf(test::coldVault().vault);
    const auto judgement = judged(signedWords(intent), {saidBy("ben", intent), saidBy("cleo", intent)});
    REQUIRE(judgement);
    CHECK_FALSE(judgement->isApproved());
    CHECK(judgement->tally().approvals.size() == 2); // compliance, too
}

TEST_CASE("words travel as a payment does, and no reader of payments takes them for one (A104)") {
    const MessageIntent intent = words();
    const psbt::Psbt made = vault::draftMessage(test::hotVault().vault, intent.request).value().psbt;
    Travel travel;
    travel.intent = signedWords(intent);
    travel.statements = {saidBy("ben", intent)};
    const psbt::Psbt carriage = addTravel(made, travel).value();
    const Travel read = readTravel(carriage).value();
    CHECK(carriesMessage(read));
    CHECK(read.statements.size() == 1);
    CHECK(parseIntent(*read.intent).error() == Error::wrongType);
    CHECK_FALSE(carriesMessage(readTravel(made).value()));
    Travel both;
    both.intent = test::signedIntent(test::draftedIntent());
    CHECK_FALSE(carriesMessage(both));
    CHECK(addTravel(carriage, both).error() == Error::severalIntents);

    CHECK(sameButForSignatures(made, carriage));
    psbt::Psbt other = carriage;
    other.inputs[0].tapKeySig = base::Bytes(64, 1);
    CHECK(sameButForSignatures(made, other));
    other.inputs[0].sighashType = 1;
    CHECK_FALSE(sameButForSignatures(made, other));
    other = carriage;
    other.tx.lockTime = 1;
    CHECK_FALSE(sameButForSignatures(made, other));
    other = carriage;
    other.outputs[0].unknown.emplace(base::Bytes{0xf0}, base::Bytes{1});
    CHECK_FALSE(sameButForSignatures(made, other));
    other = carriage;
    other.unknown.clear(); // the words themselves
    CHECK_FALSE(sameButForSignatures(made, other));
}
