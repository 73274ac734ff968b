#include "generator.h"

#include "psbt/codec.h"
#include "psbt/convert.h"

namespace strongroom::test {

namespace {

// Primes: of each kind of change some stay.
constexpr std::size_t ONE_IN = 7;
constexpr std::size_t VERSION_2_ONE_IN = 29;

void append(Mutants& made, Mutants more, std::size_t oneIn) {
    for (std::size_t i = 0; i < more.size(); i += oneIn)
        made.push_back(std::move(more[i]));
}

/// Of the kinds that share their reader and their judge with the first three, samples of what is the same.
void addMutants(Mutants& made, const Seed& seed) {
    const bool isVariant = seed.nested || seed.tree;
    Mutants fields;
    addFieldMutants(fields, seed);
    addEncodingMutants(fields, seed);
    append(made, std::move(fields), isVariant ? ONE_IN : 1);
    Mutants spends;
    addInputMutants(spends, seed);
    addOutputMutants(spends, seed);
    append(made, std::move(spends), isVariant && !seed.staleSignature.empty() ? ONE_IN : 1);
    addSignatureMutants(made, seed);
}

/// The same lies told in version 2 (BIP370): the answers are the same.
void addVersion2Mutants(Mutants& made) {
    const std::size_t count = made.size();
    for (std::size_t i = 0; i < count; i += VERSION_2_ONE_IN) {
        auto parsed = psbt::parsePsbt(made[i].psbt);
        if (!parsed)
            continue; // a lie about version 0 itself
        made.push_back({made[i].seed, made[i].change + ", in version 2",
                        psbt::serialize(psbt::convert(*std::move(parsed), psbt::Version::v2)),
                        made[i].expected});
    }
}

} // namespace

Mutants mutantsOf(const std::vector<Seed>& seeds) {
    Mutants made;
    for (const Seed& seed : seeds)
        addMutants(made, seed);
    addVersion2Mutants(made);
    return made;
}

const Mutants& allMutants() {
    static const Mutants all = mutantsOf(seeds());
    return all;
}

} // namespace strongroom::test
