// Reading PSBTs strictly, as a rate and against copying the same bytes.
#include "benches.h"
#include "ratio.h"

#include "base/check.h"
#include "fakes/spend_world.h"
#include "psbt/codec.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdio>

namespace strongroom::bench {

namespace {

/// A PSBT of one input whose previous transaction pays `outputs` others too.
base::Bytes withPreviousOutputs(std::size_t inputs, std::size_t outputs) {
    psbt::Psbt psbt = test::spendOf(test::multiVault().vault).psbt;
    const psbt::PsbtInput fields = psbt.inputs[0];
    psbt.inputs.clear();
    psbt.tx.inputs.clear();
    for (std::size_t i = 0; i < inputs; ++i) {
        bitcoin::Transaction previous = fields.nonWitnessUtxo->transaction();
        previous.lockTime = static_cast<std::uint32_t>(i);
        for (std::size_t output = 0; output < outputs; ++output)
            previous.outputs.push_back({base::Amount::sat(1'000), test::payeeScript()});
        psbt.tx.inputs.push_back({{previous.txid(), 1}, {}, 0xfffffffd, {}});
        psbt.inputs.push_back(fields);
        psbt.inputs.back().nonWitnessUtxo = previous;
    }
    return psbt::serialize(psbt);
}

void benchParse(const std::string& name, const base::Bytes& bytes) {
    using Clock = std::chrono::steady_clock;
    const std::size_t repeats = 20'000'000 / bytes.size() + 1;
    const auto parse = [&] {
        for (std::size_t i = 0; i < repeats; ++i)
            benchmark::DoNotOptimize(psbt::parsePsbt(bytes).has_value());
    };
    const auto copy = [&] {
        for (std::size_t i = 0; i < repeats; ++i) {
            base::Bytes copied = bytes;
            benchmark::DoNotOptimize(copied.data());
        }
    };
    STRONGROOM_CHECK(psbt::parsePsbt(bytes).has_value());
    print("parse " + name + ", to a copy", compare(parse, copy));
    const auto start = Clock::now();
    parse();
    const std::chrono::duration<double> took = Clock::now() - start;
    std::printf("parse %s: %zu bytes, %.0f MB/s\n", name.c_str(), bytes.size(),
                static_cast<double>(bytes.size() * repeats) / took.count() / 1e6);
}

} // namespace

void benchParsing() {
    benchParse("2 inputs, previous transactions of 50 kB", withPreviousOutputs(2, 1'600));
    benchParse("100 inputs, previous transactions of 1 kB", withPreviousOutputs(100, 25));
    for (const auto& vault : {test::wpkhVault(), test::multiVault(), test::trVault()})
        benchParse("seed", psbt::serialize(test::spendOf(vault.vault).psbt));
}

} // namespace strongroom::bench
