// Collects one transfer across the air gap, from the texts of frames or from pictures of them, and hands out
// the bytes. The format is detected: any of FrameFormat. What is no part of the transfer is refused with its
// reason, counted and forgotten; collecting goes on.
//
// One thread. A frame that looks like a seed or private key is refused on every seat and our copy of it
// wiped; the reading library's own buffers cannot be reached.
#pragma once

#include "airgap/bbqr.h"
#include "airgap/errors.h"
#include "airgap/frame_kind.h"
#include "airgap/luma.h"
#include "airgap/specter.h"
#include "airgap/ur.h"
#include "base/bytes.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::airgap {

enum class PayloadType : std::uint8_t { psbt, bytes };

struct Payload {
    PayloadType type;
    base::Bytes bytes; ///< Neither parsed nor trusted.
    friend bool operator==(const Payload&, const Payload&) = default;
};

enum class FrameStep : std::uint8_t {
    noSymbol,   ///< The picture shows no QR code that can be read.
    nothingNew, ///< Seen before, or follows from others.
    progress,
    complete,
};

struct Progress {
    std::size_t received = 0; ///< Frames that added something.
    std::size_t needed = 0;   ///< Such frames in all; 0 before the first.
    std::size_t seen = 0;     ///< Frames read, refused ones included.
    std::size_t refused = 0;
};

class FrameCollector {
public:
    /// The text of one frame, exactly; of a UR in either case.
    [[nodiscard]] Result<FrameStep> add(std::string_view frame);
    /// A picture that may show a frame.
    [[nodiscard]] Result<FrameStep> add(const LumaView& picture);

    [[nodiscard]] Progress progress() const;
    /// Of the transfer being received; nothing before its first frame.
    [[nodiscard]] std::optional<FrameFormat> format() const { return m_format; }
    /// Nothing before FrameStep::complete.
    [[nodiscard]] const std::optional<Payload>& payload() const { return m_payload; }
    /// The payload, or Error::incomplete.
    [[nodiscard]] Result<Payload> take() &&;

private:
    [[nodiscard]] Result<FrameStep> judge(base::ByteSpan content);
    [[nodiscard]] Result<FrameStep> addTo(FrameFormat format, base::ByteSpan content);
    [[nodiscard]] Result<FrameStep> addUr(std::string_view frame);
    [[nodiscard]] Result<FrameStep> addBbqr(std::string_view frame);
    [[nodiscard]] Result<FrameStep> addSpecter(std::string_view frame);
    [[nodiscard]] Result<FrameStep> addWhole(FrameFormat format, base::ByteSpan content);

    std::optional<FrameFormat> m_format;
    UrDecoder m_ur;
    BbqrDecoder m_bbqr;
    SpecterDecoder m_specter;
    std::optional<Payload> m_payload;
    std::size_t m_seen = 0;
    std::size_t m_refused = 0;
};

} // namespace strongroom::airgap
