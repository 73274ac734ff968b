#include "airgap/ur.h"

#include "airgap/bytewords.h"
#include "base/check.h"

#include <algorithm>

namespace strongroom::airgap {

namespace {

bool isType(std::string_view text) {
    return !text.empty() && text.size() <= MAX_UR_TYPE_LENGTH &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::size_t divideUp(std::size_t dividend, std::size_t divisor) {
    return (dividend + divisor - 1) / divisor;
}

} // namespace

UrEncoder::UrEncoder(Ur ur, std::uint32_t parts)
    : m_ur(std::move(ur)), m_parts(parts), m_checksum(crc32(m_ur.message)), m_chooser(parts) {}

Result<UrEncoder> UrEncoder::create(Ur ur, std::size_t maxFragmentSize) {
    STRONGROOM_CHECK(maxFragmentSize > 0);
    if (!isType(ur.type) || ur.message.empty())
        return base::Unexpected(Error::malformedUr);
    // The smallest count whose equal fragments fit; ceil(size / ceil(size / max)) of the reference is the
    // same.
    const std::size_t parts = divideUp(ur.message.size(), maxFragmentSize);
    if (ur.message.size() > MAX_MESSAGE_SIZE || parts > MAX_FRAGMENTS)
        return base::Unexpected(Error::tooLarge);
    return UrEncoder(std::move(ur), static_cast<std::uint32_t>(parts));
}

std::string UrEncoder::part(std::uint32_t number) const {
    STRONGROOM_CHECK(number > 0);
    if (m_parts == 1)
        return "ur:" + m_ur.type + "/" + encodeBytewords(m_ur.message);
    const std::size_t fragmentSize = divideUp(m_ur.message.size(), m_parts);
    FountainPart part;
    part.number = number;
    part.fragments = m_parts;
    part.messageSize = static_cast<std::uint32_t>(m_ur.message.size());
    part.checksum = m_checksum;
    part.data.assign(fragmentSize, 0);
    for (const std::size_t index : m_chooser.fragmentsOf(number, m_checksum)) {
        const std::size_t begin = index * fragmentSize;
        const std::size_t end = std::min(begin + fragmentSize, m_ur.message.size());
        for (std::size_t i = begin; i < end; ++i)
            part.data[i - begin] ^= m_ur.message[i];
    }
    return "ur:" + m_ur.type + "/" + std::to_string(number) + "-" + std::to_string(m_parts) + "/" +
           encodeBytewords(part.serialize());
}

} // namespace strongroom::airgap
