// Carrying a withdrawal to air-gapped stations and back.
#pragma once

#include "service/withdrawals.h"

namespace strongroom::service {

/// The PSBT with intent, approvals, authority head and proofs inside (docs/formats/psbt-fields.md), for QR or
/// file.
[[nodiscard]] Outcome<base::Bytes> exportForStation(Workspace& workspace, const std::string& withdrawalId);

struct StationReply {
    std::string id; ///< Of the withdrawal, or of the message.
    int signaturesHave = 0;
    int signaturesNeeded = 0;
    std::string sentence;
};

/// Accepts a reply only when it is the same unsigned transaction with nothing but valid signatures and a
/// receipt added (`cold.changed_transaction`, `cold.extra_data`, `cold.foreign_wallet`, …; logged either
/// way).
[[nodiscard]] Outcome<StationReply> importFromStation(Workspace& workspace, const std::string& withdrawalId,
                                                      base::ByteSpan reply);

} // namespace strongroom::service
