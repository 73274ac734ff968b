// An air-gapped station through the real process: its key, its provisioning, its review and its signature.
#include "station_world.h"

#include "base/file_system.h"

#include <algorithm>

using namespace strongroom;
using namespace strongroom::test;

namespace {

bool boolean(const signer::Frame& reply, std::string_view name) {
    const base::Json* value = reply.header.find(name);
    REQUIRE(value != nullptr);
    REQUIRE(value->boolean() != nullptr);
    return *value->boolean();
}

std::size_t signaturesIn(const psbt::Psbt& psbt) {
    std::size_t count = 0;
    for (const psbt::PsbtInput& input : psbt.inputs)
        count += input.partialSigs.size();
    return count;
}

} // namespace

TEST_CASE("a station shows its words once, before it belongs to a treasury, and makes one key") {
    const TemporaryFolder folder;
    const TestStation station = makeStation(folder, "station-a");
    SignerProcess process({"--seat", station.folder});
    CHECK(codeOf(process(creating(station))) == "signer.station_key_exists");
    CHECK(codeOf(process(frame("station_words", {}, {}, "not it"))) == "signer.wrong_passphrase");
    SignerProcess again({"--seat", station.folder});
    const Reply words = patiently(again, frame("station_words", {}, {}, station.passphrase));
    REQUIRE(codeOf(words) == "done");
    REQUIRE(words->secret.has_value());
    const auto shown = base::asText(words->secret->span());
    CHECK(std::count(shown.begin(), shown.end(), ' ') == 23);
    CHECK(codeOf(again(frame("station_words", {}, {}, station.passphrase))) == "signer.words_shown");
    CHECK(boolean(*again(frame("station")), "words_shown"));
}

TEST_CASE("words typed in give the key they stand for, and are not shown again") {
    const TemporaryFolder folder;
    SignerProcess process({"--seat", folder / "station"});
    std::string typed = "station passphrase";
    typed.push_back('\0');
    typed += "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
    const Reply created = process(frame(
        "station_create",
        {{"label", "Vault room"}, {"network", "regtest"}, {"training", true}, {"import", true}}, {}, typed));
    REQUIRE(codeOf(created) == "done");
    CHECK(text(*created, "fingerprint") == "73c5da0a"); // of BIP84's test mnemonic
    CHECK(text(*created, "path") == "m/48h/1h/0h/2h");
    CHECK(codeOf(process(frame("station_words", {}, {}, "station passphrase"))) == "signer.words_shown");
    CHECK(codeOf(process(frame("sign_cold", {}, {{1}}, "x"))) == "signer.locked");
}

TEST_CASE("a station is provisioned with what people compared, by its own passphrase and its own kind") {
    const TemporaryFolder folder;
    const World world = foundByProcess(folder);
    const TestStation station = makeStation(folder, "station-a");
    signer::Frame other = provisioning(world, station);
    other.header.object()->insert_or_assign("digest", std::string(64, 'a'));
    signer::Frame typo = provisioning(world, station);
    typo.secret = secret::SecureBuffer::copyOf(base::asBytes("a slip of the fingers"));
    TestStation real{folder / "real", "station-r", "canary passphrase", {}, {}};
    SignerProcess process({"--seat", station.folder});
    CHECK(codeOf(process(other)) == "signer.digest_mismatch");
    CHECK(codeOf(process(typo)) == "signer.wrong_passphrase");
    SignerProcess patient({"--seat", station.folder});
    REQUIRE(codeOf(patiently(patient, provisioning(world, station))) == "done");
    CHECK(codeOf(patient(provisioning(world, station))) == "signer.already_provisioned");
    CHECK(codeOf(patient(creating(station))) == "signer.already_provisioned");
    CHECK(codeOf(patient(frame("station_words", {}, {}, station.passphrase))) ==
          "signer.already_provisioned");
    SignerProcess realProcess({"--seat", real.folder});
    REQUIRE(codeOf(realProcess(creating(real, false))) == "done");
    CHECK(codeOf(realProcess(provisioning(world, real))) == "signer.station_key_mismatch");
    const TestStation keyless{folder / "keyless", "station-k", "canary passphrase", {}, {}};
    SignerProcess keylessProcess({"--seat", keyless.folder});
    CHECK(codeOf(keylessProcess(provisioning(world, keyless))) == "signer.no_such_key");
}

TEST_CASE("a station opens by its passphrase only") {
    const TemporaryFolder folder;
    const World world = foundByProcess(folder);
    const TestStation station = makeStation(folder, "station-a");
    CHECK(codeOf(SignerProcess({"--seat", station.folder})(unlockingStation(station))) ==
          "signer.not_provisioned");
    REQUIRE(codeOf(SignerProcess({"--seat", station.folder})(provisioning(world, station))) == "done");
    {
        SignerProcess process({"--seat", station.folder});
        CHECK(text(*process(frame("station")), "phase") == "locked");
        CHECK(codeOf(process(frame("unlock", {}, {}, "not it"))) == "signer.wrong_passphrase");
    }
    SignerProcess again({"--seat", station.folder});
    CHECK(codeOf(again(frame("unlock"))) == "signer.bad_request"); // without a passphrase
    const Reply opened = patiently(again, unlockingStation(station));
    REQUIRE(codeOf(opened) == "done");
    CHECK(text(*opened, "phase") == "open");
    CHECK(text(*opened, "treasury_name") == "Test treasury");
    CHECK(number(*opened, "policy_version") == 1);
    CHECK(!opened->secret.has_value());
}

TEST_CASE("a damaged key file is refused, not half-read") {
    const TemporaryFolder folder;
    const TestStation station = makeStation(folder, "station-a");
    const auto files = base::makeSystemFileSystem();
    const base::Bytes good = base::readWhole(*files, station.folder + "/station-key", 8'192).value();
    for (const std::string& other : {std::string("00000000"), std::string("no digit"), std::string()}) {
        CAPTURE(other); // another fingerprint than the envelope is sealed for
        std::string changed(base::asText(good));
        const std::string stated = "\"fingerprint\":\"";
        changed.replace(changed.find(stated + station.fingerprint) + stated.size(), 8, other);
        REQUIRE(base::writeWhole(*files, station.folder + "/station-key", base::asBytes(changed)));
        SignerProcess process({"--seat", station.folder});
        CHECK(codeOf(process(frame("station_words", {}, {}, station.passphrase))) ==
              "crypto.key_envelope_binding");
    }
    REQUIRE(base::writeWhole(*files, station.folder + "/station-key", base::asBytes("{}")));
    SignerProcess process({"--seat", station.folder});
    CHECK(codeOf(process(frame("station"))) == "signer.station_key_damaged");
}

TEST_CASE("a station reviews, signs with its receipt, and answers the same request with the same bytes") {
    const TemporaryFolder folder;
    ColdWorld world = foundColdWorld(folder);
    const TestStation& station = world.stations[0];
    const Proposed proposed = proposeCold(world, coldPayment(world, 20'000'000), {"ben", "cleo", "dora"});
    auto process = std::make_unique<SignerProcess>(std::vector<std::string>{"--seat", station.folder});
    REQUIRE(codeOf((*process)(provisioning(world.office, station))) == "done");
    CHECK(codeOf((*process)(frame("review", {}, {proposed.bytes()}))) == "signer.locked");
    REQUIRE(codeOf((*process)(unlockingStation(station))) == "done");
    CHECK(codeOf((*process)(frame("sign_cold", {}, {}, station.passphrase))) == "signer.bad_request");
    CHECK(codeOf((*process)(frame("sign_cold", {}, {proposed.bytes()}))) == "signer.bad_request");
    const Reply review = (*process)(frame("review", {}, {proposed.bytes()}));
    REQUIRE(codeOf(review) == "done");
    CHECK(boolean(*review, "may_sign"));
    CHECK(text(*review, "intent") == proposed.digest);
    CHECK(text(*review, "vault") == "Cold vault");
    CHECK(text(*review, "proposer") == "Test anna");
    signer::Frame other = signingCold(station, proposed);
    other.header.object()->insert_or_assign("shown_digest", std::string(64, 'a'));
    CHECK(codeOf((*process)(other)) == "signer.digest_changed");
    const Reply reply = (*process)(signingCold(station, proposed));
    REQUIRE(codeOf(reply, "signed") == "signed");
    const psbt::Psbt signedPsbt = psbt::parsePsbt(reply->blobs.at(0)).value();
    CHECK(signaturesIn(signedPsbt) == signedPsbt.inputs.size());
    const treasury::Travel travel = treasury::readTravel(signedPsbt).value();
    REQUIRE(travel.receipts.size() == 1);
    const auto receipt =
        treasury::verifyReceipt(travel.receipts[0], signedPsbt,
                                *crypto::Hash256::from(*base::fromHex(proposed.digest)), *world.office.state);
    REQUIRE(receipt);
    CHECK(receipt->log == "station-a");
    CHECK(receipt->authorityVersion == world.office.state->version());
    CHECK(base::toHex(receipt->fingerprint.span()) == station.fingerprint);
    process.reset();
    SignerProcess restarted({"--seat", station.folder});
    CHECK(codeOf(restarted(frame("review", {}, {proposed.bytes()}))) == "signer.locked");
    REQUIRE(codeOf(restarted(unlockingStation(station))) == "done");
    CHECK(restarted(signingCold(station, proposed))->blobs == reply->blobs);
}

TEST_CASE("without enough approvals, or before the right passphrase, a station signs nothing") {
    const TemporaryFolder folder;
    ColdWorld world = foundColdWorld(folder);
    const TestStation& station = world.stations[0];
    const psbt::Psbt payment = coldPayment(world, 20'000'000);
    const Proposed lonely = proposeCold(world, payment, {"ben"});
    SignerProcess process({"--seat", station.folder});
    REQUIRE(codeOf(process(provisioning(world.office, station))) == "done");
    REQUIRE(codeOf(process(unlockingStation(station))) == "done");
    const Reply review = process(frame("review", {}, {lonely.bytes()}));
    REQUIRE(codeOf(review) == "done");
    CHECK(!boolean(*review, "may_sign"));
    CHECK(text(*review, "refusal_code") == "signer.not_approved");
    CHECK(codeOf(process(signingCold(station, lonely)), "signed") == "signer.not_approved");
    const Proposed proposed = proposeCold(world, payment, {"ben", "cleo", "dora"});
    signer::Frame guess = signingCold(station, proposed);
    guess.secret = secret::SecureBuffer::copyOf(base::asBytes("not it"));
    CHECK(codeOf(process(guess), "signed") == "signer.wrong_passphrase");
    CHECK(codeOf(patiently(process, signingCold(station, proposed)), "signed") == "signed");
}

TEST_CASE("a station behind the people who approved refuses until it has their authority") {
    const TemporaryFolder folder;
    ColdWorld world = foundColdWorld(folder);
    const TestStation& station = world.stations[0];
    SignerProcess process({"--seat", station.folder});
    REQUIRE(codeOf(process(provisioning(world.office, station))) == "done");
    REQUIRE(codeOf(process(unlockingStation(station))) == "done");
    {
        SignerProcess office({"--seat", world.office.seat});
        REQUIRE(codeOf(office(unlocking(world.office.person("anna")))) == "done");
        REQUIRE(addPayee(world.office, office.call(), "another supplier") == "adopted");
    }
    const Proposed proposed = proposeCold(world, coldPayment(world, 20'000'000), {"ben", "cleo", "dora"});
    const Reply review = process(frame("review", {}, {proposed.bytes()}));
    REQUIRE(codeOf(review) == "done");
    CHECK(!boolean(*review, "may_sign"));
    CHECK(text(*review, "refusal_code") == "treasury.newer_authority");
    CHECK(review->header.find("outputs")->array()->size() == 2); // shown all the same
    CHECK(codeOf(process(signingCold(station, proposed)), "signed") == "treasury.newer_authority");
    const authority::Change& newest = world.office.changes.back();
    REQUIRE(codeOf(process(frame("adopt", {}, {newest.head.bytes(), newest.document}))) == "done");
    CHECK(codeOf(process(signingCold(station, proposed)), "signed") == "signed");
}
