#include "signer/protocol/errors.h"

#include "base/check.h"

#include <array>
#include <utility>

namespace strongroom::signer {

namespace {

constexpr std::array<std::pair<Error, base::ErrorInfo>, 9> TABLE{{
    {Error::notRunning, {"signer.not_running", "The signer process of this seat is not running."}},
    {Error::foreignUser, {"signer.foreign_user", "The other end of the connection belongs to another user."}},
    {Error::pathTooLong,
     {"signer.path_too_long", "The path of the signer's socket is too long for this system."}},
    {Error::connectionLost, {"signer.connection_lost", "The connection to the signer process was lost."}},
    {Error::timedOut, {"signer.timed_out", "The signer process did not answer in time."}},
    {Error::frameTooLarge, {"signer.frame_too_large", "A message is larger than the signer accepts."}},
    {Error::malformedFrame, {"signer.malformed_frame", "A message is not of the signer's protocol."}},
    {Error::couldNotStart, {"signer.could_not_start", "The signer process could not be started."}},
    {Error::notASeat, {"signer.not_a_seat", "This folder is not the state folder of a seat."}},
}};

} // namespace

base::ErrorInfo describe(Error error) {
    for (const auto& [candidate, info] : TABLE) {
        if (candidate == error)
            return info;
    }
    base::checkFailed("signer::Error");
}

} // namespace strongroom::signer
