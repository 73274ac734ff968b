#include "service/station.h"

#include "fakes/console_world.h"
#include "service/backup.h"
#include "service/registration.h"
#include "service/station_report.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::service;

namespace {

SecretText secretOf(std::string_view text) {
    return SecretText::fromUtf8(base::asBytes(text)).value();
}

const SecretText& passphrase() {
    static const SecretText text = secretOf("passphrase of the station");
    return text;
}

StationSetup setupIn(const test::ConsoleWorld& world, const std::string& name = "vault-room") {
    return {world.temporary() / name, "Vault room", "regtest", true};
}

std::string inGroups(const std::string& digest) {
    std::string text;
    for (std::size_t i = 0; i < digest.size(); i += 4)
        text += digest.substr(i, 4) + " ";
    return text;
}

template <typename T>
std::string codeOf(const Outcome<T>& outcome) {
    return outcome ? "done" : outcome.error().code;
}

} // namespace

TEST_CASE("a station is made, provisioned with what two people compared, opened, and kept up to date") {
    test::ConsoleWorld world;
    const StationSetup setup = setupIn(world);
    const auto made =
        createStation(world.ports(), setup, StationKeyOrigin::created, SecretText(), passphrase());
    REQUIRE(codeOf(made) == "done");
    CHECK(made->label == "Vault room");
    CHECK(made->path == "m/48h/1h/0h/2h");
    CHECK(made->xpub.starts_with("[" + made->fingerprint + "/48h/1h/0h/2h]tpub"));
    CHECK(!made->isProvisioned());
    CHECK(codeOf(createStation(world.ports(), setup, StationKeyOrigin::created, SecretText(),
                               passphrase())) == "signer.station_key_exists");
    const auto words = stationWords(world.ports(), setup.folder, passphrase());
    REQUIRE(codeOf(words) == "done");
    CHECK(words->size() > 24 * 3);
    CHECK(codeOf(stationWords(world.ports(), setup.folder, passphrase())) == "signer.words_shown");

    auto office = world.open();
    const auto bundle = exportRegistration(office);
    REQUIRE(codeOf(bundle) == "done");
    const auto shown = readRegistration(world.ports(), setup.folder, *bundle);
    REQUIRE(codeOf(shown) == "done");
    CHECK(shown->genesisDigest == office.card().treasuryId);
    CHECK(shown->training);
    CHECK(shown->coldVaults.empty());
    CHECK(codeOf(provisionStation(world.ports(), setup.folder, *bundle, std::string(64, '0'),
                                  passphrase())) == "signer.digest_mismatch");
    const auto provisioned =
        provisionStation(world.ports(), setup.folder, *bundle, inGroups(shown->genesisDigest), passphrase());
    REQUIRE(codeOf(provisioned) == "done");
    CHECK(provisioned->log.starts_with("station-" + made->fingerprint + "-"));
    CHECK(provisioned->log.size() == 21);
    CHECK(provisioned->authoritySentence.starts_with("Policy 1, officers as of "));
    CHECK(!provisioned->open);

    const auto opened = openStation(world.ports(), setup.folder, passphrase());
    REQUIRE(codeOf(opened) == "done");
    CHECK((*opened)->card().open);
    CHECK(codeOf((*opened)->updateRegistration(*bundle)) == "done"); // nothing new is nothing wrong
    CHECK(codeOf((*opened)->review(base::asBytes("not a PSBT"))) == "psbt.not_psbt");
    CHECK(codeOf((*opened)->lock()) == "done");
    CHECK(!(*opened)->card().open);
    CHECK(codeOf((*opened)->review(base::asBytes("not a PSBT"))) == "signer.locked");
}

TEST_CASE("a bundle that is none, or of another treasury, changes nothing") {
    test::ConsoleWorld world;
    test::ConsoleWorld stranger;
    const StationSetup setup = setupIn(world);
    REQUIRE(createStation(world.ports(), setup, StationKeyOrigin::created, SecretText(), passphrase()));
    auto office = world.open();
    auto other = stranger.open();
    const base::Bytes bundle = exportRegistration(office).value();
    CHECK(codeOf(readRegistration(world.ports(), setup.folder, base::asBytes("{}"))) ==
          "registration.malformed");
    REQUIRE(provisionStation(world.ports(), setup.folder, bundle, office.card().treasuryId, passphrase()));
    const auto opened = openStation(world.ports(), setup.folder, passphrase());
    REQUIRE(opened);
    CHECK(codeOf((*opened)->updateRegistration(exportRegistration(other).value())) ==
          "workspace.other_treasury");
    CHECK((*opened)->card().genesisDigest == office.card().treasuryId);
}

TEST_CASE("a station's passphrase is long, and its folder is a station's") {
    test::ConsoleWorld world;
    const StationSetup setup = setupIn(world);
    CHECK(codeOf(createStation(world.ports(), setup, StationKeyOrigin::created, SecretText(),
                               secretOf("eleven char"))) == "founding.passphrase_short");
    CHECK(codeOf(readStation(world.ports(), setup.folder)) == "workspace.not_found");
    const StationSetup typed = setupIn(world, "typed");
    CHECK(codeOf(createStation(world.ports(), typed, StationKeyOrigin::imported,
                               secretOf("abandon abandon abandon"), passphrase())) != "done");
    const auto imported = createStation(
        world.ports(), typed, StationKeyOrigin::imported,
        secretOf("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon "
                 "abandon about"),
        passphrase());
    REQUIRE(codeOf(imported) == "done");
    CHECK(imported->fingerprint == "73c5da0a"); // of BIP84's test mnemonic
}

TEST_CASE("how old the authority is, in a sentence") {
    constexpr std::int64_t DAY = 86'400;
    const base::UnixTime since{1'793'664'000}; // 3 November 2026
    CHECK(authoritySentence(7, since, since + base::Seconds{17 * DAY}) ==
          "Policy 7, officers as of 3 Nov (17 days old).");
    CHECK(authoritySentence(7, since, since + base::Seconds{2 * DAY - 1}) ==
          "Policy 7, officers as of 3 Nov (1 day old).");
    CHECK(authoritySentence(1, since, since) == "Policy 1, officers as of 3 Nov (today).");
    CHECK(authoritySentence(1, {951'782'400}, {951'782'400}) ==
          "Policy 1, officers as of 29 Feb (today)."); // 2000
}

TEST_CASE("a registration bundle has one form") {
    CHECK(codeOf(parseRegistration(base::asBytes(R"({"changes":[],"genesis":{},"v":1})"))) == "done");
    CHECK(codeOf(parseRegistration(base::asBytes(R"({"changes":[],"genesis":{},"v":2})"))) ==
          "registration.malformed");
    CHECK(codeOf(parseRegistration(base::asBytes(R"({"changes":[{}],"genesis":{},"v":1})"))) ==
          "registration.malformed");
    CHECK(codeOf(parseRegistration(base::asBytes(R"({"changes":[], "genesis":{},"v":1})"))) ==
          "registration.malformed");
    CHECK(codeOf(genesisDigest(*parseRegistration(base::asBytes(R"({"changes":[],"genesis":{},"v":1})")))) ==
          "registration.malformed");
}
