#include "airgap/bbqr.h"

#include "airgap/compression.h"
#include "airgap/fountain_decoder.h" // MAX_MESSAGE_SIZE
#include "airgap/qr_symbol.h"
#include "sample_bytes.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace strongroom;
using namespace strongroom::airgap;
using Step = BbqrDecoder::Step;
using test::sampleBytes;

namespace {

constexpr std::array ENCODINGS{BbqrEncoding::hex, BbqrEncoding::base32, BbqrEncoding::deflate};

std::vector<std::string> framesOf(const base::Bytes& bytes, BbqrEncoding encoding, int maxVersion = 5) {
    return encodeBbqr({BbqrType::psbt, bytes}, encoding, 5, maxVersion).value().texts;
}

std::optional<BbqrContent> read(const std::vector<std::string>& frames) {
    BbqrDecoder decoder;
    for (const std::string& frame : frames)
        CHECK(decoder.add(frame));
    return decoder.result();
}

Error refusalOf(std::string_view frame) {
    BbqrDecoder decoder;
    const auto step = decoder.add(frame);
    CHECK(decoder.received() == 0);
    return step.error();
}

} // namespace

TEST_CASE("a whole frame reads as the specification writes it") {
    const base::Bytes hello{'h', 'e', 'l', 'l', 'o'};
    CHECK(framesOf(hello, BbqrEncoding::hex) == std::vector<std::string>{"B$HP010068656C6C6F"});
    CHECK(framesOf(hello, BbqrEncoding::base32) == std::vector<std::string>{"B$2P0100NBSWY3DP"});
    CHECK(read({"B$HU010068656C6C6F"}) == BbqrContent{BbqrType::text, hello});
    CHECK(read({"B$2B0100NBSWY3DP"}) == BbqrContent{BbqrType::binary, hello});
    for (const char type : std::string("PTJCUBX"))
        CHECK(read({"B$2" + std::string(1, type) + "0100NBSWY3DP"})->type == static_cast<BbqrType>(type));
}

TEST_CASE("every encoding comes back from frames in any order, with repetitions") {
    for (const BbqrEncoding encoding : ENCODINGS)
        for (const std::size_t size : {1U, 2U, 90U, 91U, 92U, 700U, 4'000U}) {
            const BbqrContent content{BbqrType::psbt, sampleBytes(size)};
            std::vector<std::string> frames = framesOf(content.bytes, encoding);
            CHECK(read(frames) == content);
            std::ranges::reverse(frames);
            CHECK(read(frames) == content);
            frames.insert(frames.begin(), frames.back());
            CHECK(read(frames) == content);
        }
}

TEST_CASE("what shrinks is compressed, what does not is base32") {
    CHECK(encodeBbqr({BbqrType::binary, base::Bytes(500, 1)}, 5, 12).value().texts[0].starts_with("B$ZB"));
    CHECK(encodeBbqr({BbqrType::binary, sampleBytes(500)}, 5, 12).value().texts[0].starts_with("B$2B"));
}

TEST_CASE("frames fill the symbols: the fewest, then in the lowest version") {
    for (const int maxVersion : {5, 12, 27, 40})
        for (const BbqrEncoding encoding : ENCODINGS) {
            const auto frames =
                encodeBbqr({BbqrType::psbt, sampleBytes(9'000)}, encoding, 5, maxVersion).value();
            CHECK(frames.version <= maxVersion);
            for (const std::string& frame : frames.texts)
                CHECK(frame.size() <= qrCapacity(frames.version));
            const auto one =
                encodeBbqr({BbqrType::psbt, sampleBytes(9'000)}, encoding, maxVersion, maxVersion);
            CHECK(frames.texts.size() == one.value().texts.size());
            if (frames.version > 5)
                CHECK(encodeBbqr({BbqrType::psbt, sampleBytes(9'000)}, encoding, 5, frames.version - 1)
                          .value()
                          .texts.size() > frames.texts.size());
        }
    // 154 characters of version 5 less 8: 146 hex digits at once, 144 where there are several.
    CHECK(framesOf(sampleBytes(73), BbqrEncoding::hex).size() == 1);
    CHECK(framesOf(sampleBytes(74), BbqrEncoding::hex)[0].size() == 154);
    CHECK(framesOf(sampleBytes(91), BbqrEncoding::base32).size() == 1); // 146 characters
    CHECK(framesOf(sampleBytes(92), BbqrEncoding::base32)[0].size() == 152);
}

TEST_CASE("nothing, and more than 1295 frames hold, is not written") {
    CHECK(encodeBbqr({BbqrType::psbt, {}}, 5, 40).error() == Error::empty);
    CHECK(framesOf(sampleBytes(73 * MAX_BBQR_PARTS), BbqrEncoding::hex).size() == MAX_BBQR_PARTS);
    CHECK(framesOf(sampleBytes(73 * MAX_BBQR_PARTS), BbqrEncoding::hex).back().starts_with("B$HPZZZY"));
    CHECK(
        encodeBbqr({BbqrType::psbt, sampleBytes(73 * MAX_BBQR_PARTS + 1)}, BbqrEncoding::hex, 5, 5).error() ==
        Error::tooLarge);
    CHECK(encodeBbqr({BbqrType::psbt, base::Bytes(4'194'305, 0)}, 5, 40).error() == Error::tooLarge);
}

TEST_CASE("headers and letters that no encoder writes are refused") {
    for (const auto* frame : {"", "B$", "B$HP0100", "b$HP01006865", "B#HP01006865", "B$hP01006865",
                              "B$GP01006865", "B$Hp01006865", "B$H!01006865", "B$HP0-006865", "B$HP010 6865",
                              "B$HP01006g", "B$HP010068656c", "B$HP0100686", "B$2P0100NBSWY3D",
                              "B$2P0100NBSWY31P", "B$2P0100nbswy3dp", "B$2P0100A", "B$2P0100NB======"})
        CHECK_MESSAGE(refusalOf(frame) == Error::malformedBbqr, frame);
    for (const auto* frame : {"B$2R0100NBSWY3DP", "B$2S0100NBSWY3DP", "B$2E0100NBSWY3DP", "B$2Q0100NBSWY3DP"})
        CHECK(refusalOf(frame) == Error::unexpectedType);
}

TEST_CASE("a part that does not exist, or breaks in the middle of a byte, is refused (A82)") {
    for (const auto* frame :
         {"B$HP00006865", "B$HP01016865", "B$HP0205AAAA", "B$2P0200AAAA", "B$2P0200NBSWY3DPAA"})
        CHECK_MESSAGE(refusalOf(frame) == Error::partOutOfBounds, frame);
}

TEST_CASE("only what was received is put together: a missing, short or changed part never passes (A82)") {
    const auto frames = framesOf(sampleBytes(700), BbqrEncoding::base32);
    REQUIRE(frames.size() > 3);
    BbqrDecoder decoder;
    CHECK(decoder.add(frames[0]).value() == Step::progress);
    std::string shorter = frames[1];
    shorter.resize(shorter.size() - 8);
    CHECK(decoder.add(shorter).error() == Error::inconsistentPart);
    std::string changed = frames[0];
    changed.back() = changed.back() == 'A' ? 'B' : 'A';
    CHECK(decoder.add(changed).error() == Error::inconsistentPart);
    CHECK(decoder.received() == 1);
    for (std::size_t i = 2; i < frames.size(); ++i)
        CHECK(decoder.add(frames[i]).value() == Step::progress);
    CHECK_FALSE(decoder.result());
    CHECK(decoder.add(frames[1]).value() == Step::complete);
    CHECK(decoder.result() == BbqrContent{BbqrType::psbt, sampleBytes(700)});
    CHECK(decoder.add(frames[2]).value() == Step::complete);
    CHECK(decoder.add(changed).error() == Error::inconsistentPart);
}

TEST_CASE("a frame with another encoding, type or total is of another transfer (A83)") {
    const auto frames = framesOf(sampleBytes(700), BbqrEncoding::base32);
    BbqrDecoder decoder;
    CHECK(decoder.add(frames[0]));
    for (const auto& [place, letter] : {std::pair{2U, 'Z'}, {3U, 'U'}, {4U, '1'}, {5U, 'Z'}}) {
        std::string other = frames[1];
        other[place] = letter;
        CHECK(decoder.add(other).error() == Error::otherMessage);
    }
    CHECK(decoder.add("B$HP01006865").error() == Error::otherMessage);
    CHECK(decoder.received() == 1);
    for (const std::string& frame : frames)
        CHECK(decoder.add(frame));
    CHECK(decoder.result()->bytes == sampleBytes(700));
}

TEST_CASE("a bomb stops at the cap, and what does not unpack makes room for what does (A84)") {
    BbqrDecoder decoder;
    const auto bomb = compress(base::Bytes(200U << 20U, 0));
    CHECK(bomb.size() < 300'000);
    // The bomb as base32 in one frame of text.
    std::string frame = "B$ZP0100";
    const auto parts = encodeBbqr({BbqrType::psbt, bomb}, BbqrEncoding::base32, 40, 40).value().texts;
    for (const std::string& part : parts)
        frame += part.substr(8);
    CHECK(decoder.add(frame).error() == Error::tooLarge);
    CHECK(decoder.needed() == 0);
    CHECK(decoder.add("B$ZP0100NBSWY3DP").error() == Error::malformedCompression);
    CHECK(decoder.needed() == 0);
    CHECK(decoder.add("B$2P0100NBSWY3DP").value() == Step::complete);
}

TEST_CASE("what unpacks to more than the cap without being compressed is refused too (A84)") {
    const auto zeros = [](std::size_t bytes) { return "B$2P0100" + std::string((bytes * 8 + 4) / 5, 'A'); };
    BbqrDecoder decoder;
    CHECK(decoder.add(zeros(MAX_MESSAGE_SIZE + 1)).error() == Error::tooLarge);
    CHECK(decoder.needed() == 0);
    CHECK(decoder.add(zeros(MAX_MESSAGE_SIZE)).value() == Step::complete);
    CHECK(decoder.result()->bytes.size() == MAX_MESSAGE_SIZE);
}
