#include "generator.h"

namespace strongroom::test {

Mutants mutantsOf(const std::vector<Seed>& seeds) {
    Mutants made;
    for (const Seed& seed : seeds) {
        addFieldMutants(made, seed);
        addEncodingMutants(made, seed);
        addInputMutants(made, seed);
        addOutputMutants(made, seed);
        addSignatureMutants(made, seed);
    }
    return made;
}

const Mutants& allMutants() {
    static const Mutants all = mutantsOf(seeds());
    return all;
}

} // namespace strongroom::test
