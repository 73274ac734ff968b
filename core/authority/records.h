// What the authority chain registers besides people and policy: vaults, payees and logs, each a canonical
// JSON record named by its hash (docs/formats/genesis-and-heads.md, docs/formats/payee.md).
//
// Plain values. Reading checks the form only; whether a descriptor or an address is sound is asked of
// RecordRules, which stands above the floors that know bitcoin.
#pragma once

#include "authority/errors.h"
#include "base/bytes.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/ed25519.h"
#include "crypto/hash.h"
#include "quorum/roster.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace strongroom::authority {

/// Of a vault, from the most exposed to the best protected.
enum class VaultTier : std::uint8_t { hot, warm, cold };
[[nodiscard]] std::string_view name(VaultTier tier);

enum class VaultUse : std::uint8_t {
    ordinary,
    rescue, ///< Where everything goes in an evacuation; at most one.
};
[[nodiscard]] std::string_view name(VaultUse use);

/// `ended`: a vault that is retired, a payee that is revoked, a log that is closed. It never comes back.
enum class RecordState : std::uint8_t { active, ended };
[[nodiscard]] std::string_view name(RecordState state);

struct VaultRecord {
    crypto::Hash256 id; ///< Of the descriptor (descriptor::Descriptor::id()).
    std::string name;
    VaultTier tier = VaultTier::hot;
    VaultUse use = VaultUse::ordinary;
    std::string descriptor; ///< Canonical text with checksum.
    std::uint32_t gapLimit = 0;
    RecordState state = RecordState::active;
    friend bool operator==(const VaultRecord&, const VaultRecord&) = default;
};

struct PayeeRecord {
    crypto::Hash256 id; ///< payeeIdOf() of the payee's first record; stays when the record changes.
    std::string name;
    std::string address;
    base::Bytes script;       ///< Of the address.
    crypto::Hash256 evidence; ///< Hash of the document that says how the address was confirmed.
    quorum::PersonId addedBy; ///< Who entered this version of the record.
    base::UnixTime addedAt;
    RecordState state = RecordState::active;
    friend bool operator==(const PayeeRecord&, const PayeeRecord&) = default;
};

struct LogRecord {
    std::string log; ///< [a-z0-9][a-z0-9-]{0,31}: the last part of its origin.
    crypto::Ed25519PublicKey key;
    RecordState state = RecordState::active;
    friend bool operator==(const LogRecord&, const LogRecord&) = default;
};

inline constexpr std::size_t MAX_RECORD_NAME = 64;   ///< Bytes.
inline constexpr std::size_t MAX_DESCRIPTOR = 8'192; ///< Twenty keys with origins take a third of it.
inline constexpr std::size_t MAX_ADDRESS = 128;      ///< The longest in use has 90 characters.
inline constexpr std::size_t MAX_SCRIPT = 128;       ///< A standard output script has at most 42 bytes.
inline constexpr std::uint32_t MAX_GAP_LIMIT = 10'000;

[[nodiscard]] base::Json toJson(const VaultRecord& record);
[[nodiscard]] base::Json toJson(const PayeeRecord& record);
[[nodiscard]] base::Json toJson(const LogRecord& record);
[[nodiscard]] base::Result<VaultRecord, Error> parseVaultRecord(const base::Json& json);
[[nodiscard]] base::Result<PayeeRecord, Error> parsePayeeRecord(const base::Json& json);
[[nodiscard]] base::Result<LogRecord, Error> parseLogRecord(const base::Json& json);

/// Tagged hash "strongroom/record/1" of the record's canonical JSON.
[[nodiscard]] crypto::Hash256 recordHash(const base::Json& record);
template <typename Record>
[[nodiscard]] crypto::Hash256 hashOf(const Record& record) {
    return recordHash(toJson(record));
}

/// Tagged hash "strongroom/payee/1" of the canonical JSON of a payee's first record, without its id.
[[nodiscard]] crypto::Hash256 payeeIdOf(const PayeeRecord& firstRecord);

} // namespace strongroom::authority
