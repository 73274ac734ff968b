#include "bitcoin/base58check.h"

#include "base/text_encoding.h"
#include "crypto/hash.h"

#include <algorithm>

namespace strongroom::bitcoin {

namespace {

constexpr std::size_t CHECKSUM_SIZE = 4;

} // namespace

std::string encodeBase58Check(base::ByteSpan payload) {
    base::Bytes bytes = base::toBytes(payload);
    const crypto::Hash256 hash = crypto::sha256d(payload);
    const base::ByteSpan checksum = hash.span().first(CHECKSUM_SIZE);
    bytes.insert(bytes.end(), checksum.begin(), checksum.end());
    return base::toBase58(bytes);
}

Result<base::Bytes> decodeBase58Check(std::string_view text) {
    if (text.size() > base::MAX_BASE58_LENGTH)
        return base::Unexpected(Error::base58TooLong);
    auto bytes = base::fromBase58(text);
    if (!bytes)
        return base::Unexpected(Error::base58Character);
    if (bytes->size() < CHECKSUM_SIZE)
        return base::Unexpected(Error::base58Checksum);
    const base::ByteSpan payload = base::ByteSpan(*bytes).first(bytes->size() - CHECKSUM_SIZE);
    const crypto::Hash256 hash = crypto::sha256d(payload);
    if (!std::ranges::equal(hash.span().first(CHECKSUM_SIZE), base::ByteSpan(*bytes).last(CHECKSUM_SIZE)))
        return base::Unexpected(Error::base58Checksum);
    bytes->resize(payload.size());
    return std::move(*bytes);
}

} // namespace strongroom::bitcoin
