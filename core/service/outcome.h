// What every use case returns: a value, or a Failure with a stable code that programs print and translate.
#pragma once

#include "base/failure.h"
#include "base/result.h"

namespace strongroom::service {

template <typename T>
using Outcome = base::Result<T, base::Failure>;

} // namespace strongroom::service
