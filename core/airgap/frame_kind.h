// What kind of thing a QR code holds, judged by its shape alone, before anything is decoded or kept.
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::airgap {

/// How a transfer is written. The first three come in parts, the others are one PSBT in one frame.
enum class FrameFormat : std::uint8_t { ur, bbqr, specter, base43, base64, hex, binary };
/// "ur", "bbqr" and so on.
[[nodiscard]] std::string_view name(FrameFormat format);
/// Nothing for another word.
[[nodiscard]] std::optional<FrameFormat> parseFrameFormat(std::string_view text);

/// The format of a frame; nothing for what is no transfer. Texts of base43, base64 and hex say nothing about
/// what they hold: only those that hold a PSBT are told from other texts.
[[nodiscard]] std::optional<FrameFormat> frameFormatOf(base::ByteSpan content);

/// True for mnemonics in words, SeedQR and CompactSeedQR, codex32, extended private keys, WIF keys, and URs
/// of secret types. Errs on the side of refusing: a number of 48 digits may be something else. What begins as
/// a transfer is none, so that no run of letters in a PSBT is taken for a key.
[[nodiscard]] bool looksLikeSecret(base::ByteSpan content);

} // namespace strongroom::airgap
