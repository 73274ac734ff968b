// Hands the secret types on to the programs above, which may only pass them down again.
#pragma once

#include "secret/secret_text.h"

namespace strongroom::service {

using secret::SecretText;

} // namespace strongroom::service
