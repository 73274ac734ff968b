// The seat's journal: what happened (audit leaves) and what it means for the signer (ledger facts), in one
// durable record each, sealed under a key that only an unlocked seat has (docs/formats/seat.md).
//
//   type 1  sealed: nonce(24) ‖ u16 number of leaves ‖ leaf hashes ‖ XChaCha20-Poly1305 of
//           {"at":…,"facts":[…],"leaves":[{"leaf":…,"open":…},…]}, all before the ciphertext authenticated
//   type 2  clear: one leaf record. Written only while locked: it says that somebody failed to unlock,
//   nothing else.
//
// Leaf hashes stand in clear, so that the Merkle tree is known while the seat is locked. Every record has a
// leaf, and every leaf names its place and the leaf before it: who can write the file but not read it can
// take away its end, and nothing else. One append is one fsync and one step: either all its facts and leaves
// are there after a crash, or none. One thread at a time.
#pragma once

#include "audit/checkpoint.h"
#include "audit/journal_file.h"
#include "audit/leaf.h"
#include "audit/merkle_tree.h"
#include "base/ports.h"
#include "crypto/aead.h"
#include "signer/engine/ledger.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace strongroom::signer {

/// Who answers for a leaf: a person's device key while it is open, or the seat's log key.
struct Happening {
    audit::Event event;
    const crypto::Ed25519KeyPair* actor = nullptr; ///< Null: the log key.
};

class SeatJournal {
public:
    /// Errors: those of audit::JournalFile.
    [[nodiscard]] static base::Result<SeatJournal, base::Failure>
    create(base::FileSystem& files, const std::string& path, const audit::LogName& log,
           crypto::Ed25519KeyPair logKey, base::Random& random);
    /// Locked: the tree is known, nothing else.
    [[nodiscard]] static base::Result<SeatJournal, base::Failure>
    open(base::FileSystem& files, const std::string& path, const audit::LogName& log,
         crypto::Ed25519KeyPair logKey, base::Random& random);

    /// Reads everything with the seat's key. `signer.wrong_seat_key` when it does not open; the journal stays
    /// locked.
    [[nodiscard]] base::Result<void, base::Failure> unlock(base::ByteSpan seatKey);
    void lock();
    [[nodiscard]] bool isUnlocked() const { return m_key.has_value(); }

    /// Durable when it returns. At least one happening; locked: exactly one failed unlock, without facts.
    [[nodiscard]] base::Result<void, base::Failure> append(base::UnixTime at, std::span<const Fact> facts,
                                                           std::span<const Happening> happenings);

    [[nodiscard]] const Ledger& ledger() const { return m_ledger; }
    [[nodiscard]] const audit::MerkleTree& tree() const { return m_tree; }
    [[nodiscard]] const audit::LogName& log() const { return m_log; }
    [[nodiscard]] const crypto::Ed25519PublicKey& logKey() const { return m_logKey.publicKey(); }
    /// The signed note over all leaves.
    [[nodiscard]] std::string checkpoint() const;
    /// A witness's statement on another log's head (C2SP cosignature).
    [[nodiscard]] base::Result<std::string, audit::Error> countersign(std::string_view note,
                                                                      base::UnixTime at) const;
    [[nodiscard]] const crypto::Ed25519KeyPair& signingKey() const { return m_logKey; }

    /// Leaf records as text, from a position on; only while unlocked.
    [[nodiscard]] std::span<const std::string> records() const { return m_records; }

private:
    SeatJournal(audit::JournalFile file, audit::LogName log, crypto::Ed25519KeyPair logKey,
                base::Random& random);

    struct Stored {
        std::uint8_t type;
        base::Bytes payload;
    };
    [[nodiscard]] base::Result<void, base::Failure> noteHashes(const Stored& stored);
    [[nodiscard]] base::Result<void, base::Failure> read(const Stored& stored);
    /// True when the leaf is of this log and follows the leaf before `index`.
    [[nodiscard]] bool stands(const audit::Leaf& leaf, std::uint64_t index) const;
    [[nodiscard]] base::Result<std::vector<audit::LeafRecord>, base::Failure>
    makeLeaves(std::span<const Happening> happenings) const;
    [[nodiscard]] base::Bytes seal(base::UnixTime at, std::span<const Fact> facts,
                                   const std::vector<audit::LeafRecord>& leaves) const;

    audit::JournalFile m_file;
    audit::LogName m_log;
    crypto::Ed25519KeyPair m_logKey;
    base::Random* m_random;
    std::vector<Stored> m_stored; ///< As they are in the file: what `unlock` opens.
    std::optional<crypto::AeadKey> m_key;
    audit::MerkleTree m_tree;
    Ledger m_ledger;
    std::vector<std::string> m_records;
};

} // namespace strongroom::signer
