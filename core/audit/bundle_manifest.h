// Reading a bundle's manifest and keys. Internal to audit.
#pragma once

#include "audit/leaf.h"
#include "base/json.h"
#include "base/text_encoding.h"
#include "crypto/ed25519.h"
#include "crypto/envelope.h"
#include "crypto/hash.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::audit {

/// Lower-case hex of exactly T's size.
template <typename T>
std::optional<T> fixedFromHex(std::string_view text) {
    const auto bytes = base::fromHex(text);
    return bytes && base::toHex(*bytes) == text ? T::from(*bytes) : std::nullopt;
}

/// The same for a member of an object.
template <typename T>
std::optional<T> fixedMember(base::JsonFields& fields, std::string_view key) {
    const auto bytes = fields.hex(key);
    return bytes ? T::from(*bytes) : std::nullopt;
}

struct ListedFile {
    crypto::Hash256 sha256;
    std::int64_t size = 0;
};

struct Manifest {
    LogName log;
    crypto::Ed25519PublicKey key;
    std::map<std::string, ListedFile> files;
    std::int64_t records = 0;
    std::int64_t size = 0;
    crypto::Hash256 root;
};

/// A manifest signed by the key that it names, and by no other; nothing otherwise.
[[nodiscard]] std::optional<Manifest> readManifest(const base::Bytes& bytes);

/// keys.json, by key id. Nothing when it is not what it should be.
[[nodiscard]] std::optional<std::map<crypto::KeyId, crypto::Ed25519PublicKey>>
readKeys(const base::Bytes& bytes);

} // namespace strongroom::audit
