// The transaction that an input spends from, as a PSBT carries it: checked for shape when it is read, kept as
// the bytes it came in, and hashed when its id is first asked for. Copies share the bytes.
//
// A value; any thread.
#pragma once

#include "bitcoin/transaction.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace strongroom::psbt {

class PreviousTransaction {
public:
    /// Errors: those of bitcoin::Transaction::parse.
    [[nodiscard]] static bitcoin::Result<PreviousTransaction> parse(base::ByteSpan bytes);
    /// One that could be parsed, with an input and an output: else a broken invariant.
    PreviousTransaction(const bitcoin::Transaction& transaction); // NOLINT(google-explicit-constructor)

    [[nodiscard]] base::ByteSpan bytes() const;
    /// Hashed once, whoever asks.
    [[nodiscard]] const bitcoin::Txid& txid() const;
    [[nodiscard]] std::size_t outputCount() const;
    /// Nothing beyond the last.
    [[nodiscard]] std::optional<bitcoin::TxOut> output(std::size_t index) const;
    /// All of it, taken apart.
    [[nodiscard]] bitcoin::Transaction transaction() const;

    /// The same bytes.
    friend bool operator==(const PreviousTransaction& a, const PreviousTransaction& b);

private:
    struct Held;
    explicit PreviousTransaction(std::shared_ptr<const Held> held) : m_held(std::move(held)) {}
    std::shared_ptr<const Held> m_held;
};

} // namespace strongroom::psbt
