// A leaf: one thing that happened, as the log keeps it for ever (docs/formats/leaf.md).
//
// A leaf is a signed envelope (crypto/envelope.h) of type "log.leaf" whose body names the event, its time,
// its actor, its subject and what it cites in clear, and *commits* to everything else: a field is a salted
// hash, so that an auditor can be shown one field of one leaf and nothing of the others. The openings (salt
// and value) are kept beside the leaf, never in it. At most 65,535 bytes; larger things are blobs, named by
// hash. Plain values, thread-safe.
#pragma once

#include "audit/errors.h"
#include "base/json.h"
#include "base/ports.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/envelope.h"
#include "crypto/hash.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::audit {

inline constexpr std::string_view LEAF_TYPE = "log.leaf";
inline constexpr std::size_t MAX_LEAF = 65'535; ///< Two bytes of length in the tiles of C2SP tlog-tiles.
inline constexpr std::size_t MAX_LEAF_FIELDS = 256;
inline constexpr std::size_t MAX_LEAF_REFS = 256;
/// Of a field's value, in arrays and objects: records, journals and exports put it inside others, and all of
/// them have to stay within base::Json::MAX_DEPTH, or nobody reads the log again.
inline constexpr std::size_t MAX_LEAF_FIELD_DEPTH = 16;

/// The name of a log, the same in its leaves, its checkpoints and its bundles.
struct LogName {
    std::string treasury; ///< 64 hex digits.
    std::string log;      ///< 1 to 40 of a–z 0–9 -: "console", "station-b".
    /// "strongroom/<treasury>/<log>".
    [[nodiscard]] std::string origin() const;
    [[nodiscard]] static std::optional<LogName> parse(std::string_view origin);
    friend bool operator==(const LogName&, const LogName&) = default;
};

/// Where a leaf stands.
struct LeafPosition {
    std::uint64_t index = 0;
    std::optional<crypto::Hash256> previous; ///< leafHash of index − 1; nothing exactly for index 0.
    friend bool operator==(const LeafPosition&, const LeafPosition&) = default;
};

/// What happened.
struct Event {
    std::string kind; ///< Dotted, stable: "withdrawal.proposed"; 1 to 64 of a–z 0–9 _ .
    base::UnixTime at;
    std::string person;                ///< Hex id of who did it; empty when the program itself did.
    std::string subject;               ///< Hex id of what it is about; empty for none.
    std::vector<crypto::Hash256> refs; ///< Objects, blobs and foreign checkpoints it rests on, by hash.
    std::map<std::string, base::Json> fields; ///< Committed to. Names: 1 to 64 of a–z 0–9 _ .
};

/// What shows a field.
struct Opening {
    std::array<std::uint8_t, 16> salt{};
    base::Json value;
    friend bool operator==(const Opening&, const Opening&) = default;
};
using Openings = std::map<std::string, Opening>;

/// taggedHash("strongroom/leaf-field/1", canonical {"name","salt","value"}).
[[nodiscard]] crypto::Hash256 fieldCommitment(std::string_view name, const Opening& opening);

class Leaf {
public:
    /// Error::leafTooLarge, Error::leafMalformed. Says nothing about signatures: see verifiesBy.
    [[nodiscard]] static base::Result<Leaf, Error> parse(base::ByteSpan bytes);

    [[nodiscard]] const LogName& log() const { return m_log; }
    [[nodiscard]] const LeafPosition& position() const { return m_position; }
    [[nodiscard]] const std::string& kind() const { return m_kind; }
    [[nodiscard]] base::UnixTime at() const { return m_at; }
    [[nodiscard]] const std::string& person() const { return m_person; }
    /// The key that answers for this leaf.
    [[nodiscard]] const crypto::KeyId& key() const { return m_key; }
    [[nodiscard]] const std::string& subject() const { return m_subject; }
    [[nodiscard]] const std::vector<crypto::Hash256>& refs() const { return m_refs; }
    [[nodiscard]] const std::map<std::string, crypto::Hash256>& commitments() const { return m_commitments; }

    /// The canonical envelope: what is hashed into the tree.
    [[nodiscard]] const base::Bytes& bytes() const { return m_object.bytes(); }
    [[nodiscard]] const crypto::SignedObject& object() const { return m_object; }
    /// RFC 6962: SHA-256(0x00 ‖ bytes()).
    [[nodiscard]] const crypto::Hash256& hash() const { return m_hash; }

    /// True when the leaf is signed by `key` and names it as the one that answers.
    [[nodiscard]] bool verifiesBy(const crypto::Ed25519PublicKey& key) const;
    /// True when `opening` is what the leaf committed to under `name`.
    [[nodiscard]] bool opens(const std::string& name, const Opening& opening) const;

private:
    explicit Leaf(crypto::SignedObject object);

    crypto::SignedObject m_object;
    crypto::Hash256 m_hash;
    LogName m_log;
    LeafPosition m_position;
    std::string m_kind;
    base::UnixTime m_at;
    std::string m_person;
    crypto::KeyId m_key;
    std::string m_subject;
    std::vector<crypto::Hash256> m_refs;
    std::map<std::string, crypto::Hash256> m_commitments;
};

/// A leaf with its openings, as journals, databases and bundles keep it:
/// {"leaf":{…},"open":{"amount":{"salt":HEX,"value":…}, …}}.
struct LeafRecord {
    Leaf leaf;
    Openings openings; ///< Of all fields, or of those that may be seen.

    [[nodiscard]] base::Json toJson() const;
    /// Refuses an opening that does not open a field of the leaf (Error::openingMismatch).
    [[nodiscard]] static base::Result<LeafRecord, Error> parse(const base::Json& json);
    /// The same leaf with the openings of `names` only.
    [[nodiscard]] LeafRecord disclosing(const std::vector<std::string>& names) const;
};

/// A leaf before it is signed: `object.digest()` is what the actor's key signs.
struct UnsignedLeaf {
    crypto::Unsigned object;
    Openings openings;
};
/// `actor` is the key that will sign. Errors: leafMalformed for texts outside their alphabet and for values
/// nested deeper than MAX_LEAF_FIELD_DEPTH, leafFieldName.
[[nodiscard]] base::Result<UnsignedLeaf, Error> prepareLeaf(const LogName& log, const LeafPosition& position,
                                                            const Event& event, const crypto::KeyId& actor,
                                                            base::Random& random);
/// Error::leafTooLarge: put what is long into a blob and cite it.
[[nodiscard]] base::Result<LeafRecord, Error> signLeaf(UnsignedLeaf leaf,
                                                       std::vector<crypto::Signature> signatures);
/// Both in one, for an actor whose key is at hand.
[[nodiscard]] base::Result<LeafRecord, Error> makeLeaf(const LogName& log, const LeafPosition& position,
                                                       const Event& event,
                                                       const crypto::Ed25519KeyPair& actor,
                                                       base::Random& random);

/// How a field names something too large for a leaf: {"blob":SHA-256,"size":N}. The hash also goes into refs.
[[nodiscard]] base::Json blobReference(base::ByteSpan blob);

} // namespace strongroom::audit
