// Oracle: one transaction has one serialisation, so whatever parses writes back to the very bytes; a view of
// the bytes accepts the same, for the same reason, and gives the same id and outputs.
#include "base/check.h"
#include "bitcoin/transaction.h"
#include "bitcoin/transaction_view.h"

#include <algorithm>

using namespace strongroom::bitcoin;

namespace {

void compareView(ByteSpan bytes) {
    const auto full = Transaction::parse(bytes);
    const auto view = TransactionView::parse(bytes);
    STRONGROOM_CHECK(full.has_value() == view.has_value());
    if (!full) {
        STRONGROOM_CHECK(full.error() == view.error());
        return;
    }
    STRONGROOM_CHECK(view->txid() == full->txid() && view->outputCount() == full->outputs.size());
    const auto last = view->output(full->outputs.size() - 1);
    STRONGROOM_CHECK(last && last->amount == full->outputs.back().amount &&
                     std::ranges::equal(last->scriptPubKey, full->outputs.back().scriptPubKey));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteSpan bytes(data, size);
    compareView(bytes);
    if (const auto transaction = Transaction::parse(bytes)) {
        STRONGROOM_CHECK(std::ranges::equal(transaction->serialize(), bytes));
        STRONGROOM_CHECK(Transaction::parse(transaction->serialize()).value() == *transaction);
        STRONGROOM_CHECK(transaction->outputSum().has_value());
        STRONGROOM_CHECK(transaction->weight() <= 4 * static_cast<std::int64_t>(size));
    }
    if (const auto transaction = Transaction::parse(bytes, TransactionFormat::withoutWitness)) {
        STRONGROOM_CHECK(!transaction->hasWitness());
        STRONGROOM_CHECK(std::ranges::equal(transaction->serializeWithoutWitness(), bytes));
    }
    return 0;
}
