// Files of payments. Oracle: a row that is read has a payee, an amount that Bitcoin can have and plain texts,
// and stands on a line of its own; the rows written again, in the plainest and in the most ornate form of the
// same file, read back as the same rows without a fault; and with a bad row after them they are the same rows
// and exactly that fault.
#include "base/check.h"
#include "base/text_encoding.h"
#include "treasury/payment.h"
#include "treasury/payment_file.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

using namespace strongroom;
using namespace strongroom::treasury;

namespace {

constexpr std::size_t BITCOIN_PLACES = 8;

std::string quoted(std::string_view text) {
    std::string cell = "\"";
    for (const char c : text)
        cell.append(c == '"' ? 2 : 1, c);
    return cell + '"';
}

std::string inBitcoin(base::Amount amount) {
    std::string digits = std::to_string(amount.satoshi());
    digits.insert(0, BITCOIN_PLACES + 1 - std::min(BITCOIN_PLACES + 1, digits.size()), '0');
    return digits.insert(digits.size() - BITCOIN_PLACES, ".");
}

std::string plainForm(const std::vector<PaymentRow>& rows) {
    std::string text = "payee,amount_sat,purpose,reference\n";
    for (const PaymentRow& row : rows)
        text += quoted(row.payee) + ',' + std::to_string(row.amount.satoshi()) + ',' + quoted(row.purpose) +
                ',' + quoted(row.reference) + '\n';
    return text;
}

/// Other columns, another unit, a byte order mark, every cell in quotation marks, and no last line end.
std::string ornateForm(const std::vector<PaymentRow>& rows) {
    std::string text = "\xef\xbb\xbf\"reference\",\"amount_btc\",\"payee\",\"purpose\"";
    for (const PaymentRow& row : rows)
        text += "\r\n" + quoted(row.reference) + ',' + quoted(inBitcoin(row.amount)) + ',' +
                quoted(row.payee) + ',' + quoted(row.purpose);
    return text;
}

bool isText(std::string_view text) {
    constexpr std::string_view FORMULA_STARTS = "=+-@";
    return text.size() <= MAX_PAYMENT_TEXT && base::isPlainUtf8(text) && !text.starts_with(' ') &&
           !text.ends_with(' ') &&
           (text.empty() || FORMULA_STARTS.find(text.front()) == std::string_view::npos);
}

void checkRows(const PaymentFile& file, std::size_t lines) {
    STRONGROOM_CHECK(file.rows.size() <= MAX_PAYMENT_ROWS);
    std::size_t before = 1; // the header's
    for (const PaymentRow& row : file.rows) {
        STRONGROOM_CHECK(row.line > before && row.line <= lines);
        before = row.line;
        STRONGROOM_CHECK(!row.payee.empty() && isText(row.payee) && isText(row.purpose) &&
                         isText(row.reference));
        STRONGROOM_CHECK(row.amount.satoshi() > 0 && row.amount.satoshi() <= base::Amount::MAX_SATOSHI);
    }
    for (const PaymentFileProblem& problem : file.problems) {
        STRONGROOM_CHECK(problem.line <= lines && !describe(problem.fault).code.empty());
        STRONGROOM_CHECK(
            std::ranges::none_of(file.rows, [&](const PaymentRow& row) { return row.line == problem.line; }));
    }
}

void checkSame(const std::vector<PaymentRow>& rows, std::string_view text) {
    const PaymentFile again = readPaymentFile(base::asBytes(text));
    STRONGROOM_CHECK(again.problems.empty());
    STRONGROOM_CHECK(std::ranges::equal(again.rows, rows, [](const PaymentRow& a, const PaymentRow& b) {
        return a.payee == b.payee && a.amount == b.amount && a.purpose == b.purpose &&
               a.reference == b.reference;
    }));
}

void checkOneMore(const std::vector<PaymentRow>& rows) {
    if (rows.size() == MAX_PAYMENT_ROWS)
        return;
    const PaymentFile more = readPaymentFile(base::asBytes(plainForm(rows) + "somebody,0,,\n"));
    STRONGROOM_CHECK(more.rows.size() == rows.size() && more.problems.size() == 1);
    STRONGROOM_CHECK(more.problems.front().line == rows.size() + 2 &&
                     more.problems.front().column == "amount_sat");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::ByteSpan bytes(data, size);
    const PaymentFile file = readPaymentFile(bytes);
    STRONGROOM_CHECK(file.sha256 == crypto::sha256(bytes));
    STRONGROOM_CHECK(!file.rows.empty() || !file.problems.empty());
    checkRows(file, 1 + static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')));
    if (file.rows.empty())
        return 0;
    checkSame(file.rows, plainForm(file.rows));
    checkSame(file.rows, ornateForm(file.rows));
    checkOneMore(file.rows);
    return 0;
}
