// Uniform Resources, the text of an air-gap frame (BCR-2020-005 with the fountain of BCR-2024-001):
// `ur:<type>/<bytewords>` in one frame, `ur:<type>/<part>-<fragments>/<bytewords>` in several. Format and
// limits are in docs/formats/airgap.md.
//
// Neither class knows what a message means. One thread each. A CRC-32 protects against misreading only: what
// is signed is compared by people and by digest.
#pragma once

#include "airgap/errors.h"
#include "airgap/fountain_decoder.h"
#include "base/bytes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::airgap {

struct Ur {
    std::string type;    ///< Lower-case letters, digits and hyphens.
    base::Bytes message; ///< Deterministic CBOR, untagged.
    friend bool operator==(const Ur&, const Ur&) = default;
};

/// Longest type accepted; the longest registered one has 19 characters.
inline constexpr std::size_t MAX_UR_TYPE_LENGTH = 32;

/// Makes the frames of one message.
class UrEncoder {
public:
    /// Splits into the fewest fragments of at most `maxFragmentSize` ≥ 1 bytes. Error::tooLarge when the
    /// message is past MAX_MESSAGE_SIZE or takes more than MAX_FRAGMENTS; Error::malformedUr for a type
    /// outside its alphabet or an empty message.
    [[nodiscard]] static Result<UrEncoder> create(Ur ur, std::size_t maxFragmentSize);

    /// How many frames carry one fragment each. With 1, the single frame has the form without numbers.
    [[nodiscard]] std::uint32_t parts() const { return m_parts; }
    /// Frame `number` ≥ 1, in lower case. Past parts(), frames mix several fragments, each making up for any
    /// lost one.
    [[nodiscard]] std::string part(std::uint32_t number) const;
    /// The frames 1, 2, 3 … one after the other, without end.
    [[nodiscard]] std::string nextPart() { return part(++m_last); }

private:
    UrEncoder(Ur ur, std::uint32_t parts);

    Ur m_ur;
    std::uint32_t m_parts;
    std::uint32_t m_checksum;
    FragmentChooser m_chooser;
    std::uint32_t m_last = 0;
};

/// Collects the frames of one message.
class UrDecoder {
public:
    using Step = FountainDecoder::Step;

    /// Takes a frame in either case. An error means that the frame changed nothing (but see
    /// FountainDecoder::add about a wrong checksum of the whole).
    [[nodiscard]] Result<Step> add(std::string_view frame);

    [[nodiscard]] const std::optional<Ur>& result() const { return m_result; }
    /// The type, as soon as the first frame told it.
    [[nodiscard]] const std::string& type() const { return m_type; }
    [[nodiscard]] std::size_t received() const;
    [[nodiscard]] std::size_t needed() const;

private:
    [[nodiscard]] Result<Step> addWhole(std::string type, std::string_view bytewords);
    [[nodiscard]] Result<Step> addPart(std::string type, std::string_view sequence,
                                       std::string_view bytewords);

    std::string m_type;
    FountainDecoder m_fountain;
    std::optional<Ur> m_result;
};

/// The type of a frame that begins like a UR, in lower case; nothing for other texts. Looks no further.
[[nodiscard]] std::optional<std::string> urTypeOf(std::string_view frame);

} // namespace strongroom::airgap
