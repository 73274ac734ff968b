// BCR-2020-005, BCR-2020-012 and BCR-2024-001: the numbers and texts of the reference implementation's tests.
#include "airgap/ur.h"

#include "airgap/bytewords.h"
#include "airgap/cbor.h"
#include "airgap/fountain.h"
#include "base/byte_writer.h"
#include "base/text_encoding.h"
#include "support/vectors.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace strongroom;
using namespace strongroom::airgap;
using nlohmann::json;

namespace {

json readJson(const std::string& file) {
    const auto text = test::readVectors(file);
    return text ? json::parse(*text) : json::object();
}

json fountainVectors() {
    return readJson("ur/bcr_2020_005_ur_fountain.json");
}

/// The message of the reference tests: bytes drawn from the generator that they check.
base::Bytes makeMessage(std::size_t size) {
    Xoshiro256 random(base::asBytes("Wolf"));
    base::Bytes message;
    while (message.size() < size)
        message.push_back(static_cast<std::uint8_t>(random.nextIndex(256)));
    return message;
}

base::Bytes asCbor(const base::Bytes& content) {
    CborWriter writer;
    return writer.byteString(content).take();
}

std::string bodyOf(const std::string& ur) {
    return ur.substr(ur.rfind('/') + 1);
}

} // namespace

TEST_CASE("checksums and bytewords are those of the specification") {
    const json vectors = fountainVectors();
    for (const json& entry : vectors.value("crc32", json::array())) {
        base::ByteWriter checksum;
        checksum.u32BigEndian(crc32(base::asBytes(entry["input"].get<std::string>())));
        CHECK(base::toHex(checksum.data()) == entry["hex"].get<std::string>());
    }
    for (const json& entry : vectors.value("bytewords", json::array())) {
        const base::Bytes content = *base::fromHex(entry["hex"].get<std::string>());
        CHECK(encodeBytewords(content) == entry["minimal"].get<std::string>());
        CHECK(decodeBytewords(entry["minimal"].get<std::string>()).value() == content);
    }
    for (const json& entry : vectors.value("bytewords_invalid", json::array()))
        CHECK_FALSE(decodeBytewords(entry["text"].get<std::string>()));
}

TEST_CASE("the generator gives the reference's numbers") {
    const json vectors = fountainVectors();
    for (const json& entry : vectors.value("xoshiro256", json::array())) {
        base::ByteWriter seed;
        if (entry.contains("seed_string"))
            seed.bytes(base::asBytes(entry["seed_string"].get<std::string>()));
        else
            seed.u32BigEndian(crc32(base::asBytes(entry["seed_crc32_of"].get<std::string>())));
        Xoshiro256 random(seed.data());
        const bool remainder = entry["op"] == "next()%100";
        for (const json& expected : entry["expected"])
            CHECK((remainder ? random.next() % 100 : random.nextIndex(10) + 1) ==
                  expected.get<std::uint64_t>());
    }
}

TEST_CASE("sampling, drawing and degrees are those of the reference") {
    const json vectors = fountainVectors();
    if (vectors.empty())
        return;
    const json& sampler = vectors["random_sampler"];
    const AliasSampler weighted(sampler["probs"].get<std::vector<double>>());
    Xoshiro256 random(base::asBytes(sampler["seed"].get<std::string>()));
    for (const json& expected : sampler["expected"])
        CHECK(weighted.next(random) == expected.get<std::size_t>());

    const json& shuffle = vectors["shuffle"];
    Xoshiro256 shuffling(base::asBytes(shuffle["seed"].get<std::string>()));
    for (const json& expected : shuffle["expected"]) {
        std::vector<int> shuffled;
        for (const std::size_t index : drawWithoutReplacement(shuffling, 10, 10))
            shuffled.push_back(shuffle["values"][index].get<int>());
        CHECK(shuffled == expected.get<std::vector<int>>());
    }

    const FragmentChooser chooser(vectors["partition"]["fragments"].size());
    unsigned nonce = 0;
    for (const json& expected : vectors["choose_degree"]["expected"]) {
        const std::string seed =
            vectors["choose_degree"]["seed_prefix"].get<std::string>() + std::to_string(++nonce);
        Xoshiro256 degrees(base::asBytes(seed));
        CHECK(chooser.chooseDegree(degrees) == expected.get<std::size_t>());
    }
}

TEST_CASE("each part carries the fragments that the reference gives it") {
    const json vectors = fountainVectors();
    if (vectors.empty())
        return;
    const base::Bytes message = makeMessage(1024);
    const FragmentChooser chooser(vectors["partition"]["fragments"].size());
    std::uint32_t part = 0;
    for (const json& expected : vectors["choose_fragments"]["expected"]) {
        auto fragments = chooser.fragmentsOf(++part, crc32(message));
        std::sort(fragments.begin(), fragments.end());
        CHECK(fragments == expected.get<std::vector<std::size_t>>());
    }
    const auto encoder = UrEncoder::create({"bytes", message}, 100).value();
    REQUIRE(encoder.parts() == vectors["partition"]["fragments"].size());
    part = 0;
    for (const json& expected : vectors["partition"]["fragments"]) {
        const auto cbor = decodeBytewords(bodyOf(encoder.part(++part))).value();
        CHECK(base::toHex(FountainPart::parse(cbor).value().data) == expected.get<std::string>());
    }
}

TEST_CASE("parts are equal to the reference's to the byte, mixed ones included") {
    const json vectors = fountainVectors();
    if (vectors.empty())
        return;
    const auto raw = UrEncoder::create({"bytes", makeMessage(256)}, 30).value();
    std::uint32_t number = 0;
    for (const json& expected : vectors["fountain_parts"]["cbor"])
        CHECK(base::toHex(decodeBytewords(bodyOf(raw.part(++number))).value()) ==
              expected.get<std::string>());
    CHECK(number == 20);

    CHECK(UrEncoder::create({"bytes", asCbor(makeMessage(50))}, 100).value().part(1) ==
          vectors["single_part_ur"]["ur"].get<std::string>());
    auto encoder = UrEncoder::create({"bytes", asCbor(makeMessage(256))}, 30).value();
    for (const json& expected : vectors["ur_encoder"]["parts"])
        CHECK(encoder.nextPart() == expected.get<std::string>());
}

TEST_CASE("the reference's parts are decoded from any of them on") {
    const json vectors = fountainVectors();
    if (vectors.empty())
        return;
    const json& parts = vectors["ur_encoder"]["parts"];
    for (std::size_t skipped = 0; skipped <= 4; ++skipped) {
        UrDecoder decoder;
        for (std::size_t i = skipped; i < parts.size(); ++i)
            CHECK(decoder.add(parts[i].get<std::string>()));
        REQUIRE(decoder.result());
        CHECK(decoder.result()->message == asCbor(makeMessage(256)));
    }
}

TEST_CASE("the examples of the documents are well-formed URs") {
    const json examples = readJson("ur/bcr_doc_examples.json");
    std::size_t read = 0;
    for (const json& entry : examples.value("cases", json::array())) {
        if (!entry.contains("ur"))
            continue;
        const std::string text = entry["ur"].get<std::string>();
        CAPTURE(text);
        UrDecoder decoder;
        CHECK(decoder.add(text));
        ++read;
    }
    CHECK((examples.empty() || read == 13));
}
