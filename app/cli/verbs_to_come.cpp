// Verbs of docs/formats/cli.md that this version refuses with cli.not_supported_yet.
#include "verbs.h"

namespace strongroom::cli {

std::vector<Verb> verbsToCome() {
    return {
        {"bsms check", "FILE", 1, 1, {}, "Checks a BSMS record (BIP129).", nullptr},
    };
}

} // namespace strongroom::cli
