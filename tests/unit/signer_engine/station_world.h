// Two air-gapped stations with seats of their own, and the treasury whose cold vault needs both: two of three
// keys, the third of which is in a safe. The office's signer and both stations are real processes.
#pragma once

#include "process_world.h"
#include "treasury/receipt.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::test {

struct TestStation {
    std::string folder;
    std::string log; ///< "station-a"
    std::string passphrase;
    std::string fingerprint;
    std::string xpub;

    [[nodiscard]] std::string keyText() const {
        return "[" + fingerprint + "/48h/1h/0h/2h]" + xpub + "/<0;1>/*";
    }
};

inline signer::Frame creating(const TestStation& station, bool training = true) {
    return frame("station_create",
                 {{"label", station.log}, {"network", "regtest"}, {"training", training}, {"import", false}},
                 {}, station.passphrase);
}

/// A station with a key and no treasury.
inline TestStation makeStation(const TemporaryFolder& folder, const std::string& log) {
    TestStation station{folder / log, log, "canary passphrase of " + log, {}, {}};
    SignerProcess process({"--seat", station.folder});
    const Reply created = process(creating(station));
    REQUIRE(codeOf(created) == "done");
    station.fingerprint = text(*created, "fingerprint");
    station.xpub = text(*created, "xpub");
    return station;
}

inline signer::Frame provisioning(const World& world, const TestStation& station) {
    std::vector<base::Bytes> blobs{{}, world.genesis->bytes()};
    for (const authority::Change& change : world.changes) {
        blobs.push_back(change.head.bytes());
        blobs.push_back(change.document);
    }
    return frame("provision", {{"log", station.log}, {"digest", world.treasuryId}}, std::move(blobs),
                 station.passphrase);
}

inline signer::Frame unlockingStation(const TestStation& station) {
    return frame("unlock", {}, {}, station.passphrase);
}

inline signer::Frame signingCold(const TestStation& station, const Proposed& proposed) {
    return frame("sign_cold", {{"shown_digest", proposed.digest}}, {proposed.bytes()}, station.passphrase);
}

struct ColdWorld {
    World office;
    vault::Vault cold;
    std::vector<TestStation> stations;
};

/// Founded, with the cold vault of the stations and a payee registered; the office stays unlocked by Anna.
inline ColdWorld foundColdWorld(const TemporaryFolder& folder) {
    std::vector<TestStation> stations{makeStation(folder, "station-a"), makeStation(folder, "station-b")};
    const std::string text = "wsh(sortedmulti(2," + stations[0].keyText() + "," + stations[1].keyText() +
                             "," + makeAccount("in the safe").text() + "/<0;1>/*))";
    ColdWorld world{foundByProcess(folder),
                    vaultOf("Cold vault", text, bitcoin::Network::regtest, vault::Tier::cold),
                    std::move(stations)};
    SignerProcess office({"--seat", world.office.seat});
    REQUIRE(codeOf(office(unlocking(world.office.person("anna")))) == "done");
    REQUIRE(addPayee(world.office, office.call()) == "adopted");
    const authority::VaultRecord record{world.cold.id,
                                        world.cold.name,
                                        authority::VaultTier::cold,
                                        authority::VaultUse::ordinary,
                                        world.cold.descriptor.text(),
                                        world.cold.gapLimit,
                                        authority::RecordState::active};
    REQUIRE(change(world.office, office.call(), authority::ChangeKind::vaults,
                   authority::recordsDocument<authority::VaultRecord>({record}),
                   {"anna", "ben"}) == "adopted");
    return world;
}

/// A payment from the cold vault to the supplier, proposed by Anna and approved by `approvers`.
inline Proposed proposeCold(ColdWorld& world, const psbt::Psbt& psbt,
                            const std::vector<std::string>& approvers) {
    SignerProcess office({"--seat", world.office.seat});
    REQUIRE(codeOf(office(unlocking(world.office.person("anna")))) == "done");
    Proposed proposed = propose(world.office, office.call(), "anna", psbt, tomorrow());
    for (const std::string& approver : approvers)
        REQUIRE(state(world.office, office.call(), approver, proposed) == "done");
    return proposed;
}

/// From a coin that exists in the test only.
inline psbt::Psbt coldPayment(ColdWorld& world, std::int64_t satoshi) {
    const std::vector<vault::Coin> coins{world.office.chain.fund(world.cold, satoshi + 1'000'000)};
    vault::SpendRequest request;
    request.payments = {{payeeScript(), *base::Amount::fromSatoshi(satoshi), nullptr, {}}};
    request.feeRate = base::FeeRate::satPerVb(5);
    auto spend =
        vault::buildSpend(world.cold, request, coins, world.office.chain.lookUp(), world.office.random);
    REQUIRE(spend);
    return std::move(spend->psbt);
}

} // namespace strongroom::test
