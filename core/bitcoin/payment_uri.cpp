#include "bitcoin/payment_uri.h"

#include "base/text_encoding.h"

#include <algorithm>
#include <set>

namespace strongroom::bitcoin {

namespace {

using base::Unexpected;

constexpr std::string_view SCHEME = "bitcoin:";
constexpr std::string_view REQUIRED = "req-";
constexpr std::size_t MAX_WHOLE_DIGITS = 8; ///< 21,000,000
constexpr std::size_t MAX_PLACES = 8;       ///< One satoshi

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// RFC 3986: unreserved characters, and those that a query may have beside `&` and `=`. A plus is a plus.
bool isPlainCharacter(char c) {
    return isDigit(c) || (lower(c) >= 'a' && lower(c) <= 'z') ||
           std::string_view("-._~!$'()*+,;:@/?").find(c) != std::string_view::npos;
}

/// Percent escapes undone, once.
Result<std::string> unescape(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        if (text.front() != '%') {
            if (!isPlainCharacter(text.front()))
                return Unexpected(Error::uriSyntax);
            result.push_back(text.front());
            text.remove_prefix(1);
            continue;
        }
        const auto byte = base::fromHex(text.substr(1, 2));
        if (!byte || byte->size() != 1)
            return Unexpected(Error::uriSyntax);
        result.push_back(static_cast<char>(byte->front()));
        text.remove_prefix(3);
    }
    return result;
}

Result<std::string> readText(std::string_view escaped) {
    STRONGROOM_ASSIGN(std::string text, unescape(escaped));
    if (!base::isPlainUtf8(text))
        return Unexpected(Error::uriText);
    return text;
}

/// "0.05" or "20": no sign, no exponent, no locale, nothing below one satoshi.
Result<base::Amount> readAmount(std::string_view text) {
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view places = point == std::string_view::npos ? "" : text.substr(point + 1);
    if (whole.empty() || whole.size() > MAX_WHOLE_DIGITS || places.size() > MAX_PLACES ||
        (point != std::string_view::npos && places.empty()) || !std::ranges::all_of(whole, isDigit) ||
        !std::ranges::all_of(places, isDigit))
        return Unexpected(Error::uriAmount);
    std::int64_t satoshi = 0;
    for (const char digit : whole)
        satoshi = satoshi * 10 + (digit - '0');
    for (std::size_t i = 0; i < MAX_PLACES; ++i)
        satoshi = satoshi * 10 + (i < places.size() ? places[i] - '0' : 0);
    const auto amount = base::Amount::fromSatoshi(satoshi);
    if (!amount)
        return Unexpected(Error::uriAmount);
    return *amount;
}

Result<void> readParameter(PaymentUri& uri, const std::string& name, std::string_view value) {
    if (name == "amount") {
        STRONGROOM_ASSIGN(uri.amount, readAmount(value));
    } else if (name == "label") {
        STRONGROOM_ASSIGN(uri.label, readText(value));
    } else if (name == "message") {
        STRONGROOM_ASSIGN(uri.message, readText(value));
    } else if (name.starts_with(REQUIRED)) {
        return Unexpected(Error::uriRequiredParameter);
    } else {
        STRONGROOM_TRY(unescape(value)); // for somebody else, but a URI
    }
    return {};
}

} // namespace

Result<PaymentUri> parsePaymentUri(std::string_view text, Network network) {
    if (text.size() > MAX_PAYMENT_URI_LENGTH)
        return Unexpected(Error::uriTooLong);
    if (text.size() < SCHEME.size() ||
        !std::ranges::equal(SCHEME, text.substr(0, SCHEME.size()), {}, {}, lower))
        return Unexpected(Error::uriScheme);
    text.remove_prefix(SCHEME.size());

    const std::size_t question = text.find('?');
    const std::string_view address = text.substr(0, question);
    STRONGROOM_ASSIGN(DecodedAddress decoded, decodeAddress(address, network));
    PaymentUri uri{std::string(address), std::move(decoded), std::nullopt, {}, {}};
    if (question == std::string_view::npos)
        return uri;

    std::set<std::string> seen;
    for (std::string_view rest = text.substr(question + 1);;) {
        const std::size_t end = rest.find('&');
        const std::string_view parameter = rest.substr(0, end);
        const std::size_t equals = parameter.find('=');
        std::string name(parameter.substr(0, equals));
        if (equals == std::string_view::npos || name.empty() || !std::ranges::all_of(name, isPlainCharacter))
            return Unexpected(Error::uriSyntax);
        std::ranges::transform(name, name.begin(), lower);
        if (!seen.insert(name).second)
            return Unexpected(Error::uriDuplicateParameter);
        STRONGROOM_TRY(readParameter(uri, name, parameter.substr(equals + 1)));
        if (end == std::string_view::npos)
            return uri;
        rest.remove_prefix(end + 1);
    }
}

} // namespace strongroom::bitcoin
