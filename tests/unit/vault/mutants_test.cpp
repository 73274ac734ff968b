// Thousands of mutants of signable PSBTs, one change each: what is still signable must still tell the truth.
#include "review_subject.h"

#include "support/psbt_mutator.h"

#include <map>

using namespace strongroom;
using policy::OutputClass;
using test::RawPsbt;

namespace {

/// What the chain and the vault's owner know about the seed, whatever a PSBT says.
struct Truth {
    std::map<bitcoin::OutPoint, bitcoin::TxOut> coins;
    base::Bytes changeScript;

    explicit Truth(const vault::BuiltSpend& seed) {
        for (std::size_t i = 0; i < seed.psbt.inputs.size(); ++i) {
            const bitcoin::OutPoint& outpoint = seed.psbt.tx.inputs[i].prevout;
            coins.emplace(outpoint, *seed.psbt.inputs[i].nonWitnessUtxo->output(outpoint.vout));
        }
        changeScript = seed.psbt.tx.outputs[*seed.changeOutput].scriptPubKey;
    }

    /// A review that would be signed states no amount, owner or class that is not so.
    [[nodiscard]] bool agrees(const vault::SpendReview& review) const {
        for (const vault::ReviewedInput& input : review.inputs)
            if (!coins.contains(input.outpoint) || input.spent != coins.at(input.outpoint) ||
                !input.amountProven)
                return false;
        for (const vault::ReviewedOutput& output : review.outputs) {
            if (output.outputClass == OutputClass::change && output.scriptPubKey != changeScript)
                return false;
            if (output.outputClass == OutputClass::payee && output.scriptPubKey != test::payeeScript())
                return false;
            if (output.outputClass == OutputClass::internal)
                return false; // one change never leads to another vault of ours
        }
        return policy::deriveFee(review.facts).isProven();
    }
};

struct Tally {
    std::size_t mutants = 0;
    std::size_t unread = 0;
    std::size_t refused = 0;
    std::size_t signable = 0;
    std::size_t lies = 0;
};

void judge(const base::Bytes& mutant, const Truth& truth, Tally& tally) {
    ++tally.mutants;
    const auto parsed = psbt::parsePsbt(mutant);
    if (!parsed) {
        ++tally.unread;
        return;
    }
    const auto result = test::review(*parsed);
    if (!result.signable()) {
        ++tally.refused;
        return;
    }
    ++tally.signable;
    if (!truth.agrees(result))
        ++tally.lies;
}

/// Every mutation of one field, each from a fresh copy of the seed.
void mutateField(const RawPsbt& seed, RawPsbt other, std::size_t section, std::size_t field,
                 const Truth& truth, Tally& tally) {
    const auto with = [&](const std::function<void(RawPsbt::Section&)>& mutate) {
        RawPsbt raw = seed;
        mutate(raw.sections()[section]);
        judge(raw.bytes(), truth, tally);
    };
    with([&](auto& fields) { fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(field)); });
    with([&](auto& fields) { RawPsbt::duplicate(fields, field); });
    with([&](auto& fields) { std::swap(fields[field].value, fields[(field + 1) % fields.size()].value); });
    with([&](auto& fields) { fields[field].key.push_back(0); });
    with([&](auto& fields) { fields[field].value.push_back(0); });
    with([&](auto& fields) {
        if (!fields[field].value.empty())
            fields[field].value.pop_back();
    });
    RawPsbt::Section& foreign = other.sections()[section];
    if (field < foreign.size()) {
        with([&](auto& fields) { fields[field] = foreign[field]; });
        with([&](auto& fields) { fields[field].value = foreign[field].value; });
    }
    RawPsbt copy = seed;
    const std::size_t length = copy.sections()[section][field].value.size();
    for (std::size_t byte = 0; byte < length; ++byte)
        for (const std::size_t bit : {(byte + field) % 8, (byte + field + 3) % 8})
            with([&](auto& fields) { fields[field].value[byte] ^= static_cast<std::uint8_t>(1U << bit); });
    for (std::size_t byte = 0; byte < copy.sections()[section][field].key.size(); ++byte)
        with([&](auto& fields) { fields[field].key[byte] ^= static_cast<std::uint8_t>(1U << (byte % 8)); });
}

Tally mutateAll(const test::TestVault& vault, const test::TestVault& other) {
    const auto built = test::spendOf(vault.vault);
    const Truth truth(built);
    RawPsbt seed(psbt::serialize(built.psbt));
    const RawPsbt foreign(psbt::serialize(test::spendOf(other.vault).psbt));
    Tally tally;
    for (std::size_t section = 0; section < seed.sections().size(); ++section)
        for (std::size_t field = 0; field < seed.sections()[section].size(); ++field)
            mutateField(seed, foreign, section, field, truth, tally);
    return tally;
}

} // namespace

TEST_CASE("no single change to a signable PSBT makes the review state what is not so") {
    const test::Treasury& treasury = test::treasury();
    Tally sum;
    for (const auto& [vault, other] : {std::pair{&treasury.hot, &treasury.taproot},
                                       {&treasury.cold, &treasury.hot},
                                       {&treasury.taproot, &treasury.hot}}) {
        const Tally tally = mutateAll(*vault, *other);
        CHECK(tally.lies == 0);
        CHECK(tally.unread > 50);
        CHECK(tally.refused > 50);
        CHECK(tally.signable > 10); // amounts within the ceilings, other payees, lock times
        sum.mutants += tally.mutants;
    }
    CHECK(sum.mutants >= 5'000);
}

TEST_CASE("exchanging inputs and outputs of two vaults never passes for one spend") {
    const test::Treasury& treasury = test::treasury();
    const RawPsbt hot(psbt::serialize(test::spendOf(treasury.hot.vault).psbt));
    for (std::size_t section = 1; section < 5; ++section) {
        RawPsbt raw = hot;
        raw.sections()[section] =
            RawPsbt(psbt::serialize(test::spendOf(treasury.cold.vault).psbt)).sections()[section];
        const auto parsed = psbt::parsePsbt(raw.bytes());
        REQUIRE(parsed);
        const auto result = test::review(*parsed);
        if (section <= 2)
            CHECK_FALSE(result.signable());
        else
            CHECK(std::ranges::count(result.outputs, OutputClass::internal,
                                     &vault::ReviewedOutput::outputClass) == 0);
    }
}
