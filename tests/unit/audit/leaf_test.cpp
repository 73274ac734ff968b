#include "audit/leaf.h"

#include "audit/merkle_tree.h"
#include "fakes/counting_random.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::audit;

namespace {

const LogName LOG{std::string(64, 'a'), "console"};

Event approval() {
    Event event;
    event.kind = "withdrawal.approved";
    event.at = base::UnixTime{1'800'000'000};
    event.person = std::string(32, '1');
    event.subject = std::string(64, '2');
    event.refs = {crypto::sha256(base::asBytes("approval"))};
    event.fields = {{"amount", std::int64_t{4'200'000}}, {"payee", "Aldgate Mining"}, {"note", nullptr}};
    return event;
}

crypto::Ed25519KeyPair keyPair(std::uint64_t seed = 1) {
    test::CountingRandom random(seed);
    return crypto::Ed25519KeyPair::generate(random);
}

LeafRecord make(const Event& event = approval(), const LeafPosition& position = {}) {
    test::CountingRandom random(7);
    auto record = makeLeaf(LOG, position, event, keyPair(), random);
    REQUIRE(record);
    return std::move(record).value();
}

Error refusal(const Event& event) {
    test::CountingRandom random(7);
    const auto record = makeLeaf(LOG, {}, event, keyPair(), random);
    REQUIRE_FALSE(record);
    return record.error();
}

/// The leaf with one member of its body changed, signed again by the same key.
base::Result<Leaf, Error> changed(const std::string& member, const base::Json& value) {
    const LeafRecord record = make();
    crypto::Unsigned object = record.leaf.object().unsignedPart();
    (*object.body.object())[member] = value;
    const auto signature = crypto::signWith(object, keyPair());
    return Leaf::parse(crypto::assemble(object, {signature}).bytes());
}

} // namespace

TEST_CASE("a leaf is read back as it was made") {
    const LeafRecord record = make();
    const auto leaf = Leaf::parse(record.leaf.bytes());
    REQUIRE(leaf);
    CHECK(leaf->log() == LOG);
    CHECK(leaf->kind() == "withdrawal.approved");
    CHECK(leaf->at().seconds == 1'800'000'000);
    CHECK(leaf->person() == std::string(32, '1'));
    CHECK(leaf->subject() == std::string(64, '2'));
    CHECK(leaf->refs() == approval().refs);
    CHECK(leaf->commitments().size() == 3);
    CHECK(leaf->hash() == leafHash(record.leaf.bytes()));
    CHECK(leaf->verifiesBy(keyPair().publicKey()));
    CHECK_FALSE(leaf->verifiesBy(keyPair(2).publicKey()));
}

TEST_CASE("a leaf stands at its place after the one before") {
    const LeafRecord first = make();
    const LeafRecord second = make(approval(), {1, first.leaf.hash()});
    CHECK(second.leaf.position().previous == first.leaf.hash());
    CHECK(changed("index", 1).error() == Error::leafMalformed); // no previous leaf named
    CHECK(changed("index", -1).error() == Error::leafMalformed);
    CHECK(changed("prev", std::string(64, '0')).error() == Error::leafMalformed);
}

TEST_CASE("the values of fields are not in the leaf, and one can be shown without the others") {
    const LeafRecord record = make();
    CHECK(base::asText(record.leaf.bytes()).find("Aldgate") == std::string_view::npos);
    const LeafRecord shown = record.disclosing({"amount", "absent"});
    CHECK(shown.openings.size() == 1);
    const std::string text = shown.toJson().canonical();
    CHECK(text.find("4200000") != std::string::npos);
    CHECK(text.find("Aldgate") == std::string::npos);
    const auto again = LeafRecord::parse(*base::Json::parse(text));
    REQUIRE(again);
    CHECK(again->openings == shown.openings);
}

TEST_CASE("an opening with another value, salt or name opens nothing") {
    const LeafRecord record = make();
    Opening opening = record.openings.at("amount");
    CHECK(record.leaf.opens("amount", opening));
    CHECK_FALSE(record.leaf.opens("payee", opening));
    CHECK_FALSE(record.leaf.opens("absent", opening));
    opening.value = std::int64_t{4'200'001};
    CHECK_FALSE(record.leaf.opens("amount", opening));
    opening = record.openings.at("amount");
    opening.salt[15] ^= 1U;
    CHECK_FALSE(record.leaf.opens("amount", opening));
}

TEST_CASE("a record that shows what its leaf did not commit to is refused") {
    base::Json json = make().toJson();
    json.object()->at("open").object()->at("amount").object()->at("value") = std::int64_t{1};
    CHECK(LeafRecord::parse(json).error() == Error::openingMismatch);
    json.object()->at("open").object()->at("amount").object()->at("salt") = "00";
    CHECK(LeafRecord::parse(json).error() == Error::leafMalformed);
    json.object()->erase("open");
    CHECK(LeafRecord::parse(json).error() == Error::leafMalformed);
}

TEST_CASE("two fields with the same value have different commitments") {
    Event event = approval();
    event.fields = {{"a", 1}, {"b", 1}};
    const auto commitments = make(event).leaf.commitments();
    CHECK(commitments.at("a") != commitments.at("b"));
}

TEST_CASE("a changed leaf no longer verifies") {
    const LeafRecord record = make();
    std::string text(base::asText(record.leaf.bytes()));
    text.replace(text.find("withdrawal.approved"), 19, "withdrawal.rejected");
    const auto leaf = Leaf::parse(base::asBytes(text));
    REQUIRE(leaf);
    CHECK_FALSE(leaf->verifiesBy(keyPair().publicKey()));
}

TEST_CASE("a leaf without the signature of the key that answers is none") {
    const crypto::Unsigned object = make().leaf.object().unsignedPart();
    const auto foreign = crypto::signWith(object, keyPair(2));
    CHECK(Leaf::parse(crypto::assemble(object, {foreign}).bytes()).error() == Error::leafMalformed);
    const auto own = crypto::signWith(object, keyPair());
    const auto both = Leaf::parse(crypto::assemble(object, {foreign, own}).bytes());
    REQUIRE(both);
    CHECK(both->verifiesBy(keyPair().publicKey()));
}

TEST_CASE("an envelope of another type and a body with more or other members are no leaf") {
    crypto::Unsigned object = make().leaf.object().unsignedPart();
    object.type = "approval";
    const auto signature = crypto::signWith(object, keyPair());
    CHECK(Leaf::parse(crypto::assemble(object, {signature}).bytes()).error() == Error::leafMalformed);
    CHECK(changed("extra", 1).error() == Error::leafMalformed);
    CHECK(changed("event", "Withdrawal").error() == Error::leafMalformed);
    CHECK(changed("at", -1).error() == Error::leafMalformed);
    CHECK(changed("person", "x").error() == Error::leafMalformed);
    CHECK(changed("subject", "xyz").error() == Error::leafMalformed);
    CHECK(changed("log", "Console").error() == Error::leafMalformed);
    CHECK(changed("refs", base::Json::Array{"00"}).error() == Error::leafMalformed);
    CHECK(changed("fields", base::Json::Object{{"a", "00"}}).error() == Error::leafMalformed);
}

TEST_CASE("what cannot stand in a leaf is refused when it is made") {
    Event event = approval();
    event.kind = "With space";
    CHECK(refusal(event) == Error::leafMalformed);
    event = approval();
    event.person = "anna";
    CHECK(refusal(event) == Error::leafMalformed);
    event = approval();
    event.fields = {{"Amount", 1}};
    CHECK(refusal(event) == Error::leafFieldName);
    event = approval();
    event.refs.resize(MAX_LEAF_REFS + 1);
    CHECK(refusal(event) == Error::leafMalformed);
}

TEST_CASE("what cannot stand in a leaf is refused before anybody is asked to sign it") {
    const auto prepared = [](const Event& event, const LogName& log = LOG) {
        test::CountingRandom random(7);
        const auto leaf = prepareLeaf(log, {}, event, crypto::keyIdOf(keyPair().publicKey()), random);
        return leaf ? std::optional<Error>() : leaf.error();
    };
    CHECK_FALSE(prepared(approval()).has_value());
    CHECK(prepared(approval(), {std::string(63, 'a'), "console"}) == Error::leafMalformed);
    CHECK(prepared(approval(), {LOG.treasury, "Console"}) == Error::leafMalformed);
    Event event = approval();
    event.kind = "With space";
    CHECK(prepared(event) == Error::leafMalformed);
    event = approval();
    event.at = base::UnixTime{-1};
    CHECK(prepared(event) == Error::leafMalformed);
    event = approval();
    event.person = "anna";
    CHECK(prepared(event) == Error::leafMalformed);
    event = approval();
    event.subject = "xyz";
    CHECK(prepared(event) == Error::leafMalformed);
    event = approval();
    event.refs.resize(MAX_LEAF_REFS + 1);
    CHECK(prepared(event) == Error::leafMalformed);
    event = approval();
    event.fields.clear();
    for (std::size_t i = 0; i < MAX_LEAF_FIELDS; ++i)
        event.fields["f" + std::to_string(i)] = 1;
    CHECK_FALSE(prepared(event).has_value());
    event.fields["one_more"] = 1;
    CHECK(prepared(event) == Error::leafFieldName);
}

TEST_CASE("a leaf that nobody signed is none") {
    test::CountingRandom random(7);
    auto leaf = prepareLeaf(LOG, {}, approval(), crypto::keyIdOf(keyPair().publicKey()), random);
    REQUIRE(leaf);
    CHECK(signLeaf(std::move(leaf).value(), {}).error() == Error::leafMalformed);
}

TEST_CASE("a field is nested no deeper than every record around it can be read back") {
    const auto nested = [](std::size_t depth) {
        base::Json value = 1;
        for (std::size_t i = 0; i < depth; ++i)
            value = base::Json::Array{value};
        Event event = approval();
        event.fields = {{"amount", value}};
        return event;
    };
    const LeafRecord record = make(nested(MAX_LEAF_FIELD_DEPTH));
    const base::Json entry = base::Json::Object{{"leaves", base::Json::Array{record.toJson()}}};
    CHECK(base::Json::parseCanonical(entry.canonical()));
    CHECK(refusal(nested(MAX_LEAF_FIELD_DEPTH + 1)) == Error::leafMalformed);
    CHECK(refusal(nested(base::Json::MAX_DEPTH - 2)) == Error::leafMalformed);
}

TEST_CASE("a leaf has at most 65,535 bytes; values count only by their commitment") {
    Event event = approval();
    event.fields = {{"text", std::string(1'000'000, 'x')}};
    CHECK(make(event).leaf.bytes().size() < 1'000);
    event.fields.clear();
    for (int i = 0; i < 256; ++i)
        event.fields[std::string(60, 'f') + std::to_string(1'000 + i)] = i;
    event.refs.resize(MAX_LEAF_REFS);
    CHECK(make(event).leaf.bytes().size() <= MAX_LEAF);
    CHECK(Leaf::parse(base::Bytes(MAX_LEAF + 1)).error() == Error::leafTooLarge);
}

TEST_CASE("a log's name is read from its origin, strictly") {
    CHECK(LOG.origin() == "strongroom/" + std::string(64, 'a') + "/console");
    CHECK(LogName::parse(LOG.origin()) == LOG);
    CHECK_FALSE(LogName::parse("strongroom/" + std::string(63, 'a') + "/console"));
    CHECK_FALSE(LogName::parse("strongroom/" + std::string(64, 'A') + "/console"));
    CHECK_FALSE(LogName::parse("strongroom/" + std::string(64, 'a') + "/"));
    CHECK_FALSE(LogName::parse("strongroom/" + std::string(64, 'a') + "/a/b"));
    CHECK_FALSE(LogName::parse("other/" + std::string(64, 'a') + "/console"));
}

TEST_CASE("a blob is named by its hash and size") {
    CHECK(blobReference(base::asBytes("abc")).canonical() ==
          R"({"blob":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3})");
}
