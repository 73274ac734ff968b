#include "treasury/payment_file.h"

#include "base/check.h"
#include "base/text_encoding.h"
#include "treasury/payment.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace strongroom::treasury {

namespace {

using Fault = PaymentFileFault;

constexpr std::array TABLE{
    std::pair{Fault::fileTooLarge,
              base::ErrorInfo{"batch.file_too_large", "A file of payments has at most 256 KiB."}},
    std::pair{Fault::header,
              base::ErrorInfo{"batch.header",
                              "The first line names the columns, separated by commas: payee, amount_sat or "
                              "amount_btc, and perhaps purpose and reference."}},
    std::pair{Fault::noRows, base::ErrorInfo{"batch.no_rows", "There is no payment in the file."}},
    std::pair{Fault::tooManyRows,
              base::ErrorInfo{"batch.too_many_rows", "A file has at most 100 payments. Divide it."}},
    std::pair{Fault::quoting,
              base::ErrorInfo{"batch.quoting",
                              "A quotation mark is not closed, or stands in the middle of a cell."}},
    std::pair{Fault::cellCount,
              base::ErrorInfo{"batch.cell_count", "The row has not as many cells as the first line."}},
    std::pair{Fault::payeeMissing, base::ErrorInfo{"batch.payee_missing", "The row names no payee."}},
    std::pair{
        Fault::text,
        base::ErrorInfo{"batch.text",
                        "A text is one line of plain UTF-8, at most 500 bytes, without spaces around it."}},
    std::pair{Fault::formula,
              base::ErrorInfo{"batch.formula", "A spreadsheet would take this text for a formula."}},
    std::pair{Fault::amount,
              base::ErrorInfo{"batch.amount",
                              "An amount is a whole number of satoshi, or of bitcoin with a dot and at most "
                              "eight places, above zero, without sign or spaces."}},
};

/// What a spreadsheet may write in front of UTF-8.
constexpr std::string_view BYTE_ORDER_MARK = "\xef\xbb\xbf";
/// Cells that programs run when they open the file again.
constexpr std::string_view FORMULA_STARTS = "=+-@";
/// 21 million bitcoin have sixteen digits in satoshi.
constexpr std::size_t MAX_AMOUNT_DIGITS = 16;
constexpr std::size_t BITCOIN_PLACES = 8;

/// One record as written (RFC 4180), with the line on which it begins.
struct Record {
    std::size_t line = 0;
    std::vector<std::string> cells;
    bool quotedWell = true;
};

/// Splits the text into records. Line ends are LF or CRLF; a line break inside quotation marks belongs to the
/// cell. After a misplaced quotation mark the next line begins anew.
class Records {
public:
    explicit Records(std::string_view text) : m_rest(text) {}

    [[nodiscard]] std::optional<Record> next() {
        if (m_rest.empty())
            return std::nullopt;
        Record record;
        record.line = m_line;
        for (bool more = true; more;) {
            const bool quoted = m_rest.starts_with('"');
            auto cell = quoted ? quotedCell() : plainCell();
            if (!cell) {
                record.quotedWell = false;
                skipLine();
                return record;
            }
            record.cells.push_back(*std::move(cell));
            more = m_rest.starts_with(',');
            if (more)
                m_rest.remove_prefix(1);
        }
        endLine();
        return record;
    }

private:
    [[nodiscard]] std::optional<std::string> plainCell() {
        const std::size_t end = std::min(m_rest.find_first_of(",\n\""), m_rest.size());
        if (end < m_rest.size() && m_rest[end] == '"')
            return std::nullopt;
        std::string cell(m_rest.substr(0, end));
        m_rest.remove_prefix(end);
        if (cell.ends_with('\r') && m_rest.starts_with('\n'))
            cell.pop_back();
        return cell;
    }

    [[nodiscard]] std::optional<std::string> quotedCell() {
        std::string cell;
        std::string_view rest = m_rest.substr(1);
        std::size_t breaks = 0;
        for (;;) {
            const std::size_t mark = rest.find('"');
            if (mark == std::string_view::npos)
                return std::nullopt;
            cell.append(rest.substr(0, mark));
            breaks += static_cast<std::size_t>(
                std::count(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(mark), '\n'));
            rest.remove_prefix(mark + 1);
            if (!rest.starts_with('"'))
                break;
            cell.push_back('"');
            rest.remove_prefix(1);
        }
        if (!rest.empty() && !rest.starts_with(',') && !rest.starts_with('\n') && !rest.starts_with("\r\n"))
            return std::nullopt;
        m_rest = rest;
        m_line += breaks;
        return cell;
    }

    void endLine() {
        m_rest.remove_prefix(
            std::min(m_rest.size(), m_rest.starts_with("\r\n") ? std::size_t{2} : std::size_t{1}));
        ++m_line;
    }
    void skipLine() {
        m_rest.remove_prefix(std::min(m_rest.find('\n'), m_rest.size()));
        endLine();
    }

    std::string_view m_rest;
    std::size_t m_line = 1;
};

enum class Column : std::uint8_t { payee, amountSat, amountBtc, purpose, reference };
constexpr std::array<std::pair<std::string_view, Column>, 5> COLUMNS{{
    {"payee", Column::payee},
    {"amount_sat", Column::amountSat},
    {"amount_btc", Column::amountBtc},
    {"purpose", Column::purpose},
    {"reference", Column::reference},
}};

std::string nameOf(Column column) {
    for (const auto& [name, one] : COLUMNS)
        if (one == column)
            return std::string(name);
    base::checkFailed("Column");
}

/// The columns in the file's order; nothing when they are not exactly what is understood.
std::optional<std::vector<Column>> readHeader(const Record& record) {
    std::vector<Column> columns;
    for (const std::string& cell : record.cells) {
        const auto* const found =
            std::ranges::find(COLUMNS, std::string_view(cell), &std::pair<std::string_view, Column>::first);
        if (found == COLUMNS.end() || std::ranges::count(columns, found->second) > 0)
            return std::nullopt;
        columns.push_back(found->second);
    }
    const bool payee = std::ranges::count(columns, Column::payee) == 1;
    const auto amounts =
        std::ranges::count(columns, Column::amountSat) + std::ranges::count(columns, Column::amountBtc);
    return record.quotedWell && payee && amounts == 1 ? std::optional(columns) : std::nullopt;
}

bool isDigits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// A number as nobody can read it in two ways: no sign, no grouping, no leading zeros, no exponent.
std::optional<base::Amount> readAmount(std::string_view text, Column column) {
    const std::size_t dot = std::min(text.find('.'), text.size());
    const std::string_view whole = text.substr(0, dot);
    std::string places(dot < text.size() ? text.substr(dot + 1) : std::string_view());
    if (!isDigits(whole) || (whole.size() > 1 && whole.front() == '0'))
        return std::nullopt;
    if (dot < text.size() &&
        (column == Column::amountSat || !isDigits(places) || places.size() > BITCOIN_PLACES))
        return std::nullopt;
    if (column == Column::amountBtc)
        places.resize(BITCOIN_PLACES, '0');
    const std::string digits = std::string(whole) + places;
    if (digits.size() > MAX_AMOUNT_DIGITS)
        return std::nullopt;
    const auto amount = base::Amount::fromSatoshi(std::stoll(digits));
    return amount && amount->satoshi() > 0 ? amount : std::nullopt;
}

std::optional<Fault> faultOfText(const std::string& text) {
    if (text.empty())
        return std::nullopt;
    if (FORMULA_STARTS.find(text.front()) != std::string_view::npos)
        return Fault::formula;
    if (text.size() > MAX_PAYMENT_TEXT || !base::isPlainUtf8(text) || text.front() == ' ' ||
        text.back() == ' ')
        return Fault::text;
    return std::nullopt;
}

/// Puts one cell into the row, or says what is wrong with it.
std::optional<Fault> fill(PaymentRow& row, Column column, const std::string& cell) {
    const auto set = [&](std::string& text) {
        text = cell;
        return faultOfText(cell);
    };
    switch (column) {
    case Column::payee:
        return cell.empty() ? Fault::payeeMissing : set(row.payee);
    case Column::purpose:
        return set(row.purpose);
    case Column::reference:
        return set(row.reference);
    case Column::amountSat:
    case Column::amountBtc: {
        const auto amount = readAmount(cell, column);
        row.amount = amount.value_or(base::Amount());
        return amount ? std::nullopt : std::optional(Fault::amount);
    }
    }
    base::checkFailed("Column");
}

void readRow(PaymentFile& file, const Record& record, const std::vector<Column>& columns) {
    if (!record.quotedWell || record.cells.size() != columns.size()) {
        file.problems.push_back({record.line, "", record.quotedWell ? Fault::cellCount : Fault::quoting});
        return;
    }
    PaymentRow row;
    row.line = record.line;
    const std::size_t before = file.problems.size();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (const auto fault = fill(row, columns[i], record.cells[i]))
            file.problems.push_back({record.line, nameOf(columns[i]), *fault});
    }
    if (file.problems.size() == before)
        file.rows.push_back(std::move(row));
}

} // namespace

base::ErrorInfo describe(PaymentFileFault fault) {
    const auto* const entry =
        std::find_if(TABLE.begin(), TABLE.end(), [&](const auto& row) { return row.first == fault; });
    STRONGROOM_CHECK(entry != TABLE.end());
    return entry->second;
}

PaymentFile readPaymentFile(base::ByteSpan bytes) {
    PaymentFile file;
    file.sha256 = crypto::sha256(bytes);
    const auto refused = [&](std::size_t line, Fault fault) {
        file.rows.clear();
        file.problems.push_back({line, "", fault});
        return file;
    };
    if (bytes.size() > MAX_PAYMENT_FILE_BYTES)
        return refused(0, Fault::fileTooLarge);
    std::string_view text = base::asText(bytes);
    if (text.starts_with(BYTE_ORDER_MARK))
        text.remove_prefix(BYTE_ORDER_MARK.size());
    Records records(text);
    const auto first = records.next();
    const auto columns = first ? readHeader(*first) : std::nullopt;
    if (!columns)
        return refused(1, Fault::header);
    std::size_t count = 0;
    while (const auto record = records.next()) {
        if (++count > MAX_PAYMENT_ROWS)
            return refused(0, Fault::tooManyRows);
        readRow(file, *record, *columns);
    }
    if (count == 0)
        return refused(0, Fault::noRows);
    return file;
}

} // namespace strongroom::treasury
