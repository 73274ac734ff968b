// Oracle: one transaction has one serialisation, so whatever parses writes back to the very bytes.
#include "base/check.h"
#include "bitcoin/transaction.h"

#include <algorithm>

using namespace strongroom::bitcoin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteSpan bytes(data, size);
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
