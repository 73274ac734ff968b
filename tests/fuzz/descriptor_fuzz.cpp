// Oracle: the canonical text of a descriptor reads back to an equal descriptor with the same id, and every
// branch of it derives.
#include "base/check.h"
#include "descriptor/descriptor.h"

using namespace strongroom;
using namespace strongroom::descriptor;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = base::asText(base::ByteSpan(data, size));
    for (const bitcoin::Network network : {bitcoin::Network::main, bitcoin::Network::regtest}) {
        const auto descriptor = Descriptor::parse(text, network);
        if (!descriptor)
            continue;
        const auto again = Descriptor::parse(descriptor->text(), network, ChecksumRule::required);
        STRONGROOM_CHECK(again.has_value());
        STRONGROOM_CHECK(*again == *descriptor);
        STRONGROOM_CHECK(again->id() == descriptor->id());
        for (std::size_t branch = 0; branch < descriptor->branchCount(); ++branch) {
            const auto script = descriptor->derive(branch, 0);
            STRONGROOM_CHECK(script.has_value());
            STRONGROOM_CHECK(script->keys.size() == descriptor->keys().size());
        }
    }
    return 0;
}
