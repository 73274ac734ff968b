// What comes back from a desk (docs/formats/desk.md): the signed statement, and the words whose hash it
// names. Internal to core/service.
#pragma once

#include "base/bytes.h"
#include "crypto/envelope.h"
#include "service/withdrawal_errors.h"
#include "service/withdrawal_view.h"
#include "treasury/statement.h"
#include "treasury/tally.h"

#include <optional>

namespace strongroom::service {

struct DeskAnswer {
    base::Bytes statement; ///< The signed object, as it was signed.
    base::Bytes note;      ///< Canonical JSON; empty when nothing was written.
};
[[nodiscard]] base::Bytes toBytes(const DeskAnswer& answer);

struct ReadAnswer {
    crypto::SignedObject object;
    treasury::Statement statement;
    std::optional<treasury::Note> note;
    base::Bytes noteBytes;
};
/// A statement alone is an answer too. `approval.malformed` for anything else, and for words that are not
/// those the statement names. No signature is verified here.
[[nodiscard]] Outcome<ReadAnswer> parseDeskAnswer(base::ByteSpan bytes);

/// A statement that counts for nothing because of how it is made is not kept: it could only fill the PSBT.
/// One that is good but fills no place (the proposer's, a second one) is kept and shown as what it is.
[[nodiscard]] Outcome<void> refuseMeaningless(const treasury::Tally& tally,
                                              const crypto::SignedObject& object);

/// What the log says of a statement that came by file.
[[nodiscard]] SignerRequest importRecord(const Standpoint& standpoint, const crypto::Hash256& subject,
                                         const ReadAnswer& answer);

} // namespace strongroom::service
