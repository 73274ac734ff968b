// From a request on the socket to signatures in the reply: the real strongroom-signer, with its journal on
// this disk. Each request is a withdrawal of its own, since what was signed once is only answered again.
#include "raw_library.h"

#include "process_world.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

using namespace strongroom;
using namespace strongroom::test;

namespace {

constexpr int ROUNDS = 6; ///< Of three sizes: the starter policy lets 20 payments an hour pass unasked.
/// An intent names its inputs, and what is signed about a request has 64 KiB: some hundred inputs.
constexpr std::array SIZES{1U, 100U, 300U};
constexpr std::int64_t SUM = 2'000'000; ///< What the prompt policy permits without anybody's approval.

double secondsOf(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

psbt::Psbt paymentFrom(World& world, std::uint32_t inputs) {
    std::vector<vault::Coin> coins;
    for (std::uint32_t i = 0; i < inputs; ++i)
        coins.push_back(world.chain.fund(*world.hot, SUM / inputs, 0, i));
    vault::SpendRequest request;
    constexpr std::int64_t FEE = 70; // what one input costs at 1 sat/vB, and a little: every coin is needed
    request.payments = {{payeeScript(), *base::Amount::fromSatoshi(SUM - 200 - FEE * inputs), nullptr, {}}};
    request.feeRate = base::FeeRate::satPerVb(1);
    auto spend = vault::buildSpend(*world.hot, request, coins, world.chain.lookUp(), world.random);
    REQUIRE(spend);
    REQUIRE(spend->psbt.inputs.size() == inputs);
    return std::move(spend->psbt);
}

} // namespace

TEST_CASE("request to signature") {
    const TemporaryFolder folder;
    World world = foundByProcess(folder);
    SignerProcess seat({"--seat", world.seat});
    REQUIRE(codeOf(seat(unlocking(world.person("anna")))) == "done");
    REQUIRE(addPayee(world, seat.call()) == "adopted");
    REQUIRE(codeOf(seat(arming(world.person("ben")))) == "done");
    REQUIRE(codeOf(seat(arming(world.person("dora")))) == "done");
    bench::RawLibrary raw;
    for (const std::uint32_t inputs : SIZES) {
        std::vector<double> ratios;
        for (int round = 0; round < ROUNDS; ++round) {
            const Proposed proposed =
                propose(world, seat.call(), "anna", paymentFrom(world, inputs), tomorrow());
            const signer::Frame request = spending(proposed);
            Reply reply = base::Unexpected(base::Failure("bench.not_asked", "Not asked."));
            const double done = secondsOf([&] { reply = seat(request); });
            REQUIRE(codeOf(reply, "signed") == "signed");
            ratios.push_back(done / secondsOf([&] {
                                 raw.ecdsaSign(inputs);
                                 raw.ecdsaVerify(inputs);
                                 raw.tweakAdd(inputs);
                             }));
        }
        std::ranges::sort(ratios);
        std::printf("wpkh, %4u inputs, request to signature, elapsed              %6.2f   (%.2f … %.2f)\n",
                    inputs, ratios[ratios.size() / 2], ratios.front(), ratios.back());
        std::fflush(stdout);
    }
}
