// What a station says about what it signed: one object by its log key that travels back with the signatures
// (docs/formats/receipt.md). It cites the head of the station's log, so that a station that is rolled back
// later contradicts a receipt that others hold (DESIGN §3).
//
// Values and pure functions; thread-safe.
#pragma once

#include "authority/state.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "bitcoin/bip32.h"
#include "bitcoin/transaction.h"
#include "crypto/ed25519.h"
#include "crypto/envelope.h"
#include "crypto/hash.h"
#include "psbt/psbt.h"
#include "treasury/errors.h"

#include <string>
#include <string_view>

namespace strongroom::treasury {

struct Receipt {
    crypto::Hash256 intent; ///< Its digest.
    bitcoin::Txid txid;     ///< Of the unsigned transaction.
    bitcoin::Fingerprint fingerprint;
    crypto::Hash256 signatures; ///< signaturesHash() of the signed PSBT.
    std::int64_t authorityVersion = 0;
    base::UnixTime at;
    std::string log; ///< Last part of the origin of the station's log.
    crypto::Ed25519PublicKey logKey;
    std::string checkpoint; ///< Signed note over the station's log; it covers the record that it may sign.
    friend bool operator==(const Receipt&, const Receipt&) = default;
};

inline constexpr std::string_view RECEIPT_TYPE = "receipt";
inline constexpr std::size_t MAX_RECEIPT_BYTES = 4U * 1024U;
/// A checkpoint has four short lines.
inline constexpr std::size_t MAX_RECEIPT_CHECKPOINT = 1'024;

[[nodiscard]] crypto::Unsigned toUnsigned(const Receipt& receipt, const std::string& treasuryText);
/// wrongType, severalSignatures or malformed.
[[nodiscard]] base::Result<Receipt, Error> parseReceipt(const crypto::SignedObject& object);

/// Tagged hash "strongroom/receipt-signatures/1" of all signatures in the PSBT by keys that come from
/// `fingerprint`: for each, in the order of inputs and keys, input number (u32), key and signature, both with
/// their length. Whoever holds the PSBT can compute it.
[[nodiscard]] crypto::Hash256 signaturesHash(const psbt::Psbt& psbt, const bitcoin::Fingerprint& fingerprint);

/// A receipt that is signed by the log key it names and fits the PSBT it travels with. Errors beyond those of
/// parseReceipt: wrongTreasury, badSignature, unknownKey when the treasury registered another key for that
/// log or ended it, otherIntent, otherTransaction, receiptMismatch.
[[nodiscard]] base::Result<Receipt, Error> verifyReceipt(const crypto::SignedObject& object,
                                                         const psbt::Psbt& psbt,
                                                         const crypto::Hash256& intent,
                                                         const authority::AuthorityState& state);

} // namespace strongroom::treasury
