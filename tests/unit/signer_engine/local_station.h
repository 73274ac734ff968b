// An air-gapped station inside the test, with a clock and a disk of its own, and the office whose cold vault
// it has a key of.
#pragma once

#include "local_world.h"
#include "station_world.h"

namespace strongroom::test {

struct LocalStation {
    LocalWorld office;
    Machine machine;
    TestStation station{"/station", "station-a", "canary passphrase of the station", {}, {}};
    vault::Vault cold;

    /// `obligation`: what every larger payment has to meet besides approvals.
    explicit LocalStation(base::Json obligation)
        : cold(vaultOf("Cold vault", makeKey(), bitcoin::Network::regtest, vault::Tier::cold)) {
        const authority::VaultRecord record{cold.id,
                                            cold.name,
                                            authority::VaultTier::cold,
                                            authority::VaultUse::ordinary,
                                            cold.descriptor.text(),
                                            cold.gapLimit,
                                            authority::RecordState::active};
        REQUIRE(change(office.world, office.call(), authority::ChangeKind::vaults,
                       authority::recordsDocument<authority::VaultRecord>({record}),
                       {"anna", "ben"}) == "adopted");
        adoptPolicy(office, std::move(obligation));
        REQUIRE(codeOf(machine.call()(provisioning(office.world, station))) == "done");
        unlock();
    }
    void unlock() {
        REQUIRE(machine.start(station.folder) == "loaded");
        REQUIRE(codeOf(machine.call()(unlockingStation(station))) == "done");
    }
    /// Proposed and approved at the office.
    [[nodiscard]] Proposed request(std::int64_t satoshi) {
        const std::vector<vault::Coin> coins{office.world.chain.fund(cold, satoshi + 1'000'000)};
        vault::SpendRequest wanted;
        wanted.payments = {{payeeScript(), *base::Amount::fromSatoshi(satoshi), nullptr, {}}};
        wanted.feeRate = base::FeeRate::satPerVb(5);
        auto spend = vault::buildSpend(cold, wanted, coins, office.world.chain.lookUp(), office.world.random);
        REQUIRE(spend);
        Proposed proposed = test::propose(office.world, office.call(), "anna", spend->psbt,
                                          office.clock.now() + base::Seconds{29 * 86'400});
        for (const char* approver : {"ben", "cleo", "dora"})
            REQUIRE(state(office.world, office.call(), approver, proposed) == "done");
        return proposed;
    }
    [[nodiscard]] std::string sign(const Proposed& proposed) {
        return codeOf(machine.call()(signingCold(station, proposed)), "signed");
    }
    [[nodiscard]] std::int64_t provenTime() {
        return number(*machine.call()(frame("status")), "time_proven");
    }

private:
    std::string makeKey() {
        REQUIRE(machine.start(station.folder) == "loaded");
        const Reply created = machine.call()(creating(station));
        REQUIRE(codeOf(created) == "done");
        station.fingerprint = text(*created, "fingerprint");
        station.xpub = text(*created, "xpub");
        return "wsh(sortedmulti(2," + station.keyText() + "," + makeAccount("elsewhere").text() +
               "/<0;1>/*," + makeAccount("in the safe").text() + "/<0;1>/*))";
    }
};

} // namespace strongroom::test
