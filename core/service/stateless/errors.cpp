#include "service/stateless/errors.h"

#include <array>

namespace strongroom::service {

base::ErrorInfo describe(InputError error) {
    static constexpr std::array TABLE{
        base::ErrorInfo{"input.hex", "This is not hex: an even number of digits 0-9, a-f."},
        base::ErrorInfo{"input.base64", "This is not base64."},
        base::ErrorInfo{"input.network", "The network is main, test, signet or regtest."},
        base::ErrorInfo{"input.range", "A number is outside its range."},
    };
    return TABLE[static_cast<std::size_t>(error)];
}

} // namespace strongroom::service
