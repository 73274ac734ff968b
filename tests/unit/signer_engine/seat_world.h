// A training treasury founded through a signer's own verbs, its people with their envelopes and passphrases,
// and spends from its hot vault: what a coordinator holds, without any of its code. The signer is a process
// (process_world.h) or lives in the test (local_world.h).
#pragma once

#include "base/result.h"
#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "fakes/counting_random.h"
#include "fakes/founding.h"
#include "fakes/spend_world.h"
#include "policy/starter_policy.h"
#include "psbt/codec.h"
#include "signer/protocol/connection.h"
#include "treasury/judgement.h"
#include "treasury/record_judge.h"
#include "treasury/travel.h"

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::test {

using Reply = base::Result<signer::Frame, base::Failure>;
using Call = std::function<Reply(const signer::Frame&)>;

inline signer::Frame frame(std::string verb, base::Json::Object fields = {},
                           std::vector<base::Bytes> blobs = {}, std::string_view secret = {}) {
    signer::Frame request;
    fields.insert_or_assign("verb", std::move(verb));
    request.header = base::Json(std::move(fields));
    request.blobs = std::move(blobs);
    if (!secret.empty())
        request.secret = secret::SecureBuffer::copyOf(base::asBytes(secret));
    return request;
}

inline std::string text(const signer::Frame& reply, std::string_view name) {
    const base::Json* value = reply.header.find(name);
    return value != nullptr && value->string() != nullptr ? *value->string() : "";
}

inline std::int64_t number(const signer::Frame& reply, std::string_view name) {
    const base::Json* value = reply.header.find(name);
    return value != nullptr && value->integer() != nullptr ? *value->integer() : -1;
}

/// The code of a refusal, or "signed", "done" … : whatever `positive` says.
inline std::string codeOf(const Reply& reply, std::string positive = "done") {
    return reply ? std::move(positive) : reply.error().code;
}

struct Member {
    std::string handle;
    std::string name;
    quorum::Roles roles;
    std::string passphrase;
    quorum::PersonId id;
    crypto::KeyId key;
    base::Bytes slot;
    base::Bytes approval;
    base::Bytes share;
};

/// Anna, Ben and Cleo are officers and administrators, Dora is an officer: everything reachable without any
/// one of them.
inline std::vector<Member> members() {
    using quorum::Role;
    std::vector<Member> all;
    for (const char* handle : {"anna", "ben", "cleo", "dora"}) {
        Member member;
        member.handle = handle;
        member.name = "Test " + member.handle;
        member.roles = {Role::officer};
        if (member.handle != "dora")
            member.roles.push_back(Role::admin);
        member.passphrase = "canary passphrase of " + member.handle;
        all.push_back(std::move(member));
    }
    return all;
}

inline authority::ChangeRules promptRules() {
    authority::ChangeRules rules = starterChangeRules();
    rules.cooldown = {0};
    rules.payeeCooling = {0};
    return rules;
}

inline base::Json promptPolicy() {
    policy::StarterChoices choices;
    choices.newPayeeFor = {0};
    choices.complianceOfficers = 0;
    return policy::starterPolicy(choices).toJson();
}

inline signer::Frame enrolment(const Member& member) {
    base::Json::Array roles;
    for (const quorum::Role role : member.roles)
        roles.emplace_back(std::string(quorum::name(role)));
    return frame("enrol",
                 {{"person", member.handle},
                  {"name", member.name},
                  {"roles", std::move(roles)},
                  {"device", member.name + "'s desk"},
                  {"training", true}},
                 {}, member.passphrase);
}

inline base::Json::Object foundingPlan(const std::string& folder) {
    return {{"name", "Test treasury"},    {"network", "regtest"},
            {"log", "console"},           {"folder", folder},
            {"policy", promptPolicy()},   {"change_rules", authority::toJson(promptRules())},
            {"vault_name", "Hot wallet"}, {"gap_limit", 100}};
}

/// What the founding session handed out, and what everybody can compute from it.
struct World {
    std::string seat;
    std::string treasuryId;
    std::vector<Member> people;
    std::vector<authority::Change> changes;
    std::optional<crypto::SignedObject> genesis;
    std::optional<authority::AuthorityState> state;
    std::optional<vault::Vault> hot;
    base::Bytes databaseKey;
    TestChain chain;
    CountingRandom random;
    std::uint32_t coinsMade = 0;

    [[nodiscard]] const Member& person(std::string_view handle) const {
        for (const Member& member : people)
            if (member.handle == handle)
                return member;
        FAIL("nobody of that name");
        return people.front();
    }
};

inline World foundWorld(const Call& call, const std::string& folder) {
    World world;
    world.people = members();
    for (Member& member : world.people) {
        const Reply enrolled = call(enrolment(member));
        REQUIRE(codeOf(enrolled) == "done");
        member.id = *quorum::PersonId::from(*base::fromHex(text(*enrolled, "person_id")));
        member.key = *crypto::KeyId::from(*base::fromHex(text(*enrolled, "key_id")));
    }
    const Reply finished = call(frame("finish", foundingPlan(folder)));
    REQUIRE(codeOf(finished) == "done");
    world.seat = text(*finished, "seat");
    world.treasuryId = text(*finished, "treasury");
    REQUIRE(finished->blobs.size() == 1 + 3 * world.people.size());
    for (std::size_t i = 0; i < world.people.size(); ++i) {
        world.people[i].slot = finished->blobs[1 + 3 * i];
        world.people[i].approval = finished->blobs[2 + 3 * i];
        world.people[i].share = finished->blobs[3 + 3 * i];
    }
    REQUIRE(finished->secret.has_value());
    world.databaseKey = base::toBytes(finished->secret->span());
    world.genesis = crypto::SignedObject::parse(finished->blobs[0], authority::MAX_GENESIS_BYTES).value();
    world.state = authority::found(*world.genesis, treasury::RecordJudge()).value();
    const treasury::Registry registry = treasury::Registry::make(*world.state).value();
    REQUIRE(registry.vaults().size() == 1);
    world.hot = registry.vaults().front();
    return world;
}

inline signer::Frame unlocking(const Member& member) {
    return frame("unlock", {{"person", member.handle}}, {member.approval, member.slot}, member.passphrase);
}
inline signer::Frame arming(const Member& member) {
    return frame("arm", {{"person", member.handle}}, {member.approval, member.share}, member.passphrase);
}

/// Signs a change of the authority by its people, one after the other, and adopts it. The code of the first
/// refusal, or "adopted".
inline std::string change(World& world, const Call& call, authority::ChangeKind kind, base::Bytes document,
                          const std::vector<std::string>& signers) {
    base::Bytes head;
    for (const std::string& handle : signers) {
        const Member& member = world.person(handle);
        std::vector<base::Bytes> blobs{member.approval, document};
        if (!head.empty())
            blobs.push_back(head);
        Reply reply =
            call(frame("head", {{"person", member.handle}, {"kind", std::string(authority::name(kind))}},
                       std::move(blobs), member.passphrase));
        if (!reply)
            return reply.error().code;
        head = std::move(reply->blobs.at(0));
    }
    const Reply adopted = call(frame("adopt", {}, {head, document}));
    if (!adopted)
        return adopted.error().code;
    authority::Change made{crypto::SignedObject::parse(head, authority::MAX_HEAD_BYTES).value(), document};
    const auto verified = authority::verifyChange(*world.state, made, treasury::RecordJudge());
    REQUIRE(verified);
    world.state = verified->preview();
    world.changes.push_back(std::move(made));
    return "adopted";
}

inline authority::PayeeRecord payeeBy(const World& world, std::string_view handle,
                                      std::string_view label = "supplier") {
    authority::PayeeRecord record = payeeRecord(label, handle);
    record.addedBy = world.person(handle).id;
    record.script = payeeScript(label);
    record.address = *bitcoin::encodeAddress(record.script, bitcoin::Network::regtest);
    record.id = authority::payeeIdOf(record);
    return record;
}

inline std::string addPayee(World& world, const Call& call, std::string_view label = "supplier") {
    return change(world, call, authority::ChangeKind::payees,
                  authority::recordsDocument<authority::PayeeRecord>({payeeBy(world, "dora", label)}),
                  {"dora", "anna"});
}

/// An unsigned payment of the hot vault to the supplier, from a coin of its own.
inline psbt::Psbt payment(World& world, std::int64_t satoshi) {
    const std::uint32_t index = world.coinsMade++;
    const std::vector<vault::Coin> coins{world.chain.fund(*world.hot, satoshi + 1'000'000, 0, index % 50)};
    vault::SpendRequest request;
    request.payments = {{payeeScript(), *base::Amount::fromSatoshi(satoshi), nullptr, {}}};
    request.feeRate = base::FeeRate::satPerVb(5);
    request.changeIndex = index % 50;
    auto spend = vault::buildSpend(*world.hot, request, coins, world.chain.lookUp(), world.random);
    REQUIRE(spend);
    return std::move(spend->psbt);
}

inline std::size_t outputTo(const psbt::Psbt& psbt, const base::Bytes& script) {
    for (std::size_t i = 0; i < psbt.tx.outputs.size(); ++i)
        if (psbt.tx.outputs[i].scriptPubKey == script)
            return i;
    FAIL("no such output");
    return 0;
}

struct Proposed {
    psbt::Psbt psbt; ///< With its intent.
    std::string digest;
    [[nodiscard]] base::Bytes bytes() const { return psbt::serialize(psbt); }
};

inline signer::Frame proposing(const Member& member, const psbt::Psbt& psbt, base::UnixTime expires) {
    const std::string output = std::to_string(outputTo(psbt, payeeScript()));
    base::Json::Object payments{{output, base::Json::Object{{"purpose", "Cables"}, {"reference", "INV 12"}}}};
    return frame(
        "propose",
        {{"person", member.handle}, {"expires_at", expires.seconds}, {"payments", std::move(payments)}},
        {member.approval, psbt::serialize(psbt)}, member.passphrase);
}

inline crypto::SignedObject object(base::ByteSpan bytes) {
    return crypto::SignedObject::parse(bytes, treasury::MAX_INTENT_BYTES).value();
}

inline Proposed propose(const World& world, const Call& call, std::string_view handle, const psbt::Psbt& psbt,
                        base::UnixTime expires) {
    const Reply reply = call(proposing(world.person(handle), psbt, expires));
    REQUIRE(codeOf(reply) == "done");
    treasury::Travel travel;
    travel.intent = object(reply->blobs.at(0));
    return {treasury::addTravel(psbt, travel).value(), text(*reply, "intent")};
}

inline signer::Frame stating(const Member& member, const Proposed& proposed, std::string kind = "approval") {
    return frame("state",
                 {{"person", member.handle}, {"kind", std::move(kind)}, {"shown_digest", proposed.digest}},
                 {member.approval, proposed.bytes()}, member.passphrase);
}

/// Adds the person's statement to the PSBT; the code of a refusal, or "done".
inline std::string state(const World& world, const Call& call, std::string_view handle, Proposed& proposed,
                         std::string kind = "approval") {
    const Reply reply = call(stating(world.person(handle), proposed, std::move(kind)));
    if (!reply)
        return reply.error().code;
    treasury::Travel travel;
    travel.statements = {object(reply->blobs.at(0))};
    proposed.psbt = treasury::addTravel(proposed.psbt, travel).value();
    return "done";
}

inline signer::Frame spending(const Proposed& proposed) {
    return frame("spend", {}, {proposed.bytes()});
}

/// Every input has a signature, and the transaction is complete with it.
inline bool isSigned(const Reply& reply) {
    if (!reply || reply->blobs.size() != 1)
        return false;
    const auto psbt = psbt::parsePsbt(reply->blobs.front());
    return psbt && std::all_of(psbt->inputs.begin(), psbt->inputs.end(),
                               [](const psbt::PsbtInput& input) { return input.partialSigs.size() == 1; });
}

} // namespace strongroom::test
