// core/tx_valid.json through the evaluator of spends. Each row names the flags that have to be off for Core
// to accept the transaction; the evaluator has all its rules on, so what it refuses has to be behind one of
// them.
#include "bitcoin/spend_check.h"

#include "core_script.h"
#include "support/hex.h"
#include "support/json_vectors.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <set>
#include <sstream>

using namespace strongroom;
using namespace strongroom::bitcoin;
using nlohmann::json;

namespace {

std::set<std::string> flagsOff(const json& row) {
    std::set<std::string> flags;
    std::istringstream words(row.at(2).get<std::string>());
    for (std::string flag; std::getline(words, flag, ',');)
        flags.insert(flag);
    return flags;
}

/// The outputs that a row's transaction spends, in the order of its inputs. A row may name more than it
/// spends.
std::vector<TxOut> prevoutsOf(const json& row, const Transaction& transaction) {
    std::map<std::pair<std::string, std::uint32_t>, TxOut> known;
    for (const json& prevout : row.at(0)) {
        const auto amount = Amount::fromSatoshi(prevout.size() > 3 ? prevout.at(3).get<std::int64_t>() : 0);
        // The number −1 stands for the one of a coinbase.
        const auto number = static_cast<std::uint32_t>(prevout.at(1).get<std::int64_t>());
        known[{prevout.at(0), number}] = {amount.value(), test::assembleCoreScript(prevout.at(2))};
    }
    std::vector<TxOut> spent;
    for (const TxIn& input : transaction.inputs)
        spent.push_back(known.at({toText(input.prevout.txid), input.prevout.vout}));
    return spent;
}

} // namespace

TEST_CASE(
    "what Bitcoin Core's valid transactions spend is refused only by a rule that their row switches off") {
    const auto vectors = test::readJsonVectors("core/tx_valid.json");
    if (!vectors)
        return;
    struct {
        int valid = 0, stricter = 0, notUnderstood = 0;
    } counts;
    for (const json& row : *vectors) {
        if (row.size() != 3 || !row.at(1).is_string())
            continue; // a comment
        CAPTURE(row.dump());
        const Transaction transaction = Transaction::parse(test::hex(row.at(1).get<std::string>())).value();
        const SpendCheck check = checkSpend(transaction, prevoutsOf(row, transaction));
        if (check.verdict == SpendVerdict::invalid) {
            CAPTURE(describe(*check.fault).code);
            const std::set<std::string> off = flagsOff(row);
            // SINGLE without an output of the input's number signs the number one in Core, nothing here
            // (A14).
            const bool signsNothing =
                check.fault == SpendFault::wrongSignature && check.input >= transaction.outputs.size();
            CHECK((signsNothing ||
                   std::ranges::any_of(test::coreFlagsBehind(*check.fault),
                                       [&](const std::string& flag) { return off.contains(flag); })));
        }
        ++(check.verdict == SpendVerdict::valid     ? counts.valid
           : check.verdict == SpendVerdict::invalid ? counts.stricter
                                                    : counts.notUnderstood);
    }
    CHECK(counts.valid == 58);
    CHECK(counts.stricter == 43);
    CHECK(counts.notUnderstood == 19);
}
