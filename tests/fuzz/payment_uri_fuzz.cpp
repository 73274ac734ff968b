// Oracle: what a payment request names is an address that decodes alone to the same script, an amount that
// Bitcoin can have, and plain text; and a request that says one thing more, unknown and required, is refused.
#include "base/check.h"
#include "base/text_encoding.h"
#include "bitcoin/payment_uri.h"

#include <string>
#include <string_view>

using namespace strongroom;
using namespace strongroom::bitcoin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = base::asText(ByteSpan(data, size));
    for (const Network network : ALL_NETWORKS) {
        const auto request = parsePaymentUri(text, network);
        if (!request)
            continue;
        STRONGROOM_CHECK(decodeAddress(request->address, network).value().script == request->decoded.script);
        STRONGROOM_CHECK(!request->amount ||
                         base::Amount::fromSatoshi(request->amount->satoshi()).has_value());
        STRONGROOM_CHECK(base::isPlainUtf8(request->label) && base::isPlainUtf8(request->message));
        const std::string more(text);
        const char* const join = more.find('?') == std::string::npos ? "?" : "&";
        STRONGROOM_CHECK(!parsePaymentUri(more + join + "req-something=1", network));
    }
    return 0;
}
