#include "service/stateless/self_test.h"

#include "crypto/selftest.h"

namespace strongroom::service {

Outcome<std::int64_t> selfTestPrimitives() {
    STRONGROOM_TRY(crypto::selfTestWithoutKeys());
    return static_cast<std::int64_t>(crypto::knownAnswersWithoutKeys());
}

} // namespace strongroom::service
