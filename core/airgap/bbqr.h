// BBQr: bytes as numbered frames `B$` encoding type total index text, all in the QR alphanumeric set. Format
// and limits are in docs/formats/airgap.md.
//
// One thread for a decoder. BBQr has no checksum: what is signed is compared by people and by digest.
#pragma once

#include "airgap/errors.h"
#include "airgap/numbered_parts.h"
#include "base/bytes.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::airgap {

/// What a transfer says it carries: the letters of the specification. Those of Key Teleport (R, S, E) carry
/// secrets and are not read.
enum class BbqrType : char {
    psbt = 'P',
    transaction = 'T',
    json = 'J',
    cbor = 'C',
    text = 'U',
    binary = 'B',
    executable = 'X',
};

enum class BbqrEncoding : char {
    hex = 'H',
    base32 = '2',  ///< RFC 4648, upper case, no padding.
    deflate = 'Z', ///< The whole content as a raw DEFLATE stream, then base32.
};

/// The number of parts has two digits of base 36.
inline constexpr std::size_t MAX_BBQR_PARTS = 1'295;

struct BbqrContent {
    BbqrType type;
    base::Bytes bytes;
    friend bool operator==(const BbqrContent&, const BbqrContent&) = default;
};

struct BbqrFrames {
    std::vector<std::string> texts;
    int version; ///< The least QR version that holds each.
};

/// The fewest frames for symbols of versions `minVersion` to `maxVersion`, in the lowest version of those
/// that do with as few. Errors: empty; tooLarge when MAX_BBQR_PARTS do not suffice.
[[nodiscard]] Result<BbqrFrames> encodeBbqr(const BbqrContent& content, BbqrEncoding encoding, int minVersion,
                                            int maxVersion);
/// The same in `deflate`, or in `base32` when that is no larger.
[[nodiscard]] Result<BbqrFrames> encodeBbqr(const BbqrContent& content, int minVersion, int maxVersion);

/// Collects the frames of one transfer, in any order.
class BbqrDecoder {
public:
    using Step = NumberedParts::Step;

    /// Errors: malformedBbqr, unexpectedType, partOutOfBounds (no such part), inconsistentPart (another text
    /// or length than parts before), otherMessage, tooLarge: the frame changed nothing. malformedCompression
    /// or tooLarge with the last missing frame: everything is forgotten, the decoder begins again.
    [[nodiscard]] Result<Step> add(std::string_view frame);

    [[nodiscard]] const std::optional<BbqrContent>& result() const { return m_result; }
    [[nodiscard]] std::size_t received() const { return m_parts.received(); }
    [[nodiscard]] std::size_t needed() const { return m_parts.needed(); }

private:
    NumberedParts m_parts;
    std::optional<std::size_t> m_partLength; ///< Of every part but the last.
    std::optional<BbqrContent> m_result;
};

} // namespace strongroom::airgap
