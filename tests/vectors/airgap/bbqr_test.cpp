// The files of BBQr's own tests, in every encoding and through symbols of every size that its senders use.
#include "airgap/bbqr.h"
#include "airgap/qr_symbol.h"
#include "support/vectors.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::airgap;

namespace {

constexpr std::array FILES{"1in2out.psbt", "1in10out.psbt",  "1in20out.psbt", "1in100out.psbt",
                           "last.txn",     "devils-txn.txn", "signed.txn"};

} // namespace

TEST_CASE("BBQr's own transactions come back to the byte, whatever frame arrives first") {
    for (const auto* file : FILES) {
        const auto content = test::readVectors(std::string("bbqr/") + file);
        if (!content)
            return;
        CAPTURE(std::string(file));
        const bool psbt = content->starts_with("psbt\xff");
        const BbqrContent whole{psbt ? BbqrType::psbt : BbqrType::transaction,
                                base::toBytes(base::asBytes(*content))};
        for (const auto encoding : {BbqrEncoding::hex, BbqrEncoding::base32, BbqrEncoding::deflate})
            for (const int version : {11, 27, 40}) {
                const auto frames = encodeBbqr(whole, encoding, 5, version).value();
                BbqrDecoder decoder;
                const std::size_t count = frames.texts.size();
                for (std::size_t i = 0; i < count; ++i)
                    CHECK(decoder.add(frames.texts[(i + count / 2) % count]));
                CHECK(decoder.result() == whole);
            }
    }
}

TEST_CASE("compression takes transactions to fewer frames") {
    const auto content = test::readVectors("bbqr/1in100out.psbt");
    if (!content)
        return;
    const BbqrContent whole{BbqrType::psbt, base::toBytes(base::asBytes(*content))};
    const auto plain = encodeBbqr(whole, BbqrEncoding::base32, 5, 12).value();
    const auto chosen = encodeBbqr(whole, 5, 12).value();
    CHECK(chosen.texts.front().starts_with("B$ZP"));
    CHECK(chosen.texts.size() < plain.texts.size());
}
