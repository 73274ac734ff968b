#include "psbt/previous_transaction.h"

#include "base/check.h"
#include "bitcoin/transaction_view.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace strongroom::psbt {

struct PreviousTransaction::Held {
    /// The view is into `bytes`, which never move.
    Held(base::Bytes serialized, const bitcoin::TransactionView& checked)
        : bytes(std::move(serialized)), view(checked) {}

    base::Bytes bytes;
    bitcoin::TransactionView view;
    mutable std::once_flag hashed;
    mutable bitcoin::Txid txid;
};

bitcoin::Result<PreviousTransaction> PreviousTransaction::parse(base::ByteSpan bytes) {
    base::Bytes own = base::toBytes(bytes);
    STRONGROOM_ASSIGN(const bitcoin::TransactionView view, bitcoin::TransactionView::parse(own));
    return PreviousTransaction(std::make_shared<const Held>(std::move(own), view));
}

PreviousTransaction::PreviousTransaction(const bitcoin::Transaction& transaction) {
    auto parsed = parse(transaction.serialize());
    STRONGROOM_CHECK(parsed.has_value());
    m_held = std::move(parsed->m_held);
}

base::ByteSpan PreviousTransaction::bytes() const {
    return m_held->bytes;
}

const bitcoin::Txid& PreviousTransaction::txid() const {
    std::call_once(m_held->hashed, [this] { m_held->txid = m_held->view.txid(); });
    return m_held->txid;
}

std::size_t PreviousTransaction::outputCount() const {
    return m_held->view.outputCount();
}

std::optional<bitcoin::TxOut> PreviousTransaction::output(std::size_t index) const {
    const auto found = m_held->view.output(index);
    if (!found)
        return std::nullopt;
    return bitcoin::TxOut{found->amount, base::toBytes(found->scriptPubKey)};
}

bitcoin::Transaction PreviousTransaction::transaction() const {
    auto parsed = bitcoin::Transaction::parse(m_held->bytes);
    STRONGROOM_CHECK(parsed.has_value());
    return std::move(parsed).value();
}

bool operator==(const PreviousTransaction& a, const PreviousTransaction& b) {
    return a.m_held == b.m_held || a.m_held->bytes == b.m_held->bytes;
}

} // namespace strongroom::psbt
