#include "secret/hardening.h"

#include <sys/resource.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

namespace strongroom::secret {

base::Result<void, Error> hardenProcess() {
    const rlimit none{0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0)
        return base::Unexpected(Error::hardeningFailed);
#if defined(__linux__)
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0)
        return base::Unexpected(Error::hardeningFailed);
#endif
    return {};
}

} // namespace strongroom::secret
