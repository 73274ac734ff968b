// What can go wrong with the encrypted database.
#pragma once

#include "base/failure.h"
#include "base/result.h"

#include <cstdint>

namespace strongroom::store {

enum class Error : std::uint8_t {
    notFound,
    alreadyExists,
    wrongKey, ///< Also a file that is no database: the two cannot be told apart.
    damaged,
    newerSchema,
    oldCipher,
    busy,
    readOnly,
    diskFull,
    ioError,
    badValue, ///< A row that this program did not write that way.
    conflict, ///< A row of that key is there already with another content.
};
[[nodiscard]] base::ErrorInfo describe(Error error);

template <typename T>
using Result = base::Result<T, Error>;

} // namespace strongroom::store
