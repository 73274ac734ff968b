#include "airgap/fountain_decoder.h"

#include "airgap/bytewords.h"
#include "airgap/cbor.h"

#include <algorithm>
#include <limits>

namespace strongroom::airgap {

namespace {

constexpr std::uint64_t PART_ITEMS = 5; // number, fragments, message size, checksum, data

Result<std::uint32_t> boundedInteger(CborReader& reader, std::uint64_t max) {
    STRONGROOM_ASSIGN(const std::uint64_t value, reader.unsignedInteger());
    if (value > max)
        return base::Unexpected(Error::partOutOfBounds);
    return static_cast<std::uint32_t>(value);
}

/// Every fragment is full but the last, which is not empty.
bool dimensionsAgree(const FountainPart& part) {
    const std::uint64_t size = part.data.size();
    return part.messageSize <= part.fragments * size && part.messageSize > (part.fragments - 1) * size;
}

void xorInto(std::span<std::uint8_t> target, base::ByteSpan source) {
    for (std::size_t i = 0; i < target.size(); ++i)
        target[i] ^= source[i];
}

} // namespace

Result<FountainPart> FountainPart::parse(base::ByteSpan cbor) {
    constexpr std::uint64_t ANY_U32 = std::numeric_limits<std::uint32_t>::max();
    CborReader reader(cbor);
    STRONGROOM_ASSIGN(const std::uint64_t items, reader.arrayHeader());
    if (items != PART_ITEMS)
        return base::Unexpected(Error::malformedCbor);
    FountainPart part;
    STRONGROOM_ASSIGN(part.number, boundedInteger(reader, ANY_U32));
    STRONGROOM_ASSIGN(part.fragments, boundedInteger(reader, MAX_FRAGMENTS));
    STRONGROOM_ASSIGN(part.messageSize, boundedInteger(reader, MAX_MESSAGE_SIZE));
    STRONGROOM_ASSIGN(part.checksum, boundedInteger(reader, ANY_U32));
    STRONGROOM_ASSIGN(const base::ByteSpan data, reader.byteString());
    STRONGROOM_TRY(reader.expectEnd());
    part.data = base::toBytes(data);
    if (part.number == 0 || part.fragments == 0 || !dimensionsAgree(part))
        return base::Unexpected(Error::partOutOfBounds);
    return part;
}

base::Bytes FountainPart::serialize() const {
    CborWriter writer;
    writer.arrayHeader(PART_ITEMS)
        .unsignedInteger(number)
        .unsignedInteger(fragments)
        .unsignedInteger(messageSize)
        .unsignedInteger(checksum)
        .byteString(data);
    return writer.take();
}

void FountainDecoder::Equation::add(const Equation& other) {
    indices ^= other.indices;
    xorInto(data, other.data);
}

void FountainDecoder::begin(const FountainPart& part) {
    m_fragments = part.fragments;
    m_fragmentSize = part.data.size();
    m_messageSize = part.messageSize;
    m_checksum = part.checksum;
    m_chooser.emplace(m_fragments);
    m_solved.assign(m_fragments * m_fragmentSize, 0);
}

bool FountainDecoder::belongs(const FountainPart& part) const {
    return part.fragments == m_fragments && part.messageSize == m_messageSize &&
           part.checksum == m_checksum && part.data.size() == m_fragmentSize;
}

/// The part without what is known: no solved fragment and no pivot of a stored equation is left in it. One
/// pass suffices, because a stored equation contains neither.
FountainDecoder::Equation FountainDecoder::reduced(const FountainPart& part) const {
    Equation equation;
    equation.data = part.data;
    for (const std::size_t index : m_chooser->fragmentsOf(part.number, part.checksum)) {
        if (m_isSolved[index]) {
            xorInto(equation.data, base::ByteSpan(m_solved).subspan(index * m_fragmentSize, m_fragmentSize));
        } else {
            equation.indices.set(index);
        }
    }
    for (const Equation& stored : m_mixed)
        if (equation.indices[stored.pivot])
            equation.add(stored);
    return equation;
}

void FountainDecoder::keepSolved(const Equation& equation) {
    std::copy(equation.data.begin(), equation.data.end(),
              m_solved.begin() + static_cast<std::ptrdiff_t>(equation.pivot * m_fragmentSize));
    m_isSolved[equation.pivot] = true;
    ++m_known;
}

void FountainDecoder::store(Equation equation) {
    while (!equation.indices[equation.pivot])
        ++equation.pivot;
    for (Equation& stored : m_mixed)
        if (stored.indices[equation.pivot])
            stored.add(equation);
    m_mixed.push_back(std::move(equation));
    // An equation left with its pivot alone is solved, and no other one contains that pivot.
    for (const Equation& stored : m_mixed)
        if (stored.indices.count() == 1)
            keepSolved(stored);
    std::erase_if(m_mixed, [](const Equation& stored) { return stored.indices.count() == 1; });
}

Result<FountainDecoder::Step> FountainDecoder::finish() {
    base::Bytes message = std::move(m_solved);
    message.resize(m_messageSize); // without the padding of the last fragment
    if (crc32(message) != m_checksum) {
        *this = FountainDecoder();
        return base::Unexpected(Error::wrongMessageChecksum);
    }
    m_message = std::move(message);
    return Step::complete;
}

Result<FountainDecoder::Step> FountainDecoder::add(const FountainPart& part) {
    if (m_fragments == 0)
        begin(part);
    else if (!belongs(part))
        return base::Unexpected(Error::otherMessage);
    if (m_message)
        return Step::complete;
    Equation equation = reduced(part);
    if (equation.indices.none()) {
        const bool agrees =
            std::all_of(equation.data.begin(), equation.data.end(), [](std::uint8_t b) { return b == 0; });
        if (!agrees)
            return base::Unexpected(Error::inconsistentPart);
        return Step::nothingNew;
    }
    store(std::move(equation));
    return m_known == m_fragments ? finish() : Result<Step>(Step::progress);
}

} // namespace strongroom::airgap
