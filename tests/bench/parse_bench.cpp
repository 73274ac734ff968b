// Reading PSBTs strictly, as a rate and against copying the same bytes.
#include "benches.h"
#include "ratio.h"

#include "base/check.h"
#include "fakes/spend_world.h"
#include "psbt/codec.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

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

std::size_t repeatsOf(const base::Bytes& bytes) {
    return 20'000'000 / bytes.size() + 1;
}
void parseOften(const base::Bytes& bytes) {
    for (std::size_t i = 0; i < repeatsOf(bytes); ++i)
        benchmark::DoNotOptimize(psbt::parsePsbt(bytes).has_value());
}
void printRate(const std::string& name, const base::Bytes& bytes) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    parseOften(bytes);
    const std::chrono::duration<double> took = Clock::now() - start;
    std::printf("parse %s: %zu bytes, %.0f MB/s\n", name.c_str(), bytes.size(),
                static_cast<double>(bytes.size() * repeatsOf(bytes)) / took.count() / 1e6);
}

void benchParse(const std::string& name, const base::Bytes& bytes) {
    const std::size_t repeats = repeatsOf(bytes);
    const auto parse = [&] { parseOften(bytes); };
    const auto copy = [&] {
        for (std::size_t i = 0; i < repeats; ++i) {
            base::Bytes copied = bytes;
            benchmark::DoNotOptimize(copied.data());
        }
    };
    STRONGROOM_CHECK(psbt::parsePsbt(bytes).has_value());
    print("parse " + name + ", to a copy", compare(parse, copy));
    printRate(name, bytes);
}

/// What the fuzzers start from.
void benchCorpus(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(file)), {});
        const base::Bytes bytes = base::toBytes(base::asBytes(text));
        if (psbt::parsePsbt(bytes))
            printRate(entry.path().filename().string(), bytes);
    }
}

} // namespace

void benchParsing() {
    benchParse("2 inputs, previous transactions of 50 kB", withPreviousOutputs(2, 1'600));
    benchParse("100 inputs, previous transactions of 1 kB", withPreviousOutputs(100, 25));
    for (const auto& vault : {test::wpkhVault(), test::multiVault(), test::trVault()})
        benchParse("seed", psbt::serialize(test::spendOf(vault.vault).psbt));
    const std::filesystem::path seeds = STRONGROOM_SOURCE "/tests/fuzz/seeds";
    benchCorpus(seeds / "psbt");
    benchCorpus(seeds / "psbt_v2");
}

} // namespace strongroom::bench
