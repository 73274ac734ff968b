// Why a leaf, a journal, a checkpoint or a bundle is not accepted.
#pragma once

#include "base/failure.h"
#include "base/file_system.h"

#include <cstdint>

namespace strongroom::audit {

enum class Error : std::uint8_t {
    leafMalformed,
    leafTooLarge,
    leafFieldName,
    openingMismatch,
    journalMissing,
    journalExists,
    journalForeign,
    journalCorrupt,
    journalRolledBack,
    journalRecordTooLarge,
    journalLocked,
    journalPoisoned,
    noSpace,
    diskFailed,
    noteMalformed,
    noteUnsigned,
    checkpointMalformed,
    checkpointForeign,
    bundleExists,
    bundleIncomplete,
};
[[nodiscard]] base::ErrorInfo describe(Error error);

/// What a failing file means to a log.
[[nodiscard]] Error fromFile(base::FileError error);

} // namespace strongroom::audit
