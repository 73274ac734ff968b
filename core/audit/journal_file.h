// An append-only file of records that are on the disk when append() returns (docs/formats/journal.md).
//
// Every frame carries a hash over the whole file before it, so that nothing in the middle can change
// unnoticed. A crash can only leave the last frame incomplete; it was never acknowledged and is cut off on
// opening. Anything else that does not fit is corruption and refused. What a frame cannot show, that the file
// as a whole is an old copy, is for `atLeast` and for the heads that others hold.
//
// One writer (the file is locked), one thread. After a failed append the file is poisoned (I6): close, open,
// and look what is in it; never retry.
#pragma once

#include "audit/errors.h"
#include "base/file_system.h"
#include "base/result.h"
#include "crypto/hash.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace strongroom::audit {

/// What a journal says it is; the meaning of record types belongs to its owner.
struct JournalRecord {
    std::uint8_t type = 0;
    base::Bytes payload;
    friend bool operator==(const JournalRecord&, const JournalRecord&) = default;
};

/// A point in a journal: after `records` records, `chain` is the hash over everything.
struct JournalHead {
    std::uint64_t records = 0;
    crypto::Hash256 chain;
    friend bool operator==(const JournalHead&, const JournalHead&) = default;
};

class JournalFile {
public:
    /// A signed PSBT with a thousand inputs fits; what is larger is a blob.
    static constexpr std::size_t MAX_PAYLOAD = 4U * 1024U * 1024U;

    using Visitor = std::function<void(const JournalRecord& record, const JournalHead& headAfter)>;

    /// A new, empty journal for `owner` (a hash that names treasury and log). Error::journalExists.
    [[nodiscard]] static base::Result<JournalFile, Error>
    create(base::FileSystem& files, const std::string& path, const crypto::Hash256& owner);
    /// Opens, locks, verifies, shows every record to `visitor` in order, and cuts off a torn last frame.
    /// `atLeast` is a head known from elsewhere: Error::journalRolledBack when the file does not contain it.
    /// Errors: journalMissing, journalLocked, journalForeign (another owner), journalCorrupt.
    [[nodiscard]] static base::Result<JournalFile, Error>
    open(base::FileSystem& files, const std::string& path, const crypto::Hash256& owner,
         const Visitor& visitor, const std::optional<JournalHead>& atLeast = {});

    JournalFile(JournalFile&&) = default;
    JournalFile& operator=(JournalFile&&) = default;

    /// Returns when the record is durable. Errors: journalRecordTooLarge (nothing was written), noSpace,
    /// diskFailed, journalPoisoned.
    [[nodiscard]] base::Result<JournalHead, Error> append(std::uint8_t type, base::ByteSpan payload);
    [[nodiscard]] const JournalHead& head() const { return m_head; }
    /// Bytes of a torn last frame that opening cut off; 0 normally. Worth a record of its own.
    [[nodiscard]] std::uint64_t cutOff() const { return m_cutOff; }

private:
    JournalFile(std::unique_ptr<base::File> file, JournalHead head);

    std::unique_ptr<base::File> m_file;
    JournalHead m_head;
    std::uint64_t m_cutOff = 0;
    bool m_poisoned = false;
};

} // namespace strongroom::audit
