// Real transactions from screen to camera. The files are data of BBQr's tests; the transport here is UR.
#include "airgap/frame_collector.h"
#include "airgap/frame_sequence.h"
#include "support/optics.h"
#include "support/vectors.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::airgap;

TEST_CASE("PSBTs cross the air gap unchanged, through a poor camera that loses a fifth of the frames") {
    for (const auto* file : {"bbqr/1in2out.psbt", "bbqr/1in20out.psbt", "bbqr/1in100out.psbt"}) {
        const auto psbt = test::readVectors(file);
        if (!psbt)
            return;
        CAPTURE(std::string(file));
        const auto frames = FrameSequence::forPsbt(base::asBytes(*psbt)).value();
        test::Camera camera({.lossPercent = 20}, 2026);
        FrameCollector collector;
        std::size_t shown = 0;
        while (!collector.payload() && shown < 6 * frames.size() + 10) {
            const auto picture = camera.photograph(render(frames.symbol(shown++), 6));
            if (picture)
                CHECK(collector.add(picture->view()));
        }
        REQUIRE(collector.payload());
        CHECK(collector.payload()->type == PayloadType::psbt);
        CHECK(base::asText(collector.payload()->bytes) == *psbt);
    }
}
