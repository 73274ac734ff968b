// The DER form of an ECDSA signature, for vectors that give R and S as numbers.
#pragma once

#include "base/bytes.h"

#include <algorithm>

namespace strongroom::test {

/// INTEGER of a big-endian number, in its shortest form.
[[nodiscard]] inline base::Bytes derInteger(base::ByteSpan number) {
    base::Bytes value = base::toBytes(number);
    value.erase(value.begin(),
                std::find_if(value.begin(), value.end() - 1, [](auto byte) { return byte != 0; }));
    if ((value.front() & 0x80U) != 0)
        value.insert(value.begin(), 0);
    value.insert(value.begin(), {0x02, static_cast<std::uint8_t>(value.size())});
    return value;
}

/// SEQUENCE of R and S, which are not empty and have at most 33 bytes.
[[nodiscard]] inline base::Bytes derSignature(base::ByteSpan r, base::ByteSpan s) {
    base::Bytes body = derInteger(r);
    const base::Bytes second = derInteger(s);
    body.insert(body.end(), second.begin(), second.end());
    body.insert(body.begin(), {0x30, static_cast<std::uint8_t>(body.size())});
    return body;
}

} // namespace strongroom::test
