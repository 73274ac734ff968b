#include "audit/checkpoint.h"

#include "fakes/counting_random.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace strongroom;
using namespace strongroom::audit;

namespace {

crypto::Ed25519KeyPair keyPair(std::uint64_t seed = 1) {
    test::CountingRandom random(seed);
    return crypto::Ed25519KeyPair::generate(random);
}

Checkpoint checkpoint() {
    return {"strongroom/" + std::string(64, 'a') + "/console", 42, crypto::sha256(base::asBytes("root"))};
}

} // namespace

TEST_CASE("a checkpoint is signed, read and verified") {
    const std::string note = signCheckpoint(checkpoint(), keyPair());
    const auto verified = verifyCheckpoint(note, checkpoint().origin, keyPair().publicKey());
    REQUIRE(verified);
    CHECK(*verified == checkpoint());
}

TEST_CASE("a checkpoint of another origin or another key is refused") {
    const std::string note = signCheckpoint(checkpoint(), keyPair());
    CHECK(verifyCheckpoint(note, "strongroom/other", keyPair().publicKey()).error() ==
          Error::checkpointForeign);
    CHECK(verifyCheckpoint(note, checkpoint().origin, keyPair(2).publicKey()).error() == Error::noteUnsigned);
    CHECK(verifyCheckpoint("x", checkpoint().origin, keyPair().publicKey()).error() == Error::noteMalformed);
}

TEST_CASE("checkpoint texts of another form are refused") {
    const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    CHECK(Checkpoint::parseText("origin\n5\n" + root + "\n"));
    CHECK(Checkpoint::parseText("origin\n9007199254740991\n" + root + "\n"));
    for (const std::string& text : std::vector<std::string>{
             "", "origin\n5\n" + root, "\n5\n" + root + "\n", "origin\n05\n" + root + "\n",
             "origin\n-5\n" + root + "\n", "origin\n5 \n" + root + "\n",
             "origin\n18446744073709551616\n" + root + "\n", "origin\n5\nAAAA\n",
             // Beyond 2^53−1 no record could hold the size, and as a signed number it may be negative.
             "origin\n18446744073709551615\n" + root + "\n", "origin\n9007199254740992\n" + root + "\n",
             "origin\n5\n" + root + "\nextension\n", "origin\n\n" + root + "\n"}) {
        CAPTURE(text);
        CHECK(Checkpoint::parseText(text).error() == Error::checkpointMalformed);
    }
}

TEST_CASE("a witness countersigns a head, with its time, and nobody else's") {
    const std::string note = signCheckpoint(checkpoint(), keyPair());
    const auto cosigned = countersign(note, "station-b", keyPair(2), base::UnixTime{1'800'000'000});
    REQUIRE(cosigned);
    CHECK(countersignedAt(*cosigned, "station-b", keyPair(2).publicKey()) == base::UnixTime{1'800'000'000});
    CHECK_FALSE(countersignedAt(*cosigned, "station-b", keyPair(3).publicKey()));
    CHECK_FALSE(countersignedAt(*cosigned, "station-c", keyPair(2).publicKey()));
    CHECK_FALSE(countersignedAt(note, "station-b", keyPair(2).publicKey()));
    CHECK(verifyCheckpoint(*cosigned, checkpoint().origin, keyPair().publicKey())); // still the log's own
    auto moved = SignedNote::parse(*cosigned);
    REQUIRE(moved);
    moved->signatures[1].signature[7] ^= 1U; // another time
    CHECK_FALSE(countersignedAt(moved->toText(), "station-b", keyPair(2).publicKey()));
}

TEST_CASE("a note that is no checkpoint is not countersigned") {
    SignedNote note{"buy milk\n", {}};
    note.sign("somebody", keyPair());
    CHECK(countersign(note.toText(), "station-b", keyPair(2), {}).error() == Error::checkpointMalformed);
}

TEST_CASE("a checkpoint verifies with sed and openssl alone, as docs/formats/bundle.md shows") {
    std::string folder = (std::filesystem::temp_directory_path() / "strongroom-checkpoint-XXXXXX").string();
    REQUIRE(mkdtemp(folder.data()) != nullptr);
    const auto put = [&](const char* name, const std::string& text) {
        std::ofstream(folder + "/" + name, std::ios::binary) << text;
    };
    const auto verifies = [&] {
        const std::string command = "cd '" + folder +
                                    "' && sed '/^$/,$d' checkpoint.txt > body && sed -n 's/^— [^ ]* //p' "
                                    "checkpoint.txt | openssl base64 -d -A "
                                    "| tail -c +5 > sig && openssl pkeyutl -verify -pubin -inkey log-key.pem "
                                    "-rawin -in body -sigfile sig "
                                    "> /dev/null 2>&1";
        return std::system(command.c_str()) == 0;
    };
    put("log-key.pem", publicKeyPem(keyPair().publicKey()));
    put("checkpoint.txt", signCheckpoint(checkpoint(), keyPair()));
    CHECK(verifies());
    Checkpoint other = checkpoint();
    other.size += 1;
    std::string forged = signCheckpoint(checkpoint(), keyPair());
    forged.replace(forged.find("\n42\n"), 4, "\n43\n");
    put("checkpoint.txt", forged);
    CHECK_FALSE(verifies());
    std::filesystem::remove_all(folder);
}
