#include "service/payment_request.h"

#include "bitcoin/payment_uri.h"
#include "service/withdrawal_view.h"

namespace strongroom::service {

Outcome<PaymentRequest> readPaymentRequest(Workspace& workspace, const std::string& text) {
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(workspace.state()));
    const authority::AuthorityState& authority = standpoint.authority();
    const bool isUri = text.find(':') != std::string::npos;
    STRONGROOM_ASSIGN(
        const bitcoin::PaymentUri uri,
        bitcoin::parsePaymentUri(isUri ? text : "bitcoin:" + text, standpoint.registry().network()));
    PaymentRequest request{uri.address, {}, uri.label, uri.message, {}, {}};
    if (uri.amount)
        request.amountSatoshi = uri.amount->satoshi();
    for (const authority::PayeeEntry& payee : authority.payees()) {
        if (payee.record.script == uri.decoded.script) {
            request.payeeId = hexOf(payee.record.id);
            request.payeeName = payee.record.name;
        }
    }
    return request;
}

} // namespace strongroom::service
