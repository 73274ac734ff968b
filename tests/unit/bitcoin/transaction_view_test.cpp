#include "bitcoin/transaction_view.h"

#include "support/hex.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::bitcoin;

namespace {

/// Two inputs, one with a witness, and two outputs.
Transaction example() {
    Transaction transaction;
    for (std::uint8_t i = 1; i <= 2; ++i) {
        TxIn input;
        input.prevout.txid.mutableSpan()[0] = i;
        input.prevout.vout = i;
        input.scriptSig = Bytes(i * 100U, 0x51);
        transaction.inputs.push_back(input);
        transaction.outputs.push_back({*Amount::fromSatoshi(i * 1'000), Bytes(i * 20U, i)});
    }
    transaction.inputs[1].witness = {{1, 2, 3}, {}};
    return transaction;
}

void agree(ByteSpan bytes) {
    const auto full = Transaction::parse(bytes);
    const auto view = TransactionView::parse(bytes);
    REQUIRE(full.has_value() == view.has_value());
    if (!full) {
        CHECK(describe(full.error()).code == describe(view.error()).code);
        return;
    }
    CHECK(view->txid() == full->txid());
    REQUIRE(view->outputCount() == full->outputs.size());
    for (std::size_t i = 0; i < full->outputs.size(); ++i) {
        const auto output = view->output(i);
        REQUIRE(output);
        CHECK(output->amount == full->outputs[i].amount);
        CHECK(std::ranges::equal(output->scriptPubKey, full->outputs[i].scriptPubKey));
    }
    CHECK_FALSE(view->output(full->outputs.size()));
}

} // namespace

TEST_CASE("a view of a transaction gives the id and the outputs of the transaction") {
    const Transaction transaction = example();
    agree(transaction.serialize());
    agree(transaction.serializeWithoutWitness());
    CHECK(TransactionView::parse(transaction.serialize())->txid() == transaction.txid());
    CHECK(TransactionView::parse(transaction.serialize())->output(1)->amount == Amount::sat(2'000));
}

TEST_CASE("a view refuses what the parser refuses, cut or changed at any byte, for the same reason") {
    const Bytes whole = example().serialize();
    for (std::size_t length = 0; length < whole.size(); ++length)
        agree(ByteSpan(whole).first(length));
    for (std::size_t i = 0; i < whole.size(); ++i) {
        for (const unsigned value : {0x00U, 0x01U, 0x02U, 0x7fU, 0xfcU, 0xfdU, 0xfeU, 0xffU}) {
            Bytes changed = whole;
            changed[i] = static_cast<std::uint8_t>(value);
            agree(changed);
        }
    }
    Bytes longer = whole;
    longer.push_back(0);
    agree(longer);
    agree(Bytes(Transaction::MAX_SIZE + 1));
}
