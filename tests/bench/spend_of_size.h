// A PSBT that spends as many coins as asked for, each at an address of its own.
#pragma once

#include "fakes/spend_world.h"

namespace strongroom::bench {

/// Of a vault with previous transactions of two outputs; one output, which pays somebody. Valid but for its
/// weight, which 1,000 inputs of a multisig exceed; the review says so and judges everything else as well.
[[nodiscard]] psbt::Psbt spendOfSize(const vault::Vault& vault, std::size_t inputs);

} // namespace strongroom::bench
