// Bitcoin Core's taproot assets through the evaluator of spends: what fails there is never valid here, and
// what passes is valid or not understood, never called invalid.
#include "bitcoin/spend_check.h"

#include "support/gzip_vectors.h"
#include "support/hex.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace strongroom;
using namespace strongroom::bitcoin;
using nlohmann::json;

namespace {

std::vector<TxOut> readPrevouts(const json& item) {
    std::vector<TxOut> outputs;
    for (const json& prevout : item.at("prevouts")) {
        const Bytes bytes = test::hex(prevout.get<std::string>());
        base::ByteReader reader(bytes);
        const auto amount = Amount::fromSatoshi(static_cast<std::int64_t>(reader.u64().value()));
        outputs.push_back({*amount, base::toBytes(reader.takeWithLength().value())});
    }
    return outputs;
}

/// The one input that the asset is about, unlocked as `spend` says.
std::optional<SpendFault> judge(const json& item, const json& spend) {
    Transaction transaction = Transaction::parse(test::hex(item.at("tx").get<std::string>())).value();
    const std::vector<TxOut> prevouts = readPrevouts(item);
    const std::size_t index = item.at("index");
    transaction.inputs[index].scriptSig = test::hex(spend.at("scriptSig").get<std::string>());
    for (const json& element : spend.at("witness"))
        transaction.inputs[index].witness.push_back(test::hex(element.get<std::string>()));
    const SighashContext sighashes(transaction, prevouts);
    return checkInput({sighashes, transaction, index, prevouts[index], HashTypes::defined});
}

} // namespace

TEST_CASE("what fails in Bitcoin Core's taproot assets is never valid, and what passes never invalid") {
    const auto text = test::readGzipVectors("core/script_assets_taproot.jsonl.gz");
    if (!text)
        return;
    struct {
        int valid = 0, notUnderstood = 0, stricter = 0, invalid = 0, failsNotUnderstood = 0;
    } counts;
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        const json item = json::parse(line);
        CAPTURE(item.at("id").get<std::string>());
        CAPTURE(item.at("comment").get<std::string>());
        if (item.at("flags").get<std::string>().find("TAPROOT") == std::string::npos)
            continue;
        const auto passes = judge(item, item.at("success"));
        if (passes && verdictOf(*passes) == SpendVerdict::invalid) {
            CHECK(*passes == SpendFault::pushEncoding); // MINIMALDATA is a rule of relaying
            ++counts.stricter;
        } else {
            ++(passes ? counts.notUnderstood : counts.valid);
        }
        if (!item.contains("failure"))
            continue;
        const auto fails = judge(item, item.at("failure"));
        REQUIRE(fails);
        ++(verdictOf(*fails) == SpendVerdict::invalid ? counts.invalid : counts.failsNotUnderstood);
    }
    CHECK(counts.valid == 212);
    CHECK(counts.notUnderstood == 1'417);
    CHECK(counts.stricter == 1);
    CHECK(counts.invalid == 700);
    CHECK(counts.failsNotUnderstood == 776);
}
