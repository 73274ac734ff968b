// Oracle: an extended key writes back to the bytes and the text it was read from, and derives what it says.
#include "base/check.h"
#include "bitcoin/bip32.h"

#include <algorithm>

using namespace strongroom;
using namespace strongroom::bitcoin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::ByteSpan bytes(data, size);
    if (const auto key = ExtendedPubKey::fromBytes(bytes)) {
        STRONGROOM_CHECK(std::ranges::equal(key->bytes(), bytes));
        STRONGROOM_CHECK(ExtendedPubKey::parse(key->text()).value() == *key);
        const auto child = key->derive(7);
        STRONGROOM_CHECK(child.has_value() == (key->depth() != 255));
        if (child)
            STRONGROOM_CHECK(child->publicKey() == key->deriveKey(7).value());
    }
    const std::string_view text = base::asText(bytes);
    if (const auto key = ExtendedPubKey::parse(text))
        STRONGROOM_CHECK(key->text() == text);
    if (const auto path = DerivationPath::parse(text))
        STRONGROOM_CHECK(DerivationPath::parse(path->text()).value() == *path);
    return 0;
}
