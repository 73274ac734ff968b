// A serialised transaction, checked from end to end like Transaction::parse but not taken apart: for previous
// transactions, of which only the id and one output are ever asked. Nothing is allocated, whatever the size.
//
// A view: the bytes must outlive it. Const after `parse`; any thread.
#pragma once

#include "bitcoin/transaction.h"

#include <cstdint>
#include <optional>

namespace strongroom::bitcoin {

class TransactionView {
public:
    struct Output {
        Amount amount;
        ByteSpan scriptPubKey; ///< Views the transaction.
    };

    /// Accepts and refuses exactly what Transaction::parse does, with the same errors.
    [[nodiscard]] static Result<TransactionView> parse(ByteSpan bytes);

    [[nodiscard]] ByteSpan bytes() const { return m_bytes; }
    /// Hashes the transaction.
    [[nodiscard]] Txid txid() const;
    [[nodiscard]] std::size_t outputCount() const { return m_outputCount; }
    /// Walks the outputs. Nothing beyond the last.
    [[nodiscard]] std::optional<Output> output(std::size_t index) const;

private:
    TransactionView() = default;

    ByteSpan m_bytes;
    ByteSpan
        m_body; ///< Inputs and outputs with their counts: what the txid covers beside version and lock time.
    ByteSpan m_outputs; ///< The outputs without their count.
    std::size_t m_outputCount = 0;
};

} // namespace strongroom::bitcoin
