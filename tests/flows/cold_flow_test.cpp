// The cold leg on a real node, through real pixels: a two-of-three vault, the office and two stations as
// processes with seats of their own, and a camera that is blurred, noisy, turned and loses a fifth of the
// frames.
#include "airgap/frame_collector.h"
#include "airgap/frame_sequence.h"
#include "base/system_ports.h"
#include "psbt/combine.h"
#include "psbt/finalize.h"
#include "service/station.h"
#include "support/node.h"
#include "support/optics.h"
#include "unit/signer_engine/station_world.h"

#include <algorithm>

using namespace strongroom;
using namespace strongroom::test;

namespace {

/// What a station's program has: a clock, files, and its signer process.
class StationMachine {
public:
    StationMachine() : m_files(base::makeSystemFileSystem()) {
        m_ports.clock = &m_clock;
        m_ports.random = &m_random;
        m_ports.files = m_files.get();
        m_ports.connectSigner =
            [](const std::string& seat) -> service::Outcome<std::unique_ptr<signer::Connection>> {
            STRONGROOM_ASSIGN(auto connection, signer::startChild(STRONGROOM_SIGNER, {"--seat", seat}, {}));
            return connection;
        };
    }
    [[nodiscard]] const service::Ports& ports() const { return m_ports; }

private:
    base::SystemClock m_clock;
    base::SystemRandom m_random;
    std::unique_ptr<base::FileSystem> m_files;
    service::Ports m_ports;
};

service::SecretText secretOf(const std::string& text) {
    return service::SecretText::fromUtf8(base::asBytes(text)).value();
}

/// From one screen to the other machine's camera. Bounded by frames, never by time.
base::Bytes acrossTheGap(base::ByteSpan psbt, std::uint64_t seed) {
    const auto frames = airgap::FrameSequence::forPsbt(psbt).value();
    Camera camera({.lossPercent = 20}, seed);
    airgap::FrameCollector collector;
    for (std::size_t shown = 0; !collector.payload() && shown < 6 * frames.size() + 60; ++shown) {
        if (const auto picture = camera.photograph(airgap::render(frames.symbol(shown), 6)))
            REQUIRE(collector.add(picture->view()));
    }
    REQUIRE(collector.payload());
    CHECK(collector.payload()->type == airgap::PayloadType::psbt);
    CHECK(collector.progress().refused == 0);
    return collector.payload()->bytes;
}

/// An unsigned payment of 0.25 BTC from a coin that the vault has on the node.
psbt::Psbt paymentOnChain(Node& node, ColdWorld& world) {
    const auto script = world.cold.descriptor.derive(0, 0)->scriptPubKey;
    const auto address = *bitcoin::encodeAddress(script, bitcoin::Network::regtest);
    const bitcoin::Txid txid = node.fund(address, base::Amount::sat(60'000'000));
    node.mine(1);
    const bitcoin::Transaction funding = node.transaction(txid);
    const auto output =
        std::find_if(funding.outputs.begin(), funding.outputs.end(),
                     [&](const bitcoin::TxOut& candidate) { return candidate.scriptPubKey == script; });
    REQUIRE(output != funding.outputs.end());
    const vault::Coin coin{{txid, static_cast<std::uint32_t>(output - funding.outputs.begin())},
                           output->amount,
                           script,
                           0,
                           0,
                           100,
                           {}};
    vault::SpendRequest request;
    request.payments = {{payeeScript(), base::Amount::sat(25'000'000), nullptr, {}}};
    request.feeRate = base::FeeRate::satPerVb(5);
    const auto lookUp = [&](const bitcoin::Txid&) { return std::optional(funding); };
    auto spend = vault::buildSpend(world.cold, request, std::vector{coin}, lookUp, world.office.random);
    REQUIRE(spend);
    return std::move(spend->psbt);
}

std::unique_ptr<service::Station> openedStation(const StationMachine& machine, const ColdWorld& world,
                                                const TestStation& station) {
    REQUIRE(codeOf(SignerProcess({"--seat", station.folder})(provisioning(world.office, station))) == "done");
    auto opened = service::openStation(machine.ports(), station.folder, secretOf(station.passphrase));
    REQUIRE(opened);
    return std::move(*opened);
}

} // namespace

TEST_CASE("two stations sign what officers approved, over frames, and the network confirms it") {
    Node node;
    const TemporaryFolder folder;
    const StationMachine machine;
    ColdWorld world = foundColdWorld(folder);
    const Proposed proposed = proposeCold(world, paymentOnChain(node, world), {"ben", "cleo", "dora"});
    psbt::Psbt combined = proposed.psbt;
    std::uint64_t seed = 1;
    for (const TestStation& testStation : world.stations) {
        const auto station = openedStation(machine, world, testStation);
        CHECK(station->card().authoritySentence.starts_with("Policy 1, officers as of "));
        const base::Bytes request = acrossTheGap(proposed.bytes(), seed++);
        CHECK(request == proposed.bytes());
        const auto review = station->review(request);
        REQUIRE(review);
        CHECK(review->maySign);
        CHECK(review->detail.intentDigest == proposed.digest);
        CHECK(review->detail.row.payee == "supplier");
        CHECK(review->detail.row.amount == base::Amount::sat(25'000'000));
        CHECK(review->detail.row.vault == "Cold vault");
        const auto reply =
            station->sign(request, review->detail.intentDigest, secretOf(testStation.passphrase));
        REQUIRE(reply);
        const psbt::Psbt back = psbt::parsePsbt(acrossTheGap(*reply, seed++)).value();
        CHECK(back.tx.txid() == proposed.psbt.tx.txid());
        const auto travel = treasury::readTravel(back);
        REQUIRE(travel);
        REQUIRE(travel->receipts.size() == 1);
        CHECK(treasury::verifyReceipt(travel->receipts[0], back,
                                      *crypto::Hash256::from(*base::fromHex(proposed.digest)),
                                      *world.office.state));
        CHECK(!psbt::finalize(back)->complete()); // one of two
        combined = psbt::combine(combined, back).value();
    }
    CHECK(treasury::readTravel(combined)->receipts.size() == 2);
    const auto finalized = psbt::finalize(combined);
    REQUIRE(finalized);
    REQUIRE(finalized->complete());
    const auto backend = node.backend();
    CHECK(backend->testAccept(*finalized->tx)->verdict == chain::Acceptance::Verdict::allowed);
    REQUIRE(backend->broadcast(*finalized->tx));
    const auto mined = node.mine(1);
    const auto block = backend->block(mined.front()).value();
    REQUIRE(block);
    CHECK(std::any_of(block->transactions.begin(), block->transactions.end(),
                      [&](const bitcoin::Transaction& tx) { return tx.txid() == finalized->tx->txid(); }));
}

TEST_CASE("a station refuses what is not approved, altered on the way, or ahead of its authority") {
    const TemporaryFolder folder;
    const StationMachine machine;
    ColdWorld world = foundColdWorld(folder);
    const TestStation& testStation = world.stations[0];
    const auto station = openedStation(machine, world, testStation);
    const psbt::Psbt payment = coldPayment(world, 25'000'000);
    const auto refusalOf = [&](base::ByteSpan request, const std::string& digest) {
        const auto reply = station->sign(request, digest, secretOf(testStation.passphrase));
        return reply ? std::string("signed") : reply.error().code;
    };

    const Proposed lonely = proposeCold(world, payment, {"ben"});
    const base::Bytes carried = acrossTheGap(lonely.bytes(), 11);
    const auto review = station->review(carried);
    REQUIRE(review);
    CHECK(!review->maySign);
    CHECK(review->refusalCode == "signer.not_approved");
    CHECK(review->detail.verdict.outcome == service::Verdict::Outcome::needsApprovals);
    CHECK(refusalOf(carried, lonely.digest) == "signer.not_approved");

    const Proposed approved = proposeCold(world, payment, {"ben", "cleo", "dora"});
    Proposed altered = approved;
    altered.psbt.tx.outputs[outputTo(altered.psbt, payeeScript())].scriptPubKey = payeeScript("mallory");
    CHECK(!station->review(altered.bytes())->maySign);
    CHECK(refusalOf(altered.bytes(), approved.digest) == "treasury.other_transaction");
    CHECK(refusalOf(psbt::serialize(payment), approved.digest) == "signer.intent_missing");

    {
        SignerProcess office({"--seat", world.office.seat});
        REQUIRE(codeOf(office(unlocking(world.office.person("anna")))) == "done");
        REQUIRE(addPayee(world.office, office.call(), "another supplier") == "adopted");
    }
    const Proposed newer = proposeCold(world, coldPayment(world, 26'000'000), {"ben", "cleo", "dora"});
    const auto outdated = station->review(newer.bytes());
    REQUIRE(outdated);
    CHECK(!outdated->maySign);
    CHECK(outdated->refusalCode == "treasury.newer_authority");
    CHECK(refusalOf(newer.bytes(), newer.digest) == "treasury.newer_authority");
}
