#include "airgap/frame_collector.h"

#include "airgap/bytewords.h"
#include "airgap/cbor.h"
#include "airgap/frame_sequence.h"
#include "base/text_encoding.h"
#include "sample_bytes.h"
#include "support/optics.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::airgap;
using test::sampleBytes;

namespace {

std::string frameOf(std::string_view type, const base::Bytes& cbor) {
    return "ur:" + std::string(type) + "/" + encodeBytewords(cbor);
}

base::Bytes byteString(const base::Bytes& content) {
    CborWriter writer;
    return writer.byteString(content).take();
}

} // namespace

TEST_CASE("both generations of PSBT types are read") {
    const base::Bytes psbt = sampleBytes(60);
    for (const auto* type : {"crypto-psbt", "psbt", "CRYPTO-PSBT"}) {
        FrameCollector collector;
        CHECK(collector.add(frameOf(type, byteString(psbt))).value() == FrameStep::complete);
        CHECK(collector.payload() == Payload{PayloadType::psbt, psbt});
    }
}

TEST_CASE("frames that are no part of the transfer are refused with a reason, and collecting goes on") {
    const base::Bytes document = sampleBytes(3'000, 1);
    const auto frames = FrameSequence::forBytes(document).value();
    const auto others = FrameSequence::forBytes(sampleBytes(3'000, 2)).value();
    FrameCollector collector;
    CHECK(collector.add(frames.frame(0)).value() == FrameStep::progress);
    CHECK(collector.add(frames.frame(0)).value() == FrameStep::nothingNew);
    CHECK(collector.add("bitcoin:bcrt1qexample").error() == Error::otherKind);
    CHECK(collector.add("B$ZP0200AAAAAAAA").error() == Error::otherMessage);
    CHECK(collector.format() == FrameFormat::ur);
    CHECK(collector.add(frameOf("crypto-account", byteString(document))).error() == Error::unexpectedType);
    CHECK(collector.add(others.frame(1)).error() == Error::otherMessage);
    CHECK(collector.add(std::string(48, '1')).error() == Error::secretRefused);
    CHECK(collector.add(frames.frame(1) + "A").error() == Error::malformedBytewords);
    CHECK(collector.progress().received == 1);
    CHECK(collector.progress().needed == frames.size());
    CHECK(collector.progress().seen == 8);
    CHECK(collector.progress().refused == 6);
    for (std::size_t i = 1; i < frames.size(); ++i)
        CHECK(collector.add(frames.frame(i)));
    CHECK(std::move(collector).take().value() == Payload{PayloadType::bytes, document});
}

TEST_CASE("an unfinished transfer gives nothing") {
    const auto frames = FrameSequence::forBytes(sampleBytes(3'000)).value();
    FrameCollector collector;
    for (std::size_t i = 1; i < frames.size(); ++i)
        CHECK(collector.add(frames.frame(i)).value() == FrameStep::progress);
    CHECK_FALSE(collector.payload());
    CHECK(std::move(collector).take().error() == Error::incomplete);
}

TEST_CASE(
    "a message is one byte string and nothing else, and one that is not does not block the next (A85)") {
    FrameCollector collector;
    const base::Bytes good = byteString(sampleBytes(40));
    base::Bytes trailing = good;
    trailing.push_back(0);
    CHECK(collector.add(frameOf("bytes", trailing)).error() == Error::malformedCbor);
    CHECK(collector.add(frameOf("bytes", {0x58, 0x02, 0x00, 0x00})).error() == Error::notDeterministicCbor);
    CHECK(collector.add(frameOf("bytes", {0x5f, 0x41, 0x00, 0xff})).error() == Error::notDeterministicCbor);
    CHECK(collector.add(frameOf("bytes", {0x01})).error() == Error::malformedCbor);
    CHECK(collector.add(frameOf("bytes", {0xd9, 0x01, 0x36, 0x41, 0x00})).error() ==
          Error::malformedCbor); // tagged
    CHECK(collector.add(frameOf("bytes", good)).value() == FrameStep::complete);
}

TEST_CASE("a transfer in any format is recognised by itself and comes from pictures, too") {
    base::Bytes psbt{'p', 's', 'b', 't', 0xff};
    const base::Bytes rest = sampleBytes(250);
    psbt.insert(psbt.end(), rest.begin(), rest.end());
    for (const FrameFormat format : {FrameFormat::ur, FrameFormat::bbqr, FrameFormat::specter,
                                     FrameFormat::base43, FrameFormat::base64}) {
        CAPTURE(std::string(name(format)));
        const auto frames = FrameSequence::forPsbt(psbt, {.maxVersion = 12, .format = format}).value();
        FrameCollector texts;
        FrameCollector pictures;
        for (std::size_t i = 0; i < frames.size(); ++i) {
            CHECK(texts.add(frames.frame(i)));
            CHECK(pictures.add(render(frames.symbol(i), 4).view()));
        }
        CHECK(texts.format() == format);
        CHECK(texts.progress().needed == frames.size());
        CHECK(texts.payload() == Payload{PayloadType::psbt, psbt});
        CHECK(pictures.payload() == texts.payload());
        CHECK(texts.add(frames.frame(0)).value() == FrameStep::complete);
    }
    for (const std::string& text : {base::toHex(psbt), std::string(base::asText(psbt))}) {
        FrameCollector collector;
        CHECK(collector.add(text).value() == FrameStep::complete);
        CHECK(collector.payload() == Payload{PayloadType::psbt, psbt});
        CHECK(collector.progress().received == 1);
    }
}

TEST_CASE("frames of two formats are never put together, and a text that breaks off is refused (A83)") {
    FrameCollector collector;
    CHECK(collector.add("p1of2 cHNidP8B").value() == FrameStep::progress);
    CHECK(collector.add("B$2P0200AAAAAAAA").error() == Error::otherMessage);
    CHECK(collector.add("cHNidP8B").error() == Error::otherMessage);
    CHECK(collector.add("p2of2 AHEC").value() == FrameStep::complete);
    CHECK(collector.add("cHNidP8BAHEC").error() == Error::otherMessage);

    FrameCollector whole;
    for (const auto* text : {"cHNidP8BAHE", "cHNidP8BAH!C", "cHNidP8BAHEC\n", "70736274ff0", "70736274ff0g"})
        CHECK(whole.add(text).error() == Error::malformedText);
    CHECK_FALSE(whole.format());
    CHECK(whole.add("cHNidP8BAHEC").value() == FrameStep::complete);
    CHECK(whole.add("cHNidP8BAHED").error() == Error::otherMessage);
    FrameCollector large;
    CHECK(
        large.add(base::toHex(base::asBytes("psbt\xff")) + std::string(2 * MAX_MESSAGE_SIZE, '0')).error() ==
        Error::tooLarge);
}

TEST_CASE("a transfer that does not unpack makes room for one in another format (A84)") {
    FrameCollector collector;
    CHECK(collector.add("B$ZP0100NBSWY3DP").error() == Error::malformedCompression);
    CHECK_FALSE(collector.format());
    CHECK(collector.add("cHNidP8BAHEC").value() == FrameStep::complete);
}

TEST_CASE("what a transfer carries is a PSBT where the frames or its first bytes say so") {
    const auto typeOf = [](std::string_view frame) {
        FrameCollector collector;
        CHECK(collector.add(frame).value() == FrameStep::complete);
        return collector.payload()->type;
    };
    CHECK(typeOf("B$2P0100NBSWY3DP") == PayloadType::psbt);
    CHECK(typeOf("B$2U0100NBSWY3DP") == PayloadType::bytes);
    CHECK(typeOf("p1of1 cHNidP8BAHEC") == PayloadType::psbt);
    CHECK(typeOf("p1of1 aGVsbG8=") == PayloadType::bytes);
}

TEST_CASE("a document crosses from screen to camera with a fifth of the frames lost") {
    const base::Bytes document = sampleBytes(4'000);
    const auto frames = FrameSequence::forBytes(document).value();
    test::Camera camera({.lossPercent = 20}, 7);
    FrameCollector collector;
    std::size_t shown = 0;
    while (!collector.payload() && shown < 6 * frames.size()) {
        const auto picture = camera.photograph(render(frames.symbol(shown++), 6));
        if (picture)
            CHECK(collector.add(picture->view()));
    }
    CHECK(collector.payload() == Payload{PayloadType::bytes, document});
    CHECK(collector.progress().refused == 0);
}

TEST_CASE("a picture without a frame is no failure, and one of a seed is refused") {
    FrameCollector collector;
    const LumaImage grey{320, 240, base::Bytes(320 * 240, 128)};
    CHECK(collector.add(grey.view()).value() == FrameStep::noSymbol);
    CHECK(collector.progress().seen == 0);
    const auto seed = QrSymbol::draw("192402220235174306311124037817700641198012901210", 2, 4).value();
    CHECK(collector.add(render(seed, 6).view()).error() == Error::secretRefused);
    CHECK(collector.add(LumaView{grey.pixels, 320, 241, 320}).error() == Error::imageOutOfBounds);
    CHECK(collector.progress().refused == 1);
}
