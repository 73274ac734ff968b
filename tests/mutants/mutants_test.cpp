// Thousands of single lies, each told to the whole signer: every one is refused with the code that the table
// of labels gives it, and the spends that they were made from are signed.
#include "generator.h"

#include "psbt/codec.h"
#include "psbt/convert.h"
#include "psbt/signatures.h"
#include "vault/review.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace strongroom;
using policy::OutputClass;

namespace {

const test::Seed& seedOf(const test::Mutant& mutant) {
    return *std::ranges::find(test::seeds(), mutant.seed, &test::Seed::name);
}

std::string text(const std::vector<std::string>& codes) {
    std::string all;
    for (const std::string& code : codes)
        all += code + " ";
    return all;
}

/// What a review says of a spend that will be signed is so.
bool tellsTheTruth(const psbt::Psbt& psbt, const test::Seed& seed) {
    const auto& vaults = test::registeredVaults();
    const auto review = vault::reviewSpend(psbt, vaults, {}, {}, bitcoin::Network::regtest);
    if (review.inputs.size() != seed.spent.size())
        return false;
    for (std::size_t i = 0; i < review.inputs.size(); ++i) {
        const auto& input = review.inputs[i];
        if (!input.own || !input.amountProven || (input.spent != seed.spent[i] && !seed.taproot))
            return false;
    }
    return std::ranges::all_of(review.outputs, [&](const vault::ReviewedOutput& output) {
        if (output.outputClass != OutputClass::change && output.outputClass != OutputClass::internal)
            return true;
        const auto& own = *output.own;
        const auto script = vaults[own.vault].descriptor.derive(own.branch, own.index);
        return script && script->scriptPubKey == output.scriptPubKey && own.index < vault::DEFAULT_GAP_LIMIT;
    });
}

/// The signer's answer to a mutant is the labelled one.
bool isAsLabelled(const test::Mutant& mutant, std::string& why) {
    const test::Seed& seed = seedOf(mutant);
    const test::Answer answer = test::askSigner(mutant.psbt, seed);
    if (!mutant.expected.isSigned()) {
        why = answer.psbt ? "it was signed" : "refused with " + text(answer.codes);
        return !answer.psbt && std::ranges::find(answer.codes, mutant.expected.code) != answer.codes.end();
    }
    if (!answer.psbt) {
        why = "refused with " + text(answer.codes);
        return false;
    }
    const auto before = psbt::parsePsbt(mutant.psbt);
    const auto after = psbt::parsePsbt(*answer.psbt);
    why = "signed, but not truthfully";
    return before && after && before->tx == after->tx && tellsTheTruth(*before, seed) &&
           psbt::checkAllSignatures(*after).has_value();
}

/// The codes that docs/attacks.md has.
std::set<std::string> documentedCodes() {
    std::ifstream document(STRONGROOM_SOURCE "/docs/attacks.md");
    std::set<std::string> codes;
    for (std::string line; std::getline(document, line);)
        if (const auto from = line.find("| `"); from != std::string::npos)
            codes.insert(line.substr(from + 3, line.find('`', from + 3) - from - 3));
    return codes;
}

} // namespace

TEST_CASE("every seed is signed as it is, and completely") {
    for (const test::Seed& seed : test::seeds()) {
        CAPTURE(seed.name);
        const test::Answer answer = test::askSigner(seed.psbt, seed);
        CAPTURE(text(answer.codes));
        REQUIRE(answer.psbt);
        CHECK(tellsTheTruth(seed.parsed(), seed));
        CHECK(test::askSigner(psbt::serialize(psbt::convert(seed.parsed(), psbt::Version::v2)), seed).psbt);
        const auto psbt = psbt::parsePsbt(*answer.psbt).value();
        const auto spent = psbt::spentOutputs(psbt).value();
        for (std::size_t i = 0; i < psbt.inputs.size(); ++i)
            CHECK(psbt::checkSignatures(psbt, i, spent.context(psbt)).value() >= 1);
    }
}

TEST_CASE("every mutant is answered as its label says, and at least five thousand are refused") {
    std::size_t refused = 0;
    std::size_t wrong = 0;
    for (const test::Mutant& mutant : test::allMutants()) {
        std::string why;
        refused += std::size_t{!mutant.expected.isSigned()};
        if (isAsLabelled(mutant, why) || ++wrong > 40)
            continue;
        FAIL_CHECK(mutant.seed, ": ", mutant.change, ": expected ",
                   mutant.expected.isSigned() ? "to be signed: " + mutant.expected.reason
                                              : mutant.expected.row + " " + mutant.expected.code,
                   "; ", why);
    }
    CHECK(wrong == 0);
    CHECK(refused >= 5'000);
    MESSAGE(test::allMutants().size(), " mutants, ", refused, " of them refused");
}

TEST_CASE("no mutant is made twice, and none is the seed itself") {
    std::set<std::pair<std::string, std::string>> names;
    std::set<base::Bytes> bytes;
    for (const test::Mutant& mutant : test::allMutants()) {
        CHECK_MESSAGE(names.emplace(mutant.seed, mutant.change).second, mutant.seed, ": ", mutant.change);
        CHECK_MESSAGE(mutant.psbt != seedOf(mutant).psbt, mutant.seed, ": ", mutant.change);
    }
}

TEST_CASE("every label names a refusal that is documented, and the attacks on PSBTs are all there") {
    const std::set<std::string> codes = documentedCodes();
    std::set<std::string> rows;
    for (const test::Mutant& mutant : test::allMutants()) {
        CHECK(mutant.expected.isSigned() == mutant.expected.row.empty());
        CHECK(mutant.expected.isSigned() != mutant.expected.reason.empty());
        if (!mutant.expected.isSigned() && rows.insert(mutant.expected.row + mutant.expected.code).second)
            CHECK_MESSAGE(codes.contains(mutant.expected.code), mutant.expected.code);
        rows.insert(mutant.expected.row);
    }
    for (const char* row :
         {"A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09", "A11",  "A12", "A13",
          "A14", "A15", "A16", "A17", "A18", "A19", "A20", "A21", "A22", "A23",  "A26", "A27",
          "A28", "A30", "A36", "A39", "A46", "A47", "A48", "A49", "A50", "A53",  "A54", "A55",
          "A60", "A61", "A62", "A63", "A64", "A65", "A66", "A95", "A96", "A127", "A131"})
        CHECK_MESSAGE(rows.contains(row), row);
}
