// The frames that a screen shows to carry bytes across the air gap: texts in upper case, each fitting one QR
// symbol of the same version.
//
// Immutable after creation; thread-safe.
#pragma once

#include "airgap/errors.h"
#include "airgap/qr_symbol.h"
#include "airgap/ur.h"
#include "base/bytes.h"

#include <string>

namespace strongroom::airgap {

struct FrameOptions {
    /// The largest symbol shown, from 5 (smaller ones are all overhead) to 40. 12 is what the weakest camera
    /// in the field reads, and what every distorted picture of our tests survives.
    int maxVersion = 12;
};
inline constexpr int MIN_FRAME_VERSION = 5;

class FrameSequence {
public:
    /// A PSBT of version 0, as `ur:crypto-psbt`, which every signer in the field reads. Error::tooLarge.
    [[nodiscard]] static Result<FrameSequence> forPsbt(base::ByteSpan psbt, FrameOptions options = {});
    /// Any document, as `ur:bytes`.
    [[nodiscard]] static Result<FrameSequence> forBytes(base::ByteSpan document, FrameOptions options = {});

    /// Frames that suffice when none is lost.
    [[nodiscard]] std::size_t size() const { return m_encoder.parts(); }
    /// The text of frame `index` ≥ 0. Those from size() on are mixtures, of which almost any size() + 2
    /// different ones suffice: a player counts up without end rather than starting over.
    [[nodiscard]] std::string frame(std::size_t index) const;
    [[nodiscard]] QrSymbol symbol(std::size_t index) const;

private:
    FrameSequence(UrEncoder encoder, FrameOptions options)
        : m_encoder(std::move(encoder)), m_options(options) {}
    [[nodiscard]] static Result<FrameSequence> make(std::string type, base::ByteSpan content,
                                                    FrameOptions options);

    UrEncoder m_encoder;
    FrameOptions m_options;
};

} // namespace strongroom::airgap
