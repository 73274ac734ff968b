#include "service/stateless/errors.h"

#include <array>

namespace strongroom::service {

base::ErrorInfo describe(InputError error) {
    static constexpr std::array TABLE{
        base::ErrorInfo{"input.hex", "This is not hex: an even number of digits 0-9, a-f."},
        base::ErrorInfo{"input.base64", "This is not base64."},
        base::ErrorInfo{"input.network", "The network is main, test, signet or regtest."},
        base::ErrorInfo{"input.range", "A number is outside its range."},
        base::ErrorInfo{"input.frame_type", "Frames carry a psbt or bytes."},
        base::ErrorInfo{"input.frame_format", "Frames are made as ur, bbqr, specter, base43 or base64."},
        base::ErrorInfo{"input.extra_frames", "Only the format ur has frames beyond the needed ones."},
        base::ErrorInfo{"input.picture", "This is not a PNG picture, or it is damaged or too large."},
        base::ErrorInfo{"input.key_prefix",
                        "The prefix is xpub, ypub, Ypub, zpub or Zpub, or tpub, upub, Upub, vpub or Vpub."},
    };
    return TABLE[static_cast<std::size_t>(error)];
}

} // namespace strongroom::service
