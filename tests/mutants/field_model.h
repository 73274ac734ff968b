// What a signer must answer when one field of a seed has another key or value, or is gone: the table of
// labels for fields. Written from BIP174, BIP371 and docs/attacks.md; it reads bytes by itself.
#pragma once

#include "mutant.h"
#include "seeds.h"
#include "support/psbt_mutator.h"

#include <optional>

namespace strongroom::test {

enum class Part { global, input, output };
struct Place {
    Part part;
    std::size_t number; ///< Of the input or output.
};

/// `after`: nothing when the field is gone. Nothing as answer: the change has no single label (a length
/// inside a transaction shifts everything behind it), and makes no mutant.
[[nodiscard]] std::optional<Expectation> expectField(const Seed& seed, Place place, const RawField& before,
                                                     const std::optional<RawField>& after);

} // namespace strongroom::test
