#include "airgap/numbered_parts.h"

#include "base/check.h"

namespace strongroom::airgap {

Result<NumberedParts::Step> NumberedParts::add(std::string_view label, std::size_t index, std::size_t count,
                                               std::string_view text) {
    STRONGROOM_CHECK(index < count);
    if (m_received > 0 && (label != m_label || count != m_parts.size()))
        return base::Unexpected(Error::otherMessage);
    if (m_received > 0 && m_parts[index]) {
        if (*m_parts[index] != text)
            return base::Unexpected(Error::inconsistentPart);
        return m_received == m_parts.size() ? Step::complete : Step::nothingNew;
    }
    if (text.size() > MAX_TEXT - m_size)
        return base::Unexpected(Error::tooLarge);
    if (m_received == 0) {
        m_label = label;
        m_parts.resize(count);
    }
    m_parts[index] = text;
    m_size += text.size();
    ++m_received;
    return m_received == count ? Step::complete : Step::progress;
}

std::string NumberedParts::joined() const {
    STRONGROOM_CHECK(m_received > 0 && m_received == m_parts.size());
    std::string text;
    text.reserve(m_size);
    for (const auto& part : m_parts)
        text += *part;
    return text;
}

} // namespace strongroom::airgap
