// core/script_tests.json through the evaluator of spends. It applies every relay rule at once, so what Core
// refuses under any set of flags is never valid here; what Core accepts is valid, or is refused by a rule
// whose flag the case leaves out, or uses what is not understood here.
#include "bitcoin/spend_check.h"

#include "core_script.h"
#include "support/hex.h"
#include "support/json_vectors.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <set>
#include <sstream>

using namespace strongroom;
using namespace strongroom::bitcoin;
using nlohmann::json;

namespace {

struct Case {
    std::vector<Bytes> witness;
    base::Amount amount;
    Bytes scriptSig;
    Bytes scriptPubKey;
    std::set<std::string> flags;
    std::string expected;
};

Case readCase(const json& row) {
    Case read;
    std::size_t next = 0;
    if (row[0].is_array()) {
        const json& witness = row[0];
        for (std::size_t i = 0; i + 1 < witness.size(); ++i)
            read.witness.push_back(base::fromHex(witness[i].get<std::string>()).value());
        read.amount = base::Amount::fromSatoshi(std::llround(witness.back().get<double>() * 1e8)).value();
        next = 1;
    }
    read.scriptSig = test::assembleCoreScript(row[next]);
    read.scriptPubKey = test::assembleCoreScript(row[next + 1]);
    std::istringstream flags(row[next + 2].get<std::string>());
    for (std::string flag; std::getline(flags, flag, ',');)
        read.flags.insert(flag);
    read.expected = row[next + 3];
    return read;
}

/// Core's crediting and spending transactions (script_tests.cpp).
SpendCheck judge(const Case& given) {
    Transaction credit;
    credit.version = 1;
    credit.inputs.push_back({{Txid(), 0xffffffff}, {0x00, 0x00}, 0xffffffff, {}});
    credit.outputs.push_back({given.amount, given.scriptPubKey});
    Transaction spend;
    spend.version = 1;
    spend.inputs.push_back({{credit.txid(), 0}, given.scriptSig, 0xffffffff, given.witness});
    spend.outputs.push_back({given.amount, {}});
    return checkSpend(spend, credit.outputs);
}

bool lacksOneOf(const Case& given, const std::set<std::string>& flags) {
    return std::ranges::any_of(flags, [&](const std::string& flag) { return !given.flags.contains(flag); });
}

} // namespace

TEST_CASE(
    "what Bitcoin Core's script tests refuse is never valid, what they accept is refused for a reason") {
    const auto rows = test::readJsonVectors("core/script_tests.json");
    if (!rows)
        return;
    struct {
        int valid = 0, stricter = 0, acceptedUnknown = 0, refused = 0, refusedUnknown = 0;
    } counts;
    for (const json& row : *rows) {
        if (row.size() == 1 || row.dump().find('#') != std::string::npos)
            continue; // a comment, or a script that Core's own test fills in
        const Case given = readCase(row);
        const SpendCheck check = judge(given);
        CAPTURE(row.dump());
        if (given.expected != "OK") {
            CHECK(check.verdict != SpendVerdict::valid);
            ++(check.verdict == SpendVerdict::invalid ? counts.refused : counts.refusedUnknown);
            continue;
        }
        if (check.verdict == SpendVerdict::invalid) {
            CAPTURE(describe(*check.fault).code);
            // Core asks MINIMALIF of witness scripts, BIP322 of all.
            const bool bareCondition = check.fault == SpendFault::conditionEncoding && given.witness.empty();
            CHECK((bareCondition || lacksOneOf(given, test::coreFlagsBehind(*check.fault))));
        }
        ++(check.verdict == SpendVerdict::valid     ? counts.valid
           : check.verdict == SpendVerdict::invalid ? counts.stricter
                                                    : counts.acceptedUnknown);
    }
    CHECK(counts.valid == 73);
    CHECK(counts.stricter == 143);
    CHECK(counts.acceptedUnknown == 181);
    CHECK(counts.refused == 168);
    CHECK(counts.refusedUnknown == 159);
}
