#include "treasury/travel.h"

#include "psbt/codec.h"
#include "psbt/combine.h"
#include "subject.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::treasury;
using strongroom::test::approvalBy;

namespace {

Travel luggage() {
    Travel travel;
    travel.intent = test::signedIntent(test::draftedIntent());
    travel.statements = {approvalBy("ben", test::draftedIntent()), approvalBy("dora", test::draftedIntent())};
    travel.preimages = {{1, 2, 3}};
    travel.checkpoints = {{4, 5}};
    return travel;
}

psbt::Psbt loaded() {
    return addTravel(test::hotSpend(), luggage()).value();
}

psbt::ProprietaryKey keyOf(std::uint64_t subtype, const base::Bytes& value) {
    return {base::toBytes(base::asBytes("strongroom")), subtype, base::toBytes(crypto::sha256(value).span())};
}

Error errorWith(psbt::ProprietaryKey key, const base::Bytes& value) {
    psbt::Psbt psbt = loaded();
    psbt.proprietary.emplace(std::move(key), value);
    const auto result = readTravel(psbt);
    REQUIRE(!result);
    return result.error();
}

} // namespace

TEST_CASE("what travels comes back from the bytes of the PSBT, verbatim") {
    const auto psbt = psbt::parsePsbt(psbt::serialize(loaded()));
    REQUIRE(psbt);
    const auto travel = readTravel(*psbt);
    REQUIRE(travel);
    CHECK(travel->intent == luggage().intent);
    CHECK(travel->statements.size() == 2);
    CHECK(travel->preimages == luggage().preimages);
    CHECK(travel->checkpoints == luggage().checkpoints);
    CHECK(!readTravel(test::hotSpend())->intent);
}

TEST_CASE("the intent that a replacement names is found among what travels, whatever else does") {
    const Intent intent = test::draftedIntent();
    Travel travel = luggage();
    CHECK_FALSE(originalIn(travel, intentDigest(intent)));
    travel.preimages.push_back(approvalBy("ben", intent).bytes());
    travel.preimages.push_back(test::signedIntent(intent).bytes());
    REQUIRE(originalIn(travel, intentDigest(intent)));
    CHECK(originalIn(travel, intentDigest(intent))->bytes() == test::signedIntent(intent).bytes());
    CHECK_FALSE(originalIn(travel, crypto::Hash256()));
}

TEST_CASE("combining is a union, and the same again changes nothing") {
    Travel first = luggage();
    Travel second = luggage();
    first.statements.pop_back();
    second.statements.erase(second.statements.begin());
    const auto combined = psbt::combine(addTravel(test::hotSpend(), first).value(),
                                        addTravel(test::hotSpend(), second).value());
    REQUIRE(combined);
    CHECK(readTravel(*combined)->statements.size() == 2);
    CHECK(*combined == loaded());
    CHECK(addTravel(loaded(), luggage()).value() == loaded());
}

TEST_CASE("two intents are refused, also when two PSBTs are combined") {
    Intent again = test::draftedIntent();
    again.nonce[0] ^= 1;
    Travel other;
    other.intent = test::signedIntent(again);
    CHECK(addTravel(loaded(), other).error() == Error::severalIntents);
    const auto combined = psbt::combine(loaded(), addTravel(test::hotSpend(), other).value());
    REQUIRE(combined);
    CHECK(readTravel(*combined).error() == Error::severalIntents);
}

TEST_CASE("a key that is not the hash of its value is refused") {
    const base::Bytes value = {9};
    psbt::ProprietaryKey key = keyOf(4, value);
    key.data.back() ^= 1;
    CHECK(errorWith(key, value) == Error::fieldKeyMismatch);
    key.data.clear();
    CHECK(errorWith(key, value) == Error::fieldKeyMismatch);
}

TEST_CASE("unknown subtypes and objects under another subtype are refused") {
    const base::Bytes value = {9};
    CHECK(errorWith(keyOf(0, value), value) == Error::unknownField);
    CHECK(errorWith(keyOf(7, value), value) == Error::unknownField);
    CHECK(errorWith(keyOf(1ULL << 32U, value), value) == Error::unknownField);
    const base::Bytes approval = approvalBy("cleo", test::draftedIntent()).bytes();
    CHECK(errorWith(keyOf(3, approval), approval) == Error::misplacedField);
    CHECK(errorWith(keyOf(1, approval), approval) == Error::misplacedField);
    CHECK(errorWith(keyOf(6, approval), approval) == Error::misplacedField);
    CHECK(errorWith(keyOf(2, value), value) == Error::malformed);
}

TEST_CASE("a field in an input or output is refused") {
    const base::Bytes value = {9};
    psbt::Psbt psbt = loaded();
    psbt.inputs[0].proprietary.emplace(keyOf(4, value), value);
    CHECK(readTravel(psbt).error() == Error::misplacedField);
    psbt = loaded();
    psbt.outputs[0].proprietary.emplace(keyOf(4, value), value);
    CHECK(readTravel(psbt).error() == Error::misplacedField);
}

TEST_CASE("at most 64 KiB travel, keys included, to the byte") {
    constexpr std::size_t OVERHEAD = 10 + 1 + 32; // identifier, subtype, hash
    Travel travel;
    travel.preimages = {base::Bytes(MAX_TRAVEL_BYTES - OVERHEAD, 7)};
    CHECK(addTravel(test::hotSpend(), travel));
    travel.preimages[0].push_back(7);
    CHECK(addTravel(test::hotSpend(), travel).error() == Error::fieldsTooLarge);
}

TEST_CASE("stripping leaves nothing of ours and everything of others") {
    psbt::Psbt psbt = loaded();
    const base::Bytes value = {9};
    psbt.inputs[0].proprietary.emplace(keyOf(4, value), value);
    psbt.outputs[0].proprietary.emplace(keyOf(4, value), value);
    psbt::ProprietaryKey foreign = keyOf(1, value);
    foreign.identifier = {'x'};
    psbt.proprietary.emplace(foreign, value);
    psbt::Psbt expected = test::hotSpend();
    expected.proprietary.emplace(foreign, value);
    CHECK(stripTravel(psbt) == expected);
    CHECK(base::asText(psbt::serialize(stripTravel(loaded()))).find("strongroom") == std::string_view::npos);
}

TEST_CASE("other people's proprietary fields are left alone") {
    psbt::Psbt psbt = test::hotSpend();
    psbt::ProprietaryKey foreign = keyOf(99, {});
    foreign.identifier = {'x'};
    psbt.proprietary.emplace(foreign, base::Bytes(MAX_TRAVEL_BYTES + 1, 1));
    CHECK(readTravel(psbt));
}
