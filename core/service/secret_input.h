// Hands the secret types on to the programs above, which may only pass them down again.
#pragma once

#include "secret/secret_memory.h"
#include "secret/secret_text.h"

#include <cstddef>

namespace strongroom::service {

using secret::SecretText;

/// Code points of a passphrase outside training; Argon2id does the rest.
inline constexpr std::size_t LEAST_PASSPHRASE = 12;

/// Whether a passphrase was typed the same way twice; takes the same time whatever differs.
[[nodiscard]] inline bool sameSecret(const SecretText& first, const SecretText& second) {
    return secret::equalConstantTime(first.utf8(), second.utf8());
}

} // namespace strongroom::service
