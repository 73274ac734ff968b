#include "service/export_transaction.h"

#include "service/withdrawal_view.h"

namespace strongroom::service {

Outcome<SignedTransaction> exportTransaction(Workspace& workspace, const std::string& withdrawalId) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const WithdrawalView view, findWithdrawal(state, standpoint, withdrawalId));
    if (treasury::isFinal(view.phase))
        return base::Unexpected(base::Failure(WithdrawalError::closed));
    if (view.record.finalTransaction.empty())
        return base::Unexpected(base::Failure(WithdrawalError::notComplete));
    const auto transaction = bitcoin::Transaction::parse(view.record.finalTransaction);
    if (!transaction || transaction->txid() != view.record.txid)
        return base::Unexpected(base::Failure(WithdrawalError::damaged));
    SignedTransaction result{hexOf(view.record.id), bitcoin::toText(view.record.txid),
                             view.record.finalTransaction};
    SignerRequest record;
    record.verb = "record";
    record.fields = {
        {"kind", "console.transaction_exported"},
        {"subject", result.withdrawalId},
        {"fields",
         base::Json::Object{{"txid", result.txid},
                            {"sentence", "The signed transaction was handed out, to be sent another way."}}}};
    STRONGROOM_TRY(askSigner(state, record));
    STRONGROOM_TRY(pullLog(state));
    return result;
}

} // namespace strongroom::service
