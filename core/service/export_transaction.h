// A signed transaction for whoever wants to send it another way than through this treasury's node. It is
// followed on the chain like any other: a block or the node's mempool that has it moves the withdrawal on.
#pragma once

#include "service/withdrawals.h"

#include <string>

namespace strongroom::service {

struct SignedTransaction {
    std::string withdrawalId;
    std::string txid;
    base::Bytes bytes; ///< As nodes take it (BIP144).
};

/// `withdrawal.not_complete` while signatures are missing, `withdrawal.closed` when it has ended. The log
/// says that it was handed out.
[[nodiscard]] Outcome<SignedTransaction> exportTransaction(Workspace& workspace,
                                                           const std::string& withdrawalId);

} // namespace strongroom::service
