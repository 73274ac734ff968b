// What can be wrong with text that a person or a script hands in, before any module has seen it.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::service {

enum class InputError : std::uint8_t {
    hex,
    base64,
    network,
    range,
    frameType,
    frameFormat,
    extraFrames,
    picture,
    keyPrefix,
};
[[nodiscard]] base::ErrorInfo describe(InputError error);

/// What is wrong with a record of a multisig's setup (BIP129, ATTACKS A37).
enum class BsmsError : std::uint8_t {
    notARecord,
    version,
    lines,
    token,
    mac,
    otherToken,
    key,
    description,
    signatureForm,
    signature,
    pathRestrictions,
    firstAddress,
};
[[nodiscard]] base::ErrorInfo describe(BsmsError error);

} // namespace strongroom::service
