// Writes mutants for other programs to judge.
//   write-mutants kinds              the vaults to be funded: [{name, descriptor, public, private,
//   addresses}] write-mutants STEP < COINS       every STEP-th mutant of each label, one JSON object a line:
//   {seed, change,
//                                    row, code, reason, psbt, signed}. `signed` is the signer's PSBT for what
//                                    it accepts, else null. COINS: {name: [{tx, vout} of each address]}.
#include "base/json.h"
#include "base/text_encoding.h"
#include "generator.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <string>

using namespace strongroom;
using base::Json;

namespace {

void writeKinds() {
    Json::Array kinds;
    for (const test::SeedKind& kind : test::seedKinds()) {
        Json::Array addresses(kind.addresses.begin(), kind.addresses.end());
        kinds.push_back(Json::Object{{"name", kind.name},
                                     {"descriptor", kind.descriptor},
                                     {"public", kind.publicKey},
                                     {"private", kind.privateKey},
                                     {"addresses", std::move(addresses)}});
    }
    std::puts(Json(std::move(kinds)).canonical().c_str());
}

/// The coins that really exist, from standard input.
test::FundingOf readFunding() {
    const auto coins = std::make_shared<nlohmann::json>(nlohmann::json::parse(std::cin));
    return [coins](std::string_view kind, const vault::Vault& vault) {
        const auto known = std::make_shared<std::map<bitcoin::Txid, bitcoin::Transaction>>();
        test::Funding funding;
        for (const auto& row : coins->at(std::string(kind))) {
            const auto bytes = base::fromHex(row.at("tx").get<std::string>());
            const bitcoin::Transaction tx = bitcoin::Transaction::parse(bytes.value()).value();
            const auto vout = row.at("vout").get<std::uint32_t>();
            const bitcoin::TxOut& output = tx.outputs.at(vout);
            const auto [branch, index] = test::SEED_PLACES.at(funding.coins.size());
            funding.coins.push_back(
                {{tx.txid(), vout}, output.amount, output.scriptPubKey, branch, index, 100, {}});
            known->emplace(tx.txid(), tx);
        }
        funding.previous = [known](const bitcoin::Txid& txid) -> std::optional<bitcoin::Transaction> {
            const auto found = known->find(txid);
            return found == known->end() ? std::nullopt : std::optional(found->second);
        };
        (void)vault;
        return funding;
    };
}

void write(const test::Mutant& mutant, const std::vector<test::Seed>& seeds) {
    const auto seed = std::ranges::find(seeds, mutant.seed, &test::Seed::name);
    const test::Answer answer = test::askSigner(mutant.psbt, *seed);
    Json::Object line{{"seed", mutant.seed},
                      {"change", mutant.change},
                      {"row", mutant.expected.row},
                      {"code", mutant.expected.code},
                      {"reason", mutant.expected.reason},
                      {"psbt", base::toBase64(mutant.psbt)},
                      {"signed", Json()}};
    if (answer.psbt)
        line["signed"] = base::toBase64(*answer.psbt);
    std::puts(Json(line).canonical().c_str());
}

} // namespace

int main(int argc, char** argv) {
    const std::string word = argc == 2 ? argv[1] : "";
    if (word == "kinds") {
        writeKinds();
        return 0;
    }
    const unsigned long step = std::strtoul(word.c_str(), nullptr, 10);
    if (step == 0)
        return 2;
    const std::vector<test::Seed> seeds = test::makeSeeds(readFunding());
    for (const test::Seed& seed : seeds)
        write({seed.name, "as it is", seed.psbt, test::accepted("the seed itself")}, seeds);
    std::map<std::string, unsigned long> seen;
    for (const test::Mutant& mutant : test::mutantsOf(seeds))
        if (seen[mutant.expected.code + mutant.expected.reason + mutant.seed]++ % step == 0)
            write(mutant, seeds);
    return 0;
}
