// The tree of taproot scripts behind an output, as PSBT_OUT_TAP_TREE carries it (BIP371). Pure.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "bitcoin/taproot.h"
#include "psbt/errors.h"

#include <span>
#include <vector>

namespace strongroom::psbt {

/// One or more {depth, leaf version, script} in depth-first order that make one full binary tree of at most
/// 128 levels. Bounded by the bytes; nothing is allocated. Error: badTapTree.
[[nodiscard]] base::Result<void, Error> checkTapTree(base::ByteSpan value);
/// Errors: as checkTapTree.
[[nodiscard]] base::Result<std::vector<bitcoin::TapLeaf>, Error> readTapTree(base::ByteSpan value);
[[nodiscard]] base::Bytes writeTapTree(std::span<const bitcoin::TapLeaf> leaves);

} // namespace strongroom::psbt
