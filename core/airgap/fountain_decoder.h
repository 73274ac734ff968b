// Puts the parts of a multi-part UR together, in any order, with losses, as long as enough arrive
// (BCR-2024-001).
//
// Parts are linear equations over GF(2) between fragments. They are kept in reduced row echelon form, so that
// at most one equation per fragment is ever stored (no more memory than the message), each new part costs at
// most one pass over them, and the message is known as soon as the parts received determine it.
//
// One thread. Parts that are refused change nothing.
#pragma once

#include "airgap/errors.h"
#include "airgap/fountain.h"
#include "base/bytes.h"

#include <bitset>
#include <cstdint>
#include <optional>
#include <vector>

namespace strongroom::airgap {

/// Past this a transfer is by file. Bounds what one decoder holds, twice over.
inline constexpr std::size_t MAX_MESSAGE_SIZE = 4U * 1024U * 1024U;
/// Ten minutes at seven frames a second. Bounds the work for one part.
inline constexpr std::size_t MAX_FRAGMENTS = 4096;

struct FountainPart {
    std::uint32_t number = 0; ///< From 1.
    std::uint32_t fragments = 0;
    std::uint32_t messageSize = 0;
    std::uint32_t checksum = 0; ///< CRC-32 of the message.
    base::Bytes data;

    /// The CBOR of one frame, within all bounds; nothing is allocated by the lengths it states.
    [[nodiscard]] static Result<FountainPart> parse(base::ByteSpan cbor);
    [[nodiscard]] base::Bytes serialize() const;
};

class FountainDecoder {
public:
    enum class Step : std::uint8_t { nothingNew, progress, complete };

    /// The first part decides which message this is; parts of others are Error::otherMessage.
    /// Error::wrongMessageChecksum forgets everything: the decoder then begins again with the next part.
    [[nodiscard]] Result<Step> add(const FountainPart& part);

    /// Independent parts received, and how many the message takes; 0 of 0 before the first.
    [[nodiscard]] std::size_t received() const { return m_known + m_mixed.size(); }
    [[nodiscard]] std::size_t needed() const { return m_fragments; }
    /// Nothing before Step::complete.
    [[nodiscard]] const std::optional<base::Bytes>& message() const { return m_message; }

private:
    /// The XOR of the fragments in `indices` is `data`.
    struct Equation {
        std::bitset<MAX_FRAGMENTS> indices;
        base::Bytes data;
        std::size_t pivot = 0; ///< One of the indices; in no other stored equation.

        void add(const Equation& other);
    };

    void begin(const FountainPart& part);
    [[nodiscard]] bool belongs(const FountainPart& part) const;
    [[nodiscard]] Equation reduced(const FountainPart& part) const;
    void store(Equation equation);
    void keepSolved(const Equation& equation);
    [[nodiscard]] Result<Step> finish();

    std::size_t m_fragments = 0;
    std::size_t m_fragmentSize = 0;
    std::size_t m_messageSize = 0;
    std::uint32_t m_checksum = 0;
    std::optional<FragmentChooser> m_chooser;
    base::Bytes m_solved; ///< All fragments, one after the other; those not known yet are zero.
    std::bitset<MAX_FRAGMENTS> m_isSolved;
    std::size_t m_known = 0;
    std::vector<Equation> m_mixed; ///< Of two or more fragments, none of them known.
    std::optional<base::Bytes> m_message;
};

} // namespace strongroom::airgap
