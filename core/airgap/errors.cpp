#include "airgap/errors.h"

namespace strongroom::airgap {

base::ErrorInfo describe(Error error) {
    switch (error) {
    case Error::otherKind:
        return {"airgap.other_kind", "This QR code is of another kind: it is no part of a transfer."};
    case Error::secretRefused:
        return {"airgap.secret_refused",
                "This looks like a seed or a private key; it was not read. Keep it away from this camera."};
    case Error::unexpectedType:
        return {"airgap.unexpected_type",
                "This frame holds something else than a transaction or a document."};
    case Error::malformedUr:
        return {"airgap.malformed_ur", "The frame is not a well-formed UR."};
    case Error::malformedBytewords:
        return {"airgap.malformed_bytewords", "The frame is not made of bytewords."};
    case Error::wrongChecksum:
        return {"airgap.wrong_checksum", "The checksum of the frame does not match."};
    case Error::malformedCbor:
        return {"airgap.malformed_cbor", "The content of the frame is not what the format demands."};
    case Error::notDeterministicCbor:
        return {"airgap.not_deterministic_cbor",
                "The content of the frame is not in its one deterministic encoding."};
    case Error::malformedBbqr:
        return {"airgap.malformed_bbqr", "The frame is not a well-formed part of a BBQr transfer."};
    case Error::malformedCompression:
        return {"airgap.malformed_compression",
                "The content of the frames cannot be unpacked; the transfer begins again."};
    case Error::malformedSpecter:
        return {"airgap.malformed_specter", "The numbered parts of the transfer are not base64."};
    case Error::malformedText:
        return {"airgap.malformed_text", "This begins like a transaction, but its text is not well-formed."};
    case Error::partOutOfBounds:
        return {"airgap.part_out_of_bounds", "The frame states lengths that are out of bounds."};
    case Error::otherMessage:
        return {"airgap.other_message", "The frame belongs to another transfer and was ignored."};
    case Error::inconsistentPart:
        return {"airgap.inconsistent_part", "The frame contradicts frames received before and was ignored."};
    case Error::wrongMessageChecksum:
        return {"airgap.wrong_message_checksum",
                "The frames do not add up to the message they announce; the transfer begins again."};
    case Error::incomplete:
        return {"airgap.incomplete", "Not all frames of the transfer were received."};
    case Error::empty:
        return {"airgap.empty", "There is nothing to carry."};
    case Error::tooLarge:
        return {"airgap.too_large", "This is too large for a transfer by QR codes; use a file."};
    case Error::symbolTooLarge:
        return {"airgap.symbol_too_large", "The text does not fit into a QR code of this size."};
    case Error::notAlphanumeric:
        return {"airgap.not_alphanumeric", "The text has characters outside the QR alphanumeric set."};
    case Error::imageOutOfBounds:
        return {"airgap.image_out_of_bounds", "The picture's dimensions do not fit its pixels."};
    }
    base::checkFailed("airgap::Error");
}

} // namespace strongroom::airgap
