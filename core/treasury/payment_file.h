// A file of payments (CSV), read strictly: what a spreadsheet or a payroll program says is to be paid.
// docs/formats/payment-file.md.
//
// Pure; thread-safe. The file is a claim: it names registered payees and never an address, and decides
// nothing. All that is wrong with it is found at once, each with its line; a file with any fault pays nobody
// (ATTACKS A94, A120).
#pragma once

#include "base/amount.h"
#include "base/bytes.h"
#include "base/failure.h"
#include "crypto/hash.h"

#include <cstdint>
#include <string>
#include <vector>

namespace strongroom::treasury {

/// A hundred rows of the longest texts.
inline constexpr std::size_t MAX_PAYMENT_FILE_BYTES = 256U * 1024U;
/// What a person can still look through before approving, and what fits into one proposal.
inline constexpr std::size_t MAX_PAYMENT_ROWS = 100;

enum class PaymentFileFault : std::uint8_t {
    // Of the file
    fileTooLarge,
    header,
    noRows,
    tooManyRows,
    // Of a row
    quoting,
    cellCount,
    payeeMissing,
    text,
    formula,
    amount,
};
/// Code and sentence of a fault.
[[nodiscard]] base::ErrorInfo describe(PaymentFileFault fault);

/// One row. `line` counts from 1, the header's line included.
struct PaymentRow {
    std::size_t line = 0;
    std::string payee; ///< A name or an id, as written.
    base::Amount amount;
    std::string purpose;
    std::string reference;
};

struct PaymentFileProblem {
    std::size_t line = 0; ///< 0: the whole file.
    std::string column;   ///< As the header names it; empty: the row.
    PaymentFileFault fault;
};

struct PaymentFile {
    crypto::Hash256 sha256; ///< Of the bytes: by this it is known again.
    std::vector<PaymentRow> rows;
    std::vector<PaymentFileProblem> problems; ///< In the order of lines; empty when every row is good.
};

/// Rows that have a problem are not among `rows`.
[[nodiscard]] PaymentFile readPaymentFile(base::ByteSpan file);

} // namespace strongroom::treasury
