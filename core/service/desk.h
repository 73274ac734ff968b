// A desk seat: a console that holds one person's device key and no others', and no database of the treasury.
// It imports an approval request, recomputes facts and verdict from the bytes under the authority it pinned,
// and returns a signed approval.
#pragma once

#include "service/withdrawals.h"

namespace strongroom::service {

/// What the desk shows before it signs: the same detail as the console's, computed here from the request's
/// bytes.
[[nodiscard]] Outcome<WithdrawalDetail>
reviewApprovalRequest(const Ports& ports, const std::string& deskFolder, base::ByteSpan request);

/// The signed approval to carry back. `shownDigest` as in ApproveRequest.
[[nodiscard]] Outcome<base::Bytes> signApprovalRequest(const Ports& ports, const std::string& deskFolder,
                                                       base::ByteSpan request, const std::string& shownDigest,
                                                       const std::string& note, const SecretText& passphrase);

/// Makes a desk folder from a treasury's registration bundle and one person's key envelope.
[[nodiscard]] Outcome<void> makeDesk(const Ports& ports, const std::string& deskFolder,
                                     base::ByteSpan registrationBundle, const std::string& personId);

} // namespace strongroom::service
