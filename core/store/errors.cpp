#include "store/errors.h"

#include "base/check.h"

#include <array>
#include <utility>

namespace strongroom::store {

namespace {

constexpr std::array<std::pair<Error, base::ErrorInfo>, 12> TABLE{{
    {Error::notFound, {"store.not_found", "There is no database in this folder."}},
    {Error::alreadyExists, {"store.already_exists", "There is a database in this folder already."}},
    {Error::wrongKey, {"store.wrong_key", "The key does not open this database, or the file is not one."}},
    {Error::damaged, {"store.damaged", "The database is damaged. Restore it from a backup."}},
    {Error::newerSchema,
     {"store.newer_schema", "The database was written by a newer version of this program."}},
    {Error::oldCipher, {"store.old_cipher", "The database library is older than SQLCipher 4."}},
    {Error::busy, {"store.busy", "Another process kept the database locked for more than five seconds."}},
    {Error::readOnly, {"store.read_only", "This console has the treasury open for reading only."}},
    {Error::diskFull, {"store.disk_full", "There is no space left on the disk; nothing was changed."}},
    {Error::ioError, {"store.io_error", "The disk reported an error; nothing was changed."}},
    {Error::badValue, {"store.bad_value", "A row of the database is not of the form this program writes."}},
    {Error::conflict, {"store.conflict", "Something else is stored under this name already."}},
}};

} // namespace

base::ErrorInfo describe(Error error) {
    for (const auto& [candidate, info] : TABLE) {
        if (candidate == error)
            return info;
    }
    base::checkFailed("store::Error");
}

} // namespace strongroom::store
