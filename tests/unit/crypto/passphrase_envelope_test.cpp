#include "crypto/passphrase_envelope.h"

#include "fakes/counting_random.h"

#include <doctest/doctest.h>
#include <functional>
#include <string>

using namespace strongroom;
using namespace strongroom::crypto;
using base::asBytes;
using base::Json;
using secret::SecretText;

namespace {

EnvelopeBinding binding() {
    return {std::string(64, 'a'), "regtest", EnvelopePurpose::approvalKey,
            "00112233445566778899aabbccddeeff"};
}

SecretText text(std::string_view value) {
    return SecretText::fromUtf8(asBytes(value)).value();
}

struct Fixture {
    test::CountingRandom random;
    PassphraseKey key = PassphraseKey::create(text("correct horse"), KdfUse::training, random).value();
    PassphraseEnvelope envelope = PassphraseEnvelope::seal(asBytes("the secret"), binding(), key, random);

    /// The envelope after a change of its JSON.
    base::Result<PassphraseEnvelope, Error> changed(const std::function<void(Json::Object&)>& change) const {
        Json json = envelope.json();
        change(*json.object());
        return PassphraseEnvelope::parse(json);
    }
    static Json::Object& member(Json::Object& object, const char* name) { return *object.at(name).object(); }
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "the right passphrase opens an envelope that was written and read") {
    const auto read = PassphraseEnvelope::parseBytes(asBytes(envelope.text()));
    REQUIRE(read);
    const auto opened = read->open(binding(), text("correct horse"), KdfUse::training);
    REQUIRE(opened);
    CHECK(base::asText(opened->span()) == "the secret");
}

TEST_CASE_FIXTURE(Fixture, "another passphrase does not") {
    CHECK(envelope.open(binding(), text("correct horsf"), KdfUse::training).error() ==
          Error::decryptionFailed);
    CHECK(envelope.open(binding(), SecretText(), KdfUse::training).error() == Error::passphraseEmpty);
}

TEST_CASE_FIXTURE(Fixture, "an envelope is opened only for what it was made for") {
    EnvelopeBinding other = binding();
    other.treasury = std::string(64, 'b');
    CHECK(envelope.open(other, key).error() == Error::keyEnvelopeBinding);
    other = binding();
    other.network = "signet";
    CHECK(envelope.open(other, key).error() == Error::keyEnvelopeBinding);
    other = binding();
    other.purpose = EnvelopePurpose::databaseSlot;
    CHECK(envelope.open(other, key).error() == Error::keyEnvelopeBinding);
    other = binding();
    other.keyId = "00";
    CHECK(envelope.open(other, text("correct horse"), KdfUse::training).error() == Error::keyEnvelopeBinding);
    CHECK(envelope.open(binding(), key));
}

TEST_CASE_FIXTURE(Fixture, "rewriting what an envelope says it is for does not help") {
    const auto relabelled = changed([](auto& o) { member(o, "bound")["treasury"] = std::string(64, 'b'); });
    REQUIRE(relabelled);
    EnvelopeBinding other = binding();
    other.treasury = std::string(64, 'b');
    CHECK(relabelled->open(other, key).error() == Error::decryptionFailed);
    const auto repurposed = changed([](auto& o) { member(o, "bound")["purpose"] = "database-slot"; });
    REQUIRE(repurposed);
    other = binding();
    other.purpose = EnvelopePurpose::databaseSlot;
    CHECK(repurposed->open(other, key).error() == Error::decryptionFailed);
}

TEST_CASE_FIXTURE(Fixture, "one passphrase key seals several purposes under keys that differ") {
    EnvelopeBinding slot = binding();
    slot.purpose = EnvelopePurpose::databaseSlot;
    const auto second = PassphraseEnvelope::seal(asBytes("database key"), slot, key, random);
    const auto derived = envelope.deriveKey(text("correct horse"), KdfUse::training).value();
    CHECK(base::asText(second.open(slot, derived)->span()) == "database key");
    CHECK(base::asText(envelope.open(binding(), derived)->span()) == "the secret");
}

TEST_CASE_FIXTURE(Fixture, "weak settings are refused for real treasuries and on the main network") {
    CHECK(envelope.deriveKey(text("correct horse"), KdfUse::real).error() == Error::kdfTooWeak);
    const auto onMain = changed([](auto& o) { member(o, "bound")["network"] = "main"; });
    CHECK(onMain->deriveKey(text("correct horse"), KdfUse::training).error() == Error::trainingOnMain);
}

TEST_CASE_FIXTURE(Fixture, "settings that would stop the machine are refused before any work") {
    const auto bomb = changed([](auto& o) { member(o, "kdf")["memory_kib"] = INT64_C(1) << 40; });
    CHECK(bomb->deriveKey(text("correct horse"), KdfUse::training).error() == Error::kdfTooCostly);
    const auto slow = changed([](auto& o) { member(o, "kdf")["passes"] = INT64_C(1) << 31; });
    CHECK(slow->deriveKey(text("correct horse"), KdfUse::training).error() == Error::kdfTooCostly);
}

TEST_CASE_FIXTURE(Fixture, "every member is needed and no other is taken") {
    for (const char* name : {"bound", "ciphertext", "kdf", "nonce", "type", "v"})
        CHECK(changed([&](auto& o) { o.erase(name); }).error() == Error::keyEnvelopeMalformed);
    for (const char* name : {"key_id", "network", "purpose", "treasury"})
        CHECK(changed([&](auto& o) { member(o, "bound").erase(name); }).error() ==
              Error::keyEnvelopeMalformed);
    for (const char* name : {"alg", "memory_kib", "passes", "salt"})
        CHECK(changed([&](auto& o) { member(o, "kdf").erase(name); }).error() == Error::keyEnvelopeMalformed);
    CHECK(changed([](auto& o) { o["more"] = 1; }).error() == Error::keyEnvelopeMalformed);
    CHECK(changed([](auto& o) { o["v"] = 2; }).error() == Error::keyEnvelopeVersionUnknown);
    CHECK(changed([](auto& o) { o["type"] = "other"; }).error() == Error::keyEnvelopeMalformed);
    CHECK(changed([](auto& o) { o["nonce"] = "00"; }).error() == Error::keyEnvelopeMalformed);
    CHECK(changed([](auto& o) { o["ciphertext"] = "00"; }).error() == Error::keyEnvelopeMalformed);
    CHECK(changed([](auto& o) { o["ciphertext"] = std::string(4'096, '0'); }).error() ==
          Error::keyEnvelopeMalformed);
    CHECK(changed([](auto& o) { member(o, "kdf")["alg"] = "scrypt"; }).error() ==
          Error::keyEnvelopeMalformed);
    CHECK(changed([](auto& o) { member(o, "bound")["network"] = "moon"; }).error() ==
          Error::keyEnvelopeMalformed);
}

TEST_CASE_FIXTURE(Fixture, "a flipped bit anywhere in the file is refused") {
    const std::string original = envelope.text();
    for (std::size_t i = 0; i < original.size(); i += 7) {
        std::string altered = original;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        const auto read = PassphraseEnvelope::parseBytes(asBytes(altered));
        CHECK_FALSE((read && read->open(binding(), text("correct horse"), KdfUse::training)));
    }
}

TEST_CASE("a real treasury's envelope costs 256 MiB and opens") {
    test::CountingRandom random;
    const auto key = PassphraseKey::create(text("correct horse"), KdfUse::real, random).value();
    const auto envelope = PassphraseEnvelope::seal(asBytes("the secret"), binding(), key, random);
    CHECK(*envelope.json().find("kdf")->find("memory_kib")->integer() == 262'144);
    CHECK(envelope.open(binding(), text("correct horse"), KdfUse::real));
}
