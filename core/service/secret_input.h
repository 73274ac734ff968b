// Hands the secret types on to the programs above, which may only pass them down again.
#pragma once

#include "secret/secret_memory.h"
#include "secret/secret_text.h"

namespace strongroom::service {

using secret::SecretText;

/// Whether a passphrase was typed the same way twice; takes the same time whatever differs.
[[nodiscard]] inline bool sameSecret(const SecretText& first, const SecretText& second) {
    return secret::equalConstantTime(first.utf8(), second.utf8());
}

} // namespace strongroom::service
