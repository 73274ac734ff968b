#include "treasury/payment_file.h"

#include "base/text_encoding.h"
#include "treasury/payment.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace strongroom;
using treasury::PaymentFile;
using treasury::PaymentFileFault;

namespace {

PaymentFile read(const std::string& text) {
    return treasury::readPaymentFile(base::asBytes(text));
}

/// "line column code" of each problem.
std::vector<std::string> problems(const std::string& text) {
    std::vector<std::string> lines;
    for (const auto& problem : read(text).problems)
        lines.push_back(std::to_string(problem.line) + " " + problem.column + " " +
                        std::string(treasury::describe(problem.fault).code));
    return lines;
}

using Lines = std::vector<std::string>;
const std::string HEADER = "payee,amount_sat,purpose,reference\n";

} // namespace

TEST_CASE("a file of payments is read with its columns in any order") {
    const PaymentFile file =
        read("reference,payee,amount_btc\r\nINV-1,Aldgate Mining Ltd,0.5\r\nINV-2,Borough,21000000\r\n");
    REQUIRE(file.problems.empty());
    REQUIRE(file.rows.size() == 2);
    CHECK(file.rows[0].payee == "Aldgate Mining Ltd");
    CHECK(file.rows[0].amount.satoshi() == 50'000'000);
    CHECK(file.rows[0].reference == "INV-1");
    CHECK(file.rows[0].purpose.empty());
    CHECK(file.rows[0].line == 2);
    CHECK(file.rows[1].amount.satoshi() == base::Amount::MAX_SATOSHI);
    CHECK(base::toHex(file.sha256.span()) ==
          base::toHex(crypto::sha256(
                          base::asBytes("reference,payee,amount_btc\r\nINV-1,Aldgate Mining Ltd,0.5\r\nINV-2,"
                                        "Borough,21000000\r\n"))
                          .span()));
}

TEST_CASE("cells are quoted as RFC 4180 says, and a mark of byte order is no cell") {
    const PaymentFile file =
        read("\xef\xbb\xbf" + HEADER + "\"Smith, \"\"Jo\"\"\",1000,\"a, b\",\"\"\nplain,2000,,\"x\"");
    REQUIRE(file.problems.empty());
    REQUIRE(file.rows.size() == 2);
    CHECK(file.rows[0].payee == "Smith, \"Jo\"");
    CHECK(file.rows[0].purpose == "a, b");
    CHECK(file.rows[0].reference.empty());
    CHECK(file.rows[1].reference == "x");
}

TEST_CASE(
    "a quotation mark that is not closed or stands inside a cell is refused, and the next line is read") {
    CHECK(problems(HEADER + "a\"b,1,,\n\"c\"d,2,,\nx,0,,\n\"e,3,,\n") ==
          Lines{"2  batch.quoting", "3  batch.quoting", "4 amount_sat batch.amount", "5  batch.quoting"});
}

TEST_CASE("lines are counted through cells with line breaks, which are refused") {
    CHECK(problems(HEADER + "\"two\nlines\",1,,\nnext,no,,\n") ==
          Lines{"2 payee batch.text", "4 amount_sat batch.amount"});
}

TEST_CASE("the first line has to name exactly the columns that are understood") {
    for (const char* header : {"", "payee\n", "amount_sat\n", "payee,amount\n", "Payee,amount_sat\n",
                               "payee,amount_sat,amount_btc\n", "payee,payee,amount_sat\n",
                               "payee;amount_sat\n", "payee,amount_sat,address\n", "\"payee,amount_sat\n"})
        CHECK(problems(header) == Lines{"1  batch.header"});
}

TEST_CASE("an amount that could be read in two ways is refused") {
    for (const char* amount : {"", "0", "-1", "+1", "1.0", "1e3", "01", " 1", "1 ", "1,0", "0x10", "1_000",
                               "2100000000000001", "99999999999999999999", "\xc2\xb2"})
        CHECK(problems(HEADER + "a,\"" + amount + "\",,\n") == Lines{"2 amount_sat batch.amount"});
    for (const char* amount :
         {"", ".5", "5.", "0.000000001", "0.0", "1,5", "00.5", "1.2.3", "21000000.00000001", "-0.5", "1e-3"})
        CHECK(problems(std::string("payee,amount_btc\na,\"") + amount + "\"\n") ==
              Lines{"2 amount_btc batch.amount"});
    CHECK(read("payee,amount_btc\na,0.00000001\n").rows.at(0).amount.satoshi() == 1);
    CHECK(read("payee,amount_sat\na,2100000000000000\n").rows.at(0).amount.satoshi() ==
          base::Amount::MAX_SATOSHI);
}

TEST_CASE("what a spreadsheet would run as a formula is refused in every text") {
    for (const char* start : {"=", "+", "-", "@"}) {
        CHECK(problems(HEADER + start + "x,1,,\n") == Lines{"2 payee batch.formula"});
        CHECK(problems(HEADER + "a,1,\"" + start + "1\"," + start + "2\n") ==
              Lines{"2 purpose batch.formula", "2 reference batch.formula"});
    }
}

TEST_CASE("texts have to be plain and short, and a payee is named") {
    CHECK(problems(HEADER + ",1,,\n") == Lines{"2 payee batch.payee_missing"});
    CHECK(problems(HEADER + " a,1,,\n") == Lines{"2 payee batch.text"});
    CHECK(problems(HEADER + "a,1,,b \n") == Lines{"2 reference batch.text"});
    CHECK(problems(HEADER + "a,1,\tb,\n") == Lines{"2 purpose batch.text"});
    CHECK(problems(HEADER + "a,1,\xe2\x80\xae"
                            "b,\n") == Lines{"2 purpose batch.text"}); // right to left
    CHECK(problems(HEADER + "a,1,\xff,\n") == Lines{"2 purpose batch.text"});
    const std::string longest(treasury::MAX_PAYMENT_TEXT, 'x');
    CHECK(problems(HEADER + "a,1," + longest + ",\n").empty());
    CHECK(problems(HEADER + "a,1," + longest + "x,\n") == Lines{"2 purpose batch.text"});
}

TEST_CASE("a row has as many cells as the first line") {
    CHECK(problems(HEADER + "a,1,b\na,1,b,c,d\n\na,1,b,c\n") ==
          Lines{"2  batch.cell_count", "3  batch.cell_count", "4  batch.cell_count"});
}

TEST_CASE("all that is wrong is said at once, and good rows are still read") {
    const PaymentFile file = read(HEADER + "a,x,=1,\nb,2,,\n,3,, \n");
    CHECK(file.problems.size() == 4);
    REQUIRE(file.rows.size() == 1);
    CHECK(file.rows[0].line == 3);
}

TEST_CASE("a file of a hundred rows is read, a longer or larger one is not") {
    const auto of = [](std::size_t rows) {
        std::string text = "payee,amount_sat\n";
        for (std::size_t i = 0; i < rows; ++i)
            text += "a," + std::to_string(i + 1) + "\n";
        return text;
    };
    CHECK(read(of(treasury::MAX_PAYMENT_ROWS)).rows.size() == treasury::MAX_PAYMENT_ROWS);
    CHECK(problems(of(treasury::MAX_PAYMENT_ROWS + 1)) == Lines{"0  batch.too_many_rows"});
    CHECK(read(of(treasury::MAX_PAYMENT_ROWS + 1)).rows.empty());
    CHECK(problems("payee,amount_sat\n") == Lines{"0  batch.no_rows"});
    CHECK(problems(HEADER + std::string(treasury::MAX_PAYMENT_FILE_BYTES, 'x')) ==
          Lines{"0  batch.file_too_large"});
}
