// One transfer across the air gap as it runs: frames that a screen shows, pictures that a camera took. Hands
// the types of core/airgap on to the screens above.
#pragma once

#include "airgap/frame_collector.h"
#include "airgap/frame_sequence.h"

namespace strongroom::service {

using airgap::FrameCollector;
using airgap::FrameSequence;
using airgap::FrameStep;
using airgap::LumaView;
using airgap::Payload;
using airgap::PayloadType;
using airgap::Progress;
using airgap::QrSymbol;

} // namespace strongroom::service
