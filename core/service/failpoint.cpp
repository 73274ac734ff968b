#include "service/failpoint.h"

namespace strongroom::service {

void failpoint(const char* /*name*/) {}

} // namespace strongroom::service
