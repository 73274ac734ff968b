// Verbs of docs/formats/cli.md that this version refuses with cli.not_supported_yet.
#include "verbs.h"

namespace strongroom::cli {

std::vector<Verb> verbsToCome() {
    return {
        {"slip39 split", "", 0, ANY_NUMBER, {}, "Splits a secret into SLIP39 shares.", nullptr},
        {"slip39 combine", "", 0, ANY_NUMBER, {}, "Combines SLIP39 shares.", nullptr},
        {"bsms check", "FILE", 1, 1, {}, "Checks a BSMS record (BIP129).", nullptr},
    };
}

} // namespace strongroom::cli
