// Specter's frames: base64 in numbered parts, `p1of3 cHNid…`. They hold lower-case letters, so their symbols
// are in byte mode. One thread for a decoder; no checksum, as in BBQr.
#pragma once

#include "airgap/errors.h"
#include "airgap/numbered_parts.h"
#include "base/bytes.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::airgap {

/// As for the fragments of a UR: ten minutes at seven frames a second.
inline constexpr std::size_t MAX_SPECTER_PARTS = 4'096;

/// The fewest frames of at most `capacity` ≥ 32 characters. Errors: empty, tooLarge.
[[nodiscard]] Result<std::vector<std::string>> encodeSpecter(base::ByteSpan content, std::size_t capacity);

/// True for a text that begins like a frame: `p`, a number, `of`, a number, a space.
[[nodiscard]] bool isSpecterFrame(std::string_view text);

/// Collects the frames of one transfer, in any order.
class SpecterDecoder {
public:
    using Step = NumberedParts::Step;

    /// Errors: malformedSpecter, partOutOfBounds, inconsistentPart, otherMessage, tooLarge: the frame changed
    /// nothing. malformedSpecter with the last missing frame, when the whole is no base64: everything is
    /// forgotten, the decoder begins again.
    [[nodiscard]] Result<Step> add(std::string_view frame);

    [[nodiscard]] const std::optional<base::Bytes>& result() const { return m_result; }
    [[nodiscard]] std::size_t received() const { return m_parts.received(); }
    [[nodiscard]] std::size_t needed() const { return m_parts.needed(); }

private:
    NumberedParts m_parts;
    std::optional<base::Bytes> m_result;
};

} // namespace strongroom::airgap
