// Whether a transaction may spend the outputs it names: every signature of the templates that vaults use
// (p2wpkh, p2wsh multisig, taproot key path), checked as consensus and relay rules do (BIP143, BIP147,
// BIP341). Other ways to spend are not judged but named unsupported.
//
// Pure, thread-safe. The training chain stands on this; a real node has its own judgement.
#pragma once

#include "bitcoin/transaction.h"

#include <cstdint>
#include <span>

namespace strongroom::chain {

enum class SpendVerdict : std::uint8_t { valid, invalid, unsupported };

/// `prevouts` are the outputs spent, one an input, in order.
[[nodiscard]] SpendVerdict checkSpend(const bitcoin::Transaction& transaction,
                                      std::span<const bitcoin::TxOut> prevouts);

} // namespace strongroom::chain
