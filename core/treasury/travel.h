// What travels with a PSBT: intent, statements, heads and proofs as global proprietary fields with the
// identifier "strongroom" (docs/formats/psbt-fields.md). Objects are verbatim, keyed by their SHA-256, so
// that combining PSBTs is a union and nothing can be changed unnoticed. Hashes and ids only, no names.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/envelope.h"
#include "psbt/psbt.h"
#include "treasury/errors.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace strongroom::treasury {

/// Subtypes of the fields.
enum class TravelField : std::uint8_t {
    intent = 1,    ///< Of a payment, or of words that a vault is to say.
    statement = 2, ///< Approvals, and whatever else people said.
    head = 3,
    preimage = 4, ///< Documents that heads, intents and statements name by hash; a replaced intent; proofs.
    checkpoint = 5,
    receipt = 6, ///< Of a station.
};

struct Travel {
    std::optional<crypto::SignedObject> intent;
    std::vector<crypto::SignedObject> statements;
    std::vector<crypto::SignedObject> heads;
    std::vector<base::Bytes> preimages;
    std::vector<base::Bytes> checkpoints;
    std::vector<crypto::SignedObject> receipts;
};

inline constexpr std::string_view TRAVEL_IDENTIFIER = "strongroom";
/// Keys and values together: animated QR codes carry it.
inline constexpr std::size_t MAX_TRAVEL_BYTES = 64U * 1024U;

/// Reads and checks the form of all fields; verifies no signature. Every object stands under the subtype of
/// its type. Fields in an input or output, unknown subtypes, keys that are not the hash of their value, more
/// than MAX_TRAVEL_BYTES and two intents are refused.
[[nodiscard]] base::Result<Travel, Error> readTravel(const psbt::Psbt& psbt);

/// The intent of that digest among the preimages: what a replacement replaces travels like that.
[[nodiscard]] std::optional<crypto::SignedObject> originalIn(const Travel& travel,
                                                             const crypto::Hash256& digest);

/// Adds to what is there already; the same object again changes nothing. Refused like by readTravel().
[[nodiscard]] base::Result<psbt::Psbt, Error> addTravel(psbt::Psbt psbt, const Travel& travel);

/// Words are to be said, and nothing is to be paid: readers of payments refuse it, and the reverse.
[[nodiscard]] bool carriesMessage(const Travel& travel);

/// Both describe the same transaction in the same way, but for signatures and our own fields.
[[nodiscard]] bool sameButForSignatures(const psbt::Psbt& a, const psbt::Psbt& b);

/// Without any of our fields: for foreign signers, and when a transaction is final.
[[nodiscard]] psbt::Psbt stripTravel(psbt::Psbt psbt);

} // namespace strongroom::treasury
