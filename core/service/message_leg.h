// Carrying a cold vault's words to air-gapped stations and back: as a withdrawal is carried
// (service/cold_leg.h), as the PSBT that the words make, with intent and approvals inside.
#pragma once

#include "service/cold_leg.h"
#include "service/signed_messages.h"

namespace strongroom::service {

/// For QR or file. `cold.not_approved` before everybody whom the policy asks has approved, and for words that
/// no station signs; `treasury.fields_too_large` when the coins behind them take too much room;
/// `message.not_found`.
[[nodiscard]] Outcome<base::Bytes> exportMessageForStation(Workspace& workspace, const std::string& id);

/// Held to its request as importFromStation() holds a payment's, with the same codes; logged either way.
/// `cold.receipt_missing` for signatures without a station's receipt: nobody else signs words.
/// `message.closed` once they are signed or over.
[[nodiscard]] Outcome<StationReply> importMessageFromStation(Workspace& workspace, const std::string& id,
                                                             base::ByteSpan reply);

} // namespace strongroom::service
