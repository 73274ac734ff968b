// Puts parts together that carry their number and how many there are, in any order, as BBQr and Specter send
// them. Such parts have no redundancy and no checksum: each must arrive, and nothing stands in for it
// (ATTACKS A82).
//
// One thread. Parts that are refused change nothing.
#pragma once

#include "airgap/errors.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::airgap {

class NumberedParts {
public:
    /// Of all parts together: the text of the largest message in hex, the widest of the encodings.
    static constexpr std::size_t MAX_TEXT = 8U * 1024U * 1024U;

    enum class Step : std::uint8_t { nothingNew, progress, complete };

    /// Part `index` < `count`. `label` is what all parts of a transfer share; the first part fixes both, and
    /// a part that differs in either is Error::otherMessage. The same part with another text is
    /// Error::inconsistentPart; Error::tooLarge past MAX_TEXT.
    [[nodiscard]] Result<Step> add(std::string_view label, std::size_t index, std::size_t count,
                                   std::string_view text);

    /// Of the transfer being received; empty before the first part.
    [[nodiscard]] const std::string& label() const { return m_label; }
    /// 0 of 0 before the first.
    [[nodiscard]] std::size_t received() const { return m_received; }
    [[nodiscard]] std::size_t needed() const { return m_parts.size(); }
    /// All texts in order; only when complete.
    [[nodiscard]] std::string joined() const;

private:
    std::string m_label;
    std::vector<std::optional<std::string>> m_parts;
    std::size_t m_received = 0;
    std::size_t m_size = 0;
};

} // namespace strongroom::airgap
