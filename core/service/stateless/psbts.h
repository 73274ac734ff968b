// Looking into PSBTs and putting them together, without a vault. Each takes a PSBT as binary or base64, with
// every public key in it a point of the curve. Pure.
#pragma once

#include "base/bytes.h"
#include "base/json.h"
#include "service/outcome.h"

#include <cstdint>
#include <span>

namespace strongroom::service {

/// Shape: docs/formats/cli.md, `psbt decode`. Errors: psbt.*.
[[nodiscard]] Outcome<base::Json> decodePsbt(base::ByteSpan psbt);

/// A document to show and the bytes to keep.
struct PsbtResult {
    base::Json document;
    base::Bytes bytes;
};

/// {psbt}; the bytes are the PSBT. Errors: psbt.*.
[[nodiscard]] Outcome<PsbtResult> combinePsbts(std::span<const base::Bytes> psbts);

/// {complete,psbt,tx_hex,txid}; the bytes are the transaction when complete, else the PSBT. Errors: psbt.*.
[[nodiscard]] Outcome<PsbtResult> finalizePsbt(base::ByteSpan psbt);

enum class PsbtVersion : std::uint8_t { v0, v2 };
/// {psbt} in the other version (BIP370); the bytes are the PSBT. Errors: psbt.*.
[[nodiscard]] Outcome<PsbtResult> convertPsbt(base::ByteSpan psbt, PsbtVersion to);

} // namespace strongroom::service
