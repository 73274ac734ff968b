// Why a frame, a symbol or a transfer was not accepted. Codes are listed in docs/attacks.md where they answer
// an attack.
#pragma once

#include "base/failure.h"
#include "base/result.h"

#include <cstdint>

namespace strongroom::airgap {

enum class Error : std::uint8_t {
    otherKind,            ///< A QR code, but no part of a transfer.
    secretRefused,        ///< Has the shape of a seed or private key.
    unsupportedFormat,    ///< A transfer format that this version does not read.
    unexpectedType,       ///< A well-formed UR of a type that is neither a PSBT nor bytes.
    malformedUr,          ///< Breaks the grammar of BCR-2020-005.
    malformedBytewords,   ///< Letters that are no bytewords.
    wrongChecksum,        ///< CRC-32 of one frame.
    malformedCbor,        ///< Ends early, or is another item than the format has there.
    notDeterministicCbor, ///< Indefinite lengths or integers in more bytes than needed (ATTACKS A85).
    partOutOfBounds,      ///< Lengths or numbers that no honest encoder makes (ATTACKS A80, A81).
    otherMessage,         ///< A part of another message than the one being received (ATTACKS A79).
    inconsistentPart,     ///< Contradicts what other parts of the message said.
    wrongMessageChecksum, ///< All parts received, but the CRC-32 of the whole does not match; begin again.
    incomplete,
    tooLarge,         ///< More than a transfer may carry.
    symbolTooLarge,   ///< A text that does not fit into the QR version asked for.
    notAlphanumeric,  ///< A character outside the QR alphanumeric set.
    imageOutOfBounds, ///< Dimensions that do not fit the pixels given, or are too large.
};
[[nodiscard]] base::ErrorInfo describe(Error error);

template <typename T>
using Result = base::Result<T, Error>;

} // namespace strongroom::airgap
