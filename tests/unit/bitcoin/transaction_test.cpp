#include "bitcoin/transaction.h"

#include "base/byte_writer.h"
#include "support/hex.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::bitcoin;

namespace {

const std::string INPUT = std::string(64, 'a') + "00000000" + "00" + "ffffffff";
const std::string OUTPUT = "e803000000000000"
                           "0151"; // 1,000 sat, OP_1

std::string oldFormat(const std::string& inputs, const std::string& outputs) {
    return "02000000" + inputs + outputs + "00000000";
}
std::string witnessFormat(const std::string& inputs, const std::string& outputs, const std::string& witness) {
    return "02000000"
           "0001" +
           inputs + outputs + witness + "00000000";
}
std::string output(const std::string& amount) {
    return amount + "00";
}

const std::string PLAIN = oldFormat("01" + INPUT, "01" + OUTPUT);
const std::string SEGWIT = witnessFormat("01" + INPUT, "01" + OUTPUT, "0201020101");

Error fault(const std::string& text, TransactionFormat format = TransactionFormat::network) {
    const auto parsed = Transaction::parse(test::hex(text), format);
    REQUIRE_FALSE(parsed);
    return parsed.error();
}

} // namespace

TEST_CASE("a transaction writes back to the bytes it was read from") {
    for (const std::string& text : {PLAIN, SEGWIT}) {
        const auto parsed = Transaction::parse(test::hex(text));
        REQUIRE(parsed);
        CHECK(parsed->serialize() == test::hex(text));
        CHECK(*Transaction::parse(parsed->serialize()) == *parsed);
    }
    const auto segwit = Transaction::parse(test::hex(SEGWIT));
    CHECK(segwit->serializeWithoutWitness() == test::hex(PLAIN));
    CHECK(segwit->inputs[0].witness == std::vector<Bytes>{{0x02}, {0x01}});
    CHECK(segwit->hasWitness());
}

TEST_CASE("the witness changes the wtxid and the weight but not the txid") {
    const auto plain = Transaction::parse(test::hex(PLAIN));
    const auto segwit = Transaction::parse(test::hex(SEGWIT));
    CHECK(plain->txid() == segwit->txid());
    CHECK(plain->txid().span().size() == 32);
    CHECK(base::toHex(plain->txid().span()) == base::toHex(plain->wtxid().span()));
    CHECK(base::toHex(segwit->txid().span()) != base::toHex(segwit->wtxid().span()));
    CHECK(plain->weight() == 4 * static_cast<std::int64_t>(PLAIN.size() / 2));
    CHECK(segwit->weight() == plain->weight() + 2 + 5);
    CHECK(segwit->virtualSize() == (segwit->weight() + 3) / 4);
}

TEST_CASE("a cut transaction is refused at every length") {
    for (const std::string& text : {PLAIN, SEGWIT}) {
        const Bytes whole = test::hex(text);
        for (std::size_t length = 0; length < whole.size(); ++length)
            CHECK_FALSE(Transaction::parse(ByteSpan(whole).first(length)));
        CHECK(fault(text.substr(0, text.size() - 2)) == Error::transactionTruncated);
    }
}

TEST_CASE("bytes after a transaction are refused") {
    CHECK(fault(PLAIN + "00") == Error::trailingData);
    CHECK(fault(SEGWIT + SEGWIT) == Error::trailingData);
}

TEST_CASE("a transaction without inputs or outputs is refused") {
    CHECK(fault(oldFormat("00", "00")) == Error::noInputs);
    CHECK(fault(witnessFormat("00", "01" + OUTPUT, "")) == Error::noInputs);
    CHECK(fault(oldFormat("01" + INPUT, "00")) == Error::noOutputs);
}

TEST_CASE("the format without witness takes no inputs and no outputs, and no witness marker") {
    const auto empty =
        Transaction::parse(test::hex(oldFormat("00", "00")), TransactionFormat::withoutWitness);
    REQUIRE(empty);
    CHECK(empty->inputs.empty());
    CHECK_FALSE(Transaction::parse(test::hex(SEGWIT), TransactionFormat::withoutWitness));
    CHECK(Transaction::parse(test::hex(PLAIN), TransactionFormat::withoutWitness));
}

TEST_CASE("a witness marker without a witness and an unknown extension are refused") {
    CHECK(fault(witnessFormat("01" + INPUT, "01" + OUTPUT, "00")) == Error::superfluousWitness);
    CHECK(fault("02000000"
                "0002"
                "01" +
                INPUT + "01" + OUTPUT + "0000000000") == Error::unknownWitnessFlag);
}

TEST_CASE("lengths not in their shortest form are refused") {
    CHECK(fault(oldFormat("fd0100" + INPUT, "01" + OUTPUT)) == Error::nonMinimalSize);
    CHECK(fault(oldFormat("01" + INPUT, "fe01000000" + OUTPUT)) == Error::nonMinimalSize);
    CHECK(fault(oldFormat("01" + std::string(64, 'a') +
                              "00000000"
                              "fd0000"
                              "ffffffff",
                          "01" + OUTPUT)) == Error::nonMinimalSize);
    CHECK(fault(witnessFormat("01" + INPUT, "01" + OUTPUT, "fd010001aa")) == Error::nonMinimalSize);
}

TEST_CASE("claimed counts and lengths beyond the data are refused without allocating for them") {
    CHECK(fault(oldFormat("ffffffffffffffffff", "")) == Error::transactionTruncated);
    CHECK(fault(oldFormat("01" + INPUT, "feffffffff")) == Error::transactionTruncated);
    CHECK(fault(oldFormat("01" + std::string(72, 'a') + "feffffffff", "")) == Error::transactionTruncated);
    CHECK(fault(witnessFormat("01" + INPUT, "01" + OUTPUT, "ffffffffffffffff7f")) ==
          Error::transactionTruncated);
}

TEST_CASE("amounts outside 0 to 21 million bitcoin are refused, one by one and in sum") {
    const std::string most = "0040075af0750700"; // 21e14
    CHECK(Transaction::parse(test::hex(oldFormat("01" + INPUT, "01" + output(most)))));
    CHECK(fault(oldFormat("01" + INPUT, "01" + output("0140075af0750700"))) == Error::amountRange);
    CHECK(fault(oldFormat("01" + INPUT, "01" + output("ffffffffffffffff"))) == Error::amountRange);
    CHECK(fault(oldFormat("01" + INPUT, "01" + output("0000000000000080"))) == Error::amountRange);
    CHECK(fault(oldFormat("01" + INPUT, "02" + output(most) + output("0100000000000000"))) ==
          Error::amountRange);
    CHECK(Transaction::parse(
        test::hex(oldFormat("01" + INPUT, "02" + output(most) + output("0000000000000000")))));
}

TEST_CASE("a transaction larger than a block can hold is refused unread") {
    CHECK(Transaction::parse(Bytes(Transaction::MAX_SIZE + 1)).error() == Error::transactionTooLarge);
    CHECK(Transaction::parse(Bytes(Transaction::MAX_SIZE)).error() == Error::noInputs);
}

TEST_CASE("a reader stands behind the transaction it read") {
    const Bytes two = test::hex(PLAIN + SEGWIT);
    base::ByteReader reader(two);
    CHECK(Transaction::read(reader, TransactionFormat::network)->serialize() == test::hex(PLAIN));
    CHECK(Transaction::read(reader, TransactionFormat::network)->serialize() == test::hex(SEGWIT));
    CHECK(reader.remaining() == 0);
}

TEST_CASE("transaction ids are written reversed, and nothing else reads as one") {
    const std::string text = "00000000000000000000000000000000000000000000000000000000000000ab";
    const auto txid = txidFromText(text);
    REQUIRE(txid);
    CHECK(txid->array()[0] == 0xab);
    CHECK(toText(*txid) == text);
    CHECK(toText(OutPoint{*txid, 7}) == text + ":7");
    CHECK_FALSE(txidFromText(""));
    CHECK_FALSE(txidFromText(text.substr(2)));
    CHECK_FALSE(txidFromText(text + "00"));
    CHECK_FALSE(txidFromText("zz" + text.substr(2)));
}

TEST_CASE("the sum of outputs says when it leaves the range") {
    Transaction transaction;
    transaction.outputs = {{Amount::sat(1), {}}, {Amount::sat(2), {}}};
    CHECK(transaction.outputSum() == Amount::sat(3));
    transaction.outputs.push_back({Amount::sat(Amount::MAX_SATOSHI), {}});
    CHECK_FALSE(transaction.outputSum());
}
