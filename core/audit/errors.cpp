#include "audit/errors.h"

#include "base/check.h"

#include <array>
#include <cstddef>

namespace strongroom::audit {

namespace {

constexpr std::array<base::ErrorInfo, 20> ERRORS{{
    {"audit.leaf_malformed", "This is not a leaf of a log."},
    {"audit.leaf_too_large", "The record is larger than a leaf may be; what is long belongs into a blob."},
    {"audit.leaf_field_name", "A field of the record has no proper name, or there are too many."},
    {"audit.opening_mismatch", "What is shown is not what the record committed to."},
    {"audit.journal_missing", "The journal does not exist."},
    {"audit.journal_exists", "A journal exists there already."},
    {"audit.journal_foreign", "This is the journal of another log."},
    {"audit.journal_corrupt",
     "The journal was changed or damaged; restore it from a copy, it is not repaired."},
    {"audit.journal_rolled_back", "The journal lacks records that it is known to have had."},
    {"audit.journal_record_too_large", "The record is larger than the journal accepts."},
    {"audit.journal_locked", "Another process is using the journal."},
    {"audit.journal_poisoned",
     "An earlier write to the journal failed; open it again and look what is in it."},
    {"audit.no_space", "There is no space left on the disk, so nothing was recorded."},
    {"audit.disk_failed", "The disk refused to read or write, so nothing was recorded."},
    {"audit.note_malformed", "This is not a signed note."},
    {"audit.note_unsigned", "The note has no valid signature of the expected key."},
    {"audit.checkpoint_malformed", "This is not a checkpoint."},
    {"audit.checkpoint_foreign", "This is the checkpoint of another log."},
    {"audit.bundle_exists", "A folder of this name exists already."},
    {"audit.bundle_incomplete", "The log does not prove itself, so nothing was exported."},
}};

} // namespace

base::ErrorInfo describe(Error error) {
    const auto index = static_cast<std::size_t>(error);
    STRONGROOM_CHECK(index < ERRORS.size());
    return ERRORS[index];
}

Error fromFile(base::FileError error) {
    switch (error) {
    case base::FileError::notFound:
        return Error::journalMissing;
    case base::FileError::alreadyExists:
        return Error::journalExists;
    case base::FileError::noSpace:
        return Error::noSpace;
    case base::FileError::tooLarge:
        return Error::journalCorrupt;
    case base::FileError::locked:
        return Error::journalLocked;
    case base::FileError::poisoned:
        return Error::journalPoisoned;
    case base::FileError::permissionDenied:
    case base::FileError::notARegularFile:
    case base::FileError::ioError:
        return Error::diskFailed;
    }
    base::checkFailed("FileError");
}

} // namespace strongroom::audit
