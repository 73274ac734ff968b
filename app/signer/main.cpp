// strongroom-signer: the one program that touches secrets. It has no network code and no Qt.
#include "one_shot.h"
#include "seat_process.h"

#include "crypto/selftest.h"
#include "sandbox/clean_start.h"
#include "secret/hardening.h"
#include "secret/secret_memory.h"
#include "signer/protocol/connection.h"

#include <cstdio>
#include <string_view>
#include <vector>

namespace {

int refuse(std::string_view code, std::string_view sentence, int status) {
    std::fprintf(stderr, "error: %.*s: %.*s\n", static_cast<int>(code.size()), code.data(),
                 static_cast<int>(sentence.size()), sentence.data());
    return status;
}

} // namespace

int main(int argc, char** argv) {
    strongroom::sandbox::startClean(argv);
    if (!strongroom::signer::detachIfAsked(argc, argv))
        return refuse("signer.could_not_start", "The signer could not go on in the background.", 1);
    if (const auto hardened = strongroom::secret::hardenProcess(); !hardened)
        return refuse(describe(hardened.error()).code, describe(hardened.error()).sentence, 1);
    if (const auto tested = strongroom::crypto::selfTest(); !tested)
        return refuse(describe(tested.error()).code, describe(tested.error()).sentence, 1);
    const std::vector<std::string_view> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    if (arguments.size() >= 2 && arguments[0] == "--unpoliced")
        return strongroom::signer::runOneShot(arguments[1], {arguments.begin() + 2, arguments.end()});
    if (const auto locked = strongroom::secret::initialise(); !locked)
        return refuse(describe(locked.error()).code, describe(locked.error()).sentence, 1);
    if (!arguments.empty() && arguments[0] == "--seat")
        return strongroom::signer::runSeat(arguments);
    if (!arguments.empty() && arguments[0] == "--founding")
        return strongroom::signer::runFounding(arguments);
    return refuse("signer.usage", "strongroom-signer is started by strongroom and strongroom-cli.", 2);
}
