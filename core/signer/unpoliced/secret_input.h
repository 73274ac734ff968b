// Reading a secret from a descriptor, straight into guarded memory.
#pragma once

#include "base/failure.h"
#include "base/result.h"
#include "secret/secret_text.h"

namespace strongroom::signer {

/// One line, without its line break. Errors: secret.* (not UTF-8, too long), unpoliced.secret_lines when
/// anything but white space follows the first line, unpoliced.secret_unreadable.
[[nodiscard]] base::Result<secret::SecretText, base::Failure> readSecretLine(int descriptor);

} // namespace strongroom::signer
