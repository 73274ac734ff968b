// The frames that a screen shows to carry bytes across the air gap, in the format the receiver reads: texts,
// each fitting one QR symbol of the same version.
//
// Immutable after creation; thread-safe.
#pragma once

#include "airgap/bbqr.h"
#include "airgap/errors.h"
#include "airgap/frame_kind.h"
#include "airgap/qr_symbol.h"
#include "airgap/ur.h"
#include "base/bytes.h"

#include <string>
#include <variant>
#include <vector>

namespace strongroom::airgap {

struct FrameOptions {
    /// The largest symbol shown, from 5 (smaller ones are all overhead) to 40. 12 is what the weakest camera
    /// in the field reads, and what every distorted picture of our tests survives.
    int maxVersion = 12;
    /// Not hex or binary, which are only read. Base43 and base64 are one frame, however large.
    FrameFormat format = FrameFormat::ur;
};
inline constexpr int MIN_FRAME_VERSION = 5;

class FrameSequence {
public:
    /// A PSBT of version 0, as `ur:crypto-psbt`, which every signer in the field reads, as type P of BBQr, or
    /// as it is. Errors: tooLarge, empty, and symbolTooLarge for what one frame cannot hold.
    [[nodiscard]] static Result<FrameSequence> forPsbt(base::ByteSpan psbt, FrameOptions options = {});
    /// Any document, as `ur:bytes`, as type B of BBQr, or as it is.
    [[nodiscard]] static Result<FrameSequence> forBytes(base::ByteSpan document, FrameOptions options = {});

    /// Frames that suffice when none is lost.
    [[nodiscard]] std::size_t size() const;
    /// The text of frame `index` ≥ 0. Of a UR those from size() on are mixtures, of which almost any size() +
    /// 2 different ones suffice; other formats begin again. A player counts up without end in either.
    [[nodiscard]] std::string frame(std::size_t index) const;
    [[nodiscard]] QrSymbol symbol(std::size_t index) const;

private:
    /// What there is to show of a format without mixtures: every frame once.
    struct Frames {
        std::vector<std::string> texts;
        QrMode mode;
    };
    FrameSequence(std::variant<UrEncoder, Frames> frames, int version)
        : m_frames(std::move(frames)), m_version(version) {}
    [[nodiscard]] static Result<FrameSequence> makeUr(std::string type, base::ByteSpan content,
                                                      int maxVersion);
    [[nodiscard]] static Result<FrameSequence> make(std::string_view urType, BbqrType type,
                                                    base::ByteSpan content, FrameOptions options);
    [[nodiscard]] QrMode mode() const;

    std::variant<UrEncoder, Frames> m_frames;
    int m_version; ///< The largest of the symbols; that of all when there are several.
};

} // namespace strongroom::airgap
