// What the programs with a window begin with: their names, their language, a refusal on standard error.
#pragma once

#include "base/failure.h"

namespace strongroom::desktop {

/// Once, after the QGuiApplication was made. Texts are those of the user's language, or English.
void introduce();

/// `error: <code>: <sentence>` on standard error; the exit status 1.
[[nodiscard]] int fail(const base::Failure& failure);

} // namespace strongroom::desktop
