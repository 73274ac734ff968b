#include "signer/engine/failpoint.h"

namespace strongroom::signer {

void failpoint(const char* /*name*/) {}

} // namespace strongroom::signer
