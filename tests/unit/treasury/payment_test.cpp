#include "treasury/payment.h"

#include "subject.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::treasury;
using strongroom::test::NOW;

namespace {

bool malformedWith(const std::string& key, base::Json value) {
    base::Json json = toJson(test::supplierPayment());
    json.object()->insert_or_assign(key, std::move(value));
    const auto details = parsePaymentDetails(json);
    return !details && details.error() == Error::malformed;
}

EarlierPayment earlier(std::int64_t amount, std::string reference, base::UnixTime at) {
    return {crypto::sha256(base::asBytes(reference)), test::supplier().id, *base::Amount::fromSatoshi(amount),
            std::move(reference), at};
}

} // namespace

TEST_CASE("payment details survive their JSON form and are named by its hash") {
    PaymentDetails details = test::supplierPayment();
    details.attachments = {crypto::sha256(base::asBytes("a")), crypto::sha256(base::asBytes("b"))};
    std::sort(details.attachments.begin(), details.attachments.end());
    const auto again = parsePaymentDetails(toJson(details));
    REQUIRE(again);
    CHECK(*again == details);
    PaymentDetails other = details;
    other.salt[0] ^= 1;
    CHECK(paymentHash(other) != paymentHash(details));
}

TEST_CASE("payment details have exactly one form") {
    const std::string a(64, 'a');
    const std::string b(64, 'b');
    CHECK(!malformedWith("attachments", base::Json::Array{a, b}));
    CHECK(malformedWith("attachments", base::Json::Array{b, a}));
    CHECK(malformedWith("attachments", base::Json::Array{a, a}));
    CHECK(malformedWith("attachments", base::Json::Array{"invoice.pdf"}));
    CHECK(malformedWith("amount", -1));
    CHECK(malformedWith("amount", "1"));
    CHECK(malformedWith("purpose", std::string(MAX_PAYMENT_TEXT + 1, 'a')));
    CHECK(!malformedWith("purpose", std::string(MAX_PAYMENT_TEXT, 'a')));
    CHECK(malformedWith("reference", "INV\n12"));
    CHECK(malformedWith("salt", "00"));
    CHECK(malformedWith("payee", "supplier"));
    CHECK(malformedWith("v", 2));
    CHECK(malformedWith("x", 2));
}

TEST_CASE("a payment has as many attachments as there is room for, and no more") {
    const auto attached = [](std::size_t count) {
        base::Json::Array hashes;
        for (std::size_t i = 0; i < count; ++i)
            hashes.emplace_back(std::to_string(100 + i) + std::string(61, 'a'));
        return hashes;
    };
    CHECK(!malformedWith("attachments", attached(MAX_ATTACHMENTS)));
    CHECK(malformedWith("attachments", attached(MAX_ATTACHMENTS + 1)));
}

TEST_CASE("the same payee and amount, or the same reference, within thirty days is a duplicate") {
    const PaymentDetails payment = test::supplierPayment(); // 8,000,000, "INV 12"
    const auto one = [&](std::int64_t amount, const std::string& reference, base::UnixTime at) {
        const std::vector<EarlierPayment> list = {earlier(amount, reference, at)};
        return findDuplicates(payment, list, NOW);
    };
    REQUIRE(one(8'000'000, "other", NOW).size() == 1);
    CHECK(one(8'000'000, "other", NOW)[0].likeness == Likeness::samePayeeAndAmount);
    REQUIRE(one(1, "inv12", NOW).size() == 1);
    CHECK(one(1, "inv12", NOW)[0].likeness == Likeness::sameReference);
    CHECK(one(1, "other", NOW).empty());
    CHECK(one(7'999'999, "INV 13", NOW).empty());
    CHECK(one(8'000'000, "other", NOW - DUPLICATE_WINDOW).size() == 1);
    CHECK(one(8'000'000, "other", NOW - DUPLICATE_WINDOW - base::Seconds{1}).empty());
    CHECK(one(8'000'000, "other", NOW + base::Seconds{100}).size() == 1);
}

TEST_CASE("payments without a reference are not alike for that") {
    PaymentDetails payment = test::supplierPayment();
    payment.reference = "";
    const std::vector<EarlierPayment> list = {earlier(1, "", NOW), earlier(2, " ", NOW)};
    CHECK(findDuplicates(payment, list, NOW).empty());
}

TEST_CASE("the newest duplicate comes first, and another payee with the same amount is none") {
    std::vector<EarlierPayment> list = {earlier(8'000'000, "old", NOW - base::Seconds{500}),
                                        earlier(8'000'000, "new", NOW - base::Seconds{5})};
    const auto found = findDuplicates(test::supplierPayment(), list, NOW);
    REQUIRE(found.size() == 2);
    CHECK(found[0].withdrawal == list[1].withdrawal);
    list[0].payee = {};
    list[1].payee = {};
    CHECK(findDuplicates(test::supplierPayment(), list, NOW).empty());
}
