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

base::ErrorInfo describe(BsmsError error) {
    static constexpr std::array TABLE{
        base::ErrorInfo{"bsms.not_a_record", "This is no record of a multisig's setup (BSMS)."},
        base::ErrorInfo{"bsms.version", "The record is of another version than BSMS 1.0."},
        base::ErrorInfo{"bsms.lines", "A record has five lines in round 1 and four in round 2."},
        base::ErrorInfo{"bsms.token", "A token has 16 or 32 hex digits."},
        base::ErrorInfo{"bsms.mac", "The token is another one, or the record was changed."},
        base::ErrorInfo{"bsms.other_token", "The record names another token than the one that opens it."},
        base::ErrorInfo{"bsms.key", "A record's key has an origin and no path behind it."},
        base::ErrorInfo{"bsms.description", "The description is longer than 80 characters or hides some."},
        base::ErrorInfo{"bsms.signature_form", "The signature is not one of 65 bytes in base64."},
        base::ErrorInfo{"bsms.signature", "The record was not signed by its key."},
        base::ErrorInfo{
            "bsms.path_restrictions",
            "A template takes paths like /0/*,/1/*, and a descriptor says: No path restrictions."},
        base::ErrorInfo{"bsms.first_address", "The first address is not the descriptor's."},
    };
    return TABLE[static_cast<std::size_t>(error)];
}

} // namespace strongroom::service
