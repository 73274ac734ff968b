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
    unexpectedType,       ///< A well-formed frame of a type that is neither a PSBT nor a document.
    malformedUr,          ///< Breaks the grammar of BCR-2020-005.
    malformedBytewords,   ///< Letters that are no bytewords.
    wrongChecksum,        ///< CRC-32 of one frame.
    malformedCbor,        ///< Ends early, or is another item than the format has there.
    notDeterministicCbor, ///< Indefinite lengths or integers in more bytes than needed (ATTACKS A85).
    malformedBbqr,        ///< Breaks the grammar of BBQr, or letters that are not of its encoding.
    malformedCompression, ///< No whole DEFLATE stream, or bytes after it.
    malformedSpecter,     ///< Parts after `pMofN ` that are not base64.
    malformedText,        ///< A PSBT as text whose text breaks off or is not of its alphabet throughout.
    partOutOfBounds,      ///< Lengths or numbers that no honest encoder makes (ATTACKS A80, A81).
    otherMessage,         ///< A part of another message than the one being received (ATTACKS A79, A83).
    inconsistentPart,     ///< Contradicts what other parts of the message said.
    wrongMessageChecksum, ///< All parts received, but the CRC-32 of the whole does not match; begin again.
    incomplete,
    empty,            ///< Nothing to carry.
    tooLarge,         ///< More than a transfer may carry, once unpacked too (ATTACKS A84).
    symbolTooLarge,   ///< A text that does not fit into the QR version asked for.
    notAlphanumeric,  ///< A character outside the QR alphanumeric set.
    imageOutOfBounds, ///< Dimensions that do not fit the pixels given, or are too large.
};
[[nodiscard]] base::ErrorInfo describe(Error error);

template <typename T>
using Result = base::Result<T, Error>;

} // namespace strongroom::airgap
