#include "treasury/payment.h"

#include "base/fixed_hex.h"
#include "base/text_encoding.h"

#include <algorithm>

namespace strongroom::treasury {

using base::Json;
using base::JsonFields;
using base::Result;
using base::Unexpected;

namespace {

bool isText(const std::string& text) {
    return text.size() <= MAX_PAYMENT_TEXT && base::isPlainUtf8(text);
}

/// References are typed by people: "INV 12" and "inv12" are one.
std::string folded(const std::string& reference) {
    std::string result;
    for (const char c : reference) {
        if (c >= 'A' && c <= 'Z')
            result.push_back(static_cast<char>(c - 'A' + 'a'));
        else if (c != ' ')
            result.push_back(c);
    }
    return result;
}

Result<std::vector<crypto::Hash256>, Error> parseAttachments(const Json& list) {
    std::vector<crypto::Hash256> attachments;
    for (const Json& entry : *list.array()) {
        const auto hash = base::fixedFrom<crypto::Hash256>(entry);
        if (!hash || (!attachments.empty() && attachments.back() >= *hash))
            return Unexpected(Error::malformed);
        attachments.push_back(*hash);
    }
    if (attachments.size() > MAX_ATTACHMENTS)
        return Unexpected(Error::malformed);
    return attachments;
}

} // namespace

Json toJson(const PaymentDetails& details) {
    Json::Array attachments;
    for (const crypto::Hash256& attachment : details.attachments)
        attachments.emplace_back(base::toHex(attachment.span()));
    return Json::Object{{"amount", details.amount.satoshi()},
                        {"attachments", std::move(attachments)},
                        {"payee", base::toHex(details.payee.span())},
                        {"purpose", details.purpose},
                        {"reference", details.reference},
                        {"salt", base::toHex(details.salt)},
                        {"v", 1}};
}

Result<PaymentDetails, Error> parsePaymentDetails(const Json& json) {
    JsonFields fields(json);
    const auto satoshi = fields.integer("amount");
    const Json* attachments = fields.array("attachments");
    const auto payee = base::fixedMember<crypto::Hash256>(fields, "payee");
    const auto purpose = fields.string("purpose");
    const auto reference = fields.string("reference");
    const auto salt = fields.hex("salt");
    const auto version = fields.integer("v");
    if (!fields.done() || version != 1 || salt->size() != 16 || !payee)
        return Unexpected(Error::malformed);
    const auto amount = base::Amount::fromSatoshi(*satoshi);
    if (!amount || !isText(*purpose) || !isText(*reference))
        return Unexpected(Error::malformed);
    STRONGROOM_ASSIGN(auto hashes, parseAttachments(*attachments));
    PaymentDetails details{*payee, *amount, *purpose, *reference, std::move(hashes), {}};
    std::copy(salt->begin(), salt->end(), details.salt.begin());
    return details;
}

crypto::Hash256 paymentHash(const PaymentDetails& details) {
    return crypto::taggedHash("strongroom/payment/1", base::asBytes(toJson(details).canonical()));
}

std::vector<Duplicate> findDuplicates(const PaymentDetails& payment, std::span<const EarlierPayment> earlier,
                                      base::UnixTime now) {
    std::vector<EarlierPayment> recent;
    std::copy_if(earlier.begin(), earlier.end(), std::back_inserter(recent),
                 [&](const EarlierPayment& one) { return now - one.proposedAt <= DUPLICATE_WINDOW; });
    std::stable_sort(recent.begin(), recent.end(), [](const EarlierPayment& a, const EarlierPayment& b) {
        return a.proposedAt > b.proposedAt;
    });
    std::vector<Duplicate> duplicates;
    const std::string reference = folded(payment.reference);
    for (const EarlierPayment& one : recent) {
        if (one.payee == payment.payee && one.amount == payment.amount)
            duplicates.push_back({one.withdrawal, Likeness::samePayeeAndAmount});
        else if (!reference.empty() && folded(one.reference) == reference)
            duplicates.push_back({one.withdrawal, Likeness::sameReference});
    }
    return duplicates;
}

} // namespace strongroom::treasury
