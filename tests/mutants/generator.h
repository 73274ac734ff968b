// All mutants of all seeds, deterministic: the same on every machine.
#pragma once

#include "mutant.h"
#include "seeds.h"

namespace strongroom::test {

/// Each field of each section: gone, twice, swapped with its sibling, of another type, with one bit flipped,
/// cut, lengthened, emptied, with the value of a foreign vault; its key with one bit flipped, cut,
/// lengthened.
void addFieldMutants(Mutants& mutants, const Seed& seed);
/// The encoding: lengths beyond the data, long forms of lengths, cut files, more behind the end, fields of
/// version 2 (A46 to A54, A60).
void addEncodingMutants(Mutants& mutants, const Seed& seed);
/// What the inputs claim: amounts, coins, kinds of scripts, hash types (A01 to A17, A39, A64 to A66).
void addInputMutants(Mutants& mutants, const Seed& seed);
/// What the outputs claim: change, fees, data (A09, A18 to A28, A95, A96).
void addOutputMutants(Mutants& mutants, const Seed& seed);
/// What the signatures claim (A16, A55, A61 to A63, A65).
void addSignatureMutants(Mutants& mutants, const Seed& seed);

[[nodiscard]] Mutants mutantsOf(const std::vector<Seed>& seeds);
/// Of seeds(). Made once.
[[nodiscard]] const Mutants& allMutants();

} // namespace strongroom::test
