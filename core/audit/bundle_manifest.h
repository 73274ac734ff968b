// Reading a bundle's manifest and keys. Internal to audit.
#pragma once

#include "audit/leaf.h"
#include "base/bytes.h"
#include "crypto/ed25519.h"
#include "crypto/envelope.h"
#include "crypto/hash.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace strongroom::audit {

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
