#include "keys/shared_envelope.h"

#include "fakes/counting_random.h"

#include <algorithm>
#include <bit>
#include <doctest/doctest.h>
#include <functional>
#include <string>

using namespace strongroom;
using namespace strongroom::keys;
using base::asBytes;
using base::Json;

namespace {

SharedBinding binding() {
    return {std::string(64, 'a'), bitcoin::Network::main, "00ff"};
}

crypto::KeyId officer(std::uint8_t number) {
    crypto::KeyId id;
    id.mutableSpan()[0] = number;
    return id;
}

/// Officers 1 to `count`; the bits of `who` say which of them are present (bit 0 = officer 1).
struct Fixture {
    test::CountingRandom random;
    std::vector<OfficerShare> everyone;

    void enrol(std::uint8_t count) {
        for (std::uint8_t i = 1; i <= count; ++i)
            everyone.push_back(newOfficerShare(officer(i), random));
    }
    std::vector<OfficerShare> present(unsigned who) const {
        std::vector<OfficerShare> result;
        for (std::size_t i = 0; i < everyone.size(); ++i)
            if ((who >> i & 1U) != 0)
                result.push_back({everyone[i].officer, everyone[i].share.clone()});
        return result;
    }
    SharedEnvelope seal(std::size_t threshold) {
        return SharedEnvelope::seal(asBytes("the hot key"), binding(), everyone, threshold, random).value();
    }
    static base::Result<SharedEnvelope, Error> changed(const SharedEnvelope& envelope,
                                                       const std::function<void(Json::Object&)>& change) {
        Json json = Json::parse(envelope.text()).value();
        change(*json.object());
        return SharedEnvelope::parseBytes(asBytes(json.canonical()));
    }
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "any k officers open a hot key and no fewer do") {
    enrol(5);
    for (const std::size_t threshold : {std::size_t{2}, std::size_t{3}, std::size_t{5}}) {
        const auto envelope = SharedEnvelope::parseBytes(asBytes(seal(threshold).text()));
        REQUIRE(envelope);
        for (unsigned who = 0; who < 32; ++who) {
            CAPTURE(who);
            const auto opened = envelope->open(binding(), present(who));
            const bool enough = static_cast<std::size_t>(std::popcount(who)) >= threshold;
            REQUIRE(opened.has_value() == enough);
            if (enough)
                CHECK(base::asText(opened->span()) == "the hot key");
            else
                CHECK(opened.error() == Error::officersTooFew);
        }
    }
}

TEST_CASE_FIXTURE(Fixture, "one officer alone is never enough, whatever the threshold asked for") {
    enrol(3);
    for (const std::size_t threshold : {std::size_t{0}, std::size_t{1}, std::size_t{4}})
        CHECK(SharedEnvelope::seal(asBytes("k"), binding(), everyone, threshold, random).error() ==
              Error::officersTooFew);
    // … nor in a file that claims so.
    const SharedEnvelope envelope = seal(2);
    CHECK(changed(envelope, [](auto& o) { o["threshold"] = 1; }).error() == Error::sharedEnvelopeMalformed);
}

TEST_CASE_FIXTURE(Fixture, "the same officer twice does not count twice") {
    enrol(3);
    const SharedEnvelope envelope = seal(2);
    std::vector<OfficerShare> twice = present(0b001);
    twice.push_back({everyone[0].officer, everyone[0].share.clone()});
    CHECK(envelope.open(binding(), twice).error() == Error::officerTwice);
    CHECK(SharedEnvelope::seal(asBytes("k"), binding(), twice, 2, random).error() == Error::officerTwice);
}

TEST_CASE_FIXTURE(Fixture, "an officer's share under another officer's name does not open") {
    enrol(3);
    const SharedEnvelope envelope = seal(2);
    std::vector<OfficerShare> disguised = present(0b011);
    disguised[1].share = everyone[0].share.clone();
    CHECK(envelope.open(binding(), disguised).error() == Error::sharedEnvelopeNotOpened);
    disguised = present(0b011);
    disguised[1].officer = officer(3);
    CHECK(envelope.open(binding(), disguised).error() == Error::sharedEnvelopeNotOpened);
    disguised[1].officer = officer(9);
    CHECK(envelope.open(binding(), disguised).error() == Error::officerUnknown);
}

TEST_CASE_FIXTURE(Fixture, "an envelope opens only for its own treasury, network and key") {
    enrol(2);
    const SharedEnvelope envelope = seal(2);
    SharedBinding other = binding();
    other.treasury = std::string(64, 'b');
    CHECK(envelope.open(other, everyone).error() == Error::sharedEnvelopeBinding);
    other = binding();
    other.network = bitcoin::Network::regtest;
    CHECK(envelope.open(other, everyone).error() == Error::sharedEnvelopeBinding);
    other = binding();
    other.keyId = "00fe";
    CHECK(envelope.open(other, everyone).error() == Error::sharedEnvelopeBinding);
    // Relabelling the file does not help.
    const auto relabelled =
        changed(envelope, [](auto& o) { (*o.at("bound").object())["treasury"] = std::string(64, 'b'); });
    REQUIRE(relabelled);
    other = binding();
    other.treasury = std::string(64, 'b');
    CHECK(relabelled->open(other, everyone).error() == Error::sharedEnvelopeNotOpened);
}

TEST_CASE_FIXTURE(Fixture, "a stanza does not serve another subset, and the threshold cannot be lowered") {
    enrol(4);
    const SharedEnvelope envelope = seal(3); // four stanzas: 012 013 023 123
    const auto swapped = changed(envelope, [](auto& o) {
        auto& stanzas = *o.at("stanzas").array();
        std::swap(stanzas[0], stanzas[3]);
    });
    REQUIRE(swapped);
    CHECK(swapped->open(binding(), present(0b0111)).error() == Error::sharedEnvelopeNotOpened);
    CHECK(swapped->open(binding(), present(0b1011)));
    const auto lowered = changed(envelope, [](auto& o) {
        o["threshold"] = 2;
        auto& stanzas = *o.at("stanzas").array();
        stanzas.resize(6, stanzas[0]);
    });
    REQUIRE(lowered);
    CHECK(lowered->open(binding(), present(0b0011)).error() == Error::sharedEnvelopeNotOpened);
}

TEST_CASE_FIXTURE(Fixture, "envelopes that are not well formed are refused") {
    enrol(3);
    const SharedEnvelope envelope = seal(2);
    for (const char* name : {"bound", "content", "officers", "stanzas", "threshold", "type", "v"})
        CHECK(changed(envelope, [&](auto& o) { o.erase(name); }).error() == Error::sharedEnvelopeMalformed);
    CHECK(changed(envelope, [](auto& o) { o["v"] = 2; }).error() == Error::sharedEnvelopeVersionUnknown);
    CHECK(changed(envelope, [](auto& o) { o["more"] = 2; }).error() == Error::sharedEnvelopeMalformed);
    CHECK(changed(envelope, [](auto& o) { o["threshold"] = -1; }).error() == Error::sharedEnvelopeMalformed);
    CHECK(changed(envelope, [](auto& o) { o.at("stanzas").array()->pop_back(); }).error() ==
          Error::sharedEnvelopeMalformed);
    CHECK(changed(envelope, [](auto& o) {
              auto& officers = *o.at("officers").array();
              std::swap(officers[0], officers[1]);
          }).error() == Error::sharedEnvelopeMalformed);
    CHECK(SharedEnvelope::parseBytes(asBytes(envelope.text() + " ")).error() ==
          Error::sharedEnvelopeMalformed);
    CHECK(SharedEnvelope::parseBytes(base::Bytes(SharedEnvelope::MAX_BYTES + 1, '{')).error() ==
          Error::sharedEnvelopeMalformed);
}

TEST_CASE_FIXTURE(Fixture, "a content that was changed, and a stanza that is none, are refused") {
    enrol(3);
    const SharedEnvelope envelope = seal(2);
    const auto damaged = changed(envelope, [](auto& o) {
        std::string text = *o.at("content").find("ciphertext")->string();
        text.front() = text.front() == '0' ? '1' : '0';
        o.at("content").object()->insert_or_assign("ciphertext", text);
    });
    REQUIRE(damaged);
    CHECK(damaged->open(binding(), present(0b011)).error() == Error::sharedEnvelopeNotOpened);
    for (const Json& stanza : {Json(7), Json(Json::Object{{"ciphertext", "00"}}),
                               Json(Json::Object{{"ciphertext", std::string(200, '0')}, {"nonce", "00"}}),
                               Json(Json::Object{{"ciphertext", "00"}, {"nonce", "00"}})})
        CHECK(changed(envelope, [&](auto& o) { o.at("stanzas").array()->front() = stanza; }).error() ==
              Error::sharedEnvelopeMalformed);
}

TEST_CASE_FIXTURE(Fixture, "the largest envelope stays within its limit") {
    enrol(12);
    const std::string text = seal(6).text();
    CHECK(text.size() <= SharedEnvelope::MAX_BYTES);
    CHECK(SharedEnvelope::parseBytes(asBytes(text)));
}
