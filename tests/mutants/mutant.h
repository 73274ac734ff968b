// A mutant: a PSBT that would be signed, with one thing changed, and what a signer must answer. The answer is
// written down here, from the catalogue of attacks and the fields' own rules; the engine is never asked for
// it.
#pragma once

#include "base/bytes.h"

#include <string>
#include <utility>
#include <vector>

namespace strongroom::test {

struct Expectation {
    std::string row;    ///< Of docs/attacks.md, or "own"; empty when the mutant is signed.
    std::string code;   ///< With which it is refused; empty when it is signed.
    std::string reason; ///< Why it may be signed; empty when it is refused.

    [[nodiscard]] bool isSigned() const { return code.empty(); }
};
[[nodiscard]] inline Expectation refused(std::string row, std::string code) {
    return {std::move(row), std::move(code), {}};
}
[[nodiscard]] inline Expectation accepted(std::string reason) {
    return {{}, {}, std::move(reason)};
}

struct Mutant {
    std::string seed;
    std::string change; ///< What was done, unique within the seed.
    base::Bytes psbt;
    Expectation expected;
};
using Mutants = std::vector<Mutant>;

} // namespace strongroom::test
