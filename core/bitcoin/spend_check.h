// Whether a transaction may spend the outputs it names, for the outputs that descriptors make: keys, multisig
// and miniscript, bare, under p2sh, in witness version 0, and taproot by key and by script. As consensus and
// relay rules have it (BIP16, 65, 112, 141, 143, 146, 147, 341, 342, 379), never looser; what is outside of
// that is inconclusive.
//
// Pure, thread-safe; time and memory bounded by consensus limits on top of the input's own size. The training
// chain and message proofs (BIP322) stand on this; a real node has its own judgement of spends.
#pragma once

#include "bitcoin/sighash.h"
#include "bitcoin/spend_fault.h"
#include "bitcoin/transaction.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace strongroom::bitcoin {

/// Which hash types signatures may have.
enum class HashTypes : std::uint8_t {
    defined, ///< All of SighashType, as consensus.
    allOnly, ///< ALL, and DEFAULT in taproot: what BIP322 requires and what this program signs.
};

/// One input and all that its script may ask about. The references must outlive it.
struct SpendingInput {
    const SighashContext& sighashes;
    const Transaction& transaction;
    std::size_t index; ///< Of an input that exists.
    const TxOut& prevout;
    HashTypes hashTypes;

    [[nodiscard]] const TxIn& input() const { return transaction.inputs[index]; }
};
/// Nothing when the input may spend its output.
[[nodiscard]] std::optional<SpendFault> checkInput(const SpendingInput& spending);

struct SpendCheck {
    SpendVerdict verdict = SpendVerdict::valid;
    std::optional<SpendFault> fault; ///< Exactly when not valid.
    std::size_t input = 0;           ///< Where the fault is.
};
/// `prevouts` are the outputs spent, one an input, in order. One invalid input makes the whole invalid, else
/// one inconclusive input makes it inconclusive. Amounts are not added up.
[[nodiscard]] SpendCheck checkSpend(const Transaction& transaction, std::span<const TxOut> prevouts,
                                    HashTypes hashTypes = HashTypes::defined);

} // namespace strongroom::bitcoin
