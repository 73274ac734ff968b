// Payees under dual control: proposed by one, approved by another, cooling, active, revoked.
#pragma once

#include "base/time.h"
#include "service/workspace.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

enum class PayeeState : std::uint8_t { proposed, cooling, active, revoked };

struct PayeeRow {
    std::string id;
    std::string name;
    std::string address;
    PayeeState state;
    std::string evidence; ///< How the address was confirmed: "called back on the number in the contract".
    std::string addedBy;
    base::UnixTime addedAt;
    std::string approvedBy;
    std::optional<base::UnixTime> activeFrom;
    std::string sentence; ///< "Waiting for a second officer." "Cooling until 18:40."
    bool iMayApprove = false;
    std::string whyNot;
    bool firstUse = true;
};

struct PayeeDraft {
    std::string name;
    std::string address;
    std::string evidence;
};

[[nodiscard]] Outcome<std::vector<PayeeRow>> listPayees(Workspace& workspace);
/// Refuses an address of another network, one already in use by another payee, and one that looks like
/// another payee's (same first and last characters, ATTACKS A92).
[[nodiscard]] Outcome<std::string> addPayee(Workspace& workspace, const PayeeDraft& draft,
                                            const SecretText& passphrase);
[[nodiscard]] Outcome<void> approvePayee(Workspace& workspace, const std::string& payeeId,
                                         const SecretText& passphrase);
[[nodiscard]] Outcome<void> revokePayee(Workspace& workspace, const std::string& payeeId,
                                        const std::string& reason, const SecretText& passphrase);

} // namespace strongroom::service
