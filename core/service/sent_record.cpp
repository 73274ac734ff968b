#include "service/sent_record.h"

#include "store/log.h"

#include <algorithm>

namespace strongroom::service {

namespace {

constexpr std::string_view SENT = "chain.broadcast";

} // namespace

Outcome<void> recordSent(State& state, const crypto::Hash256& withdrawal, const bitcoin::Txid& txid) {
    STRONGROOM_TRY(pullLog(state));
    STRONGROOM_ASSIGN(const auto leaves, store::Log(state.database).about(withdrawal.span()));
    if (std::any_of(leaves.begin(), leaves.end(),
                    [](const store::LeafRow& leaf) { return leaf.kind == SENT; }))
        return {};
    SignerRequest record;
    record.verb = "record";
    record.fields = {{"kind", std::string(SENT)},
                     {"subject", hexOf(withdrawal)},
                     {"fields", base::Json::Object{{"txid", bitcoin::toText(txid)}}}};
    STRONGROOM_TRY(askSigner(state, record));
    return pullLog(state);
}

} // namespace strongroom::service
