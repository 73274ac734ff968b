// What kind of thing a QR code holds, judged by its shape alone, before anything is decoded or kept.
#pragma once

#include "base/bytes.h"

#include <cstdint>

namespace strongroom::airgap {

enum class FrameKind : std::uint8_t {
    ur,
    secret,      ///< A seed or private key: refused on every seat, forgotten at once.
    otherFormat, ///< A PSBT transfer in a format not supported yet: BBQr, Specter, static base64, hex or
                 ///< binary.
    other,
};

[[nodiscard]] FrameKind classifyFrame(base::ByteSpan content);

/// True for mnemonics in words, SeedQR and CompactSeedQR, codex32, extended private keys, WIF keys, and URs
/// of secret types. Errs on the side of refusing: a number of 48 digits may be something else.
[[nodiscard]] bool looksLikeSecret(base::ByteSpan content);

} // namespace strongroom::airgap
