// Oracle: a decoded address encodes to an address of the same script, and no address of main is one of a test
// network.
#include "base/check.h"
#include "bitcoin/address.h"

#include <string_view>

using namespace strongroom::bitcoin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = strongroom::base::asText(ByteSpan(data, size));
    const bool onMain = decodeAddress(text, Network::main).has_value();
    for (const Network network : ALL_NETWORKS) {
        const auto decoded = decodeAddress(text, network);
        if (!decoded)
            continue;
        STRONGROOM_CHECK(onMain == (network == Network::main));
        STRONGROOM_CHECK(classify(decoded->script) == decoded->type);
        const auto written = encodeAddress(decoded->script, network);
        STRONGROOM_CHECK(written.has_value());
        STRONGROOM_CHECK(decodeAddress(*written, network).value().script == decoded->script);
    }
    const ByteSpan script(data, size);
    if (const auto address = encodeAddress(script, Network::regtest))
        STRONGROOM_CHECK(
            std::ranges::equal(decodeAddress(*address, Network::regtest).value().script, script));
    return 0;
}
