#include "review_subject.h"

using namespace strongroom;
using vault::FindingCode;

namespace {

vault::SpendReview withSequence(std::uint32_t sequence, std::int32_t version = 2) {
    return test::reviewMutated(test::treasury().cold, [&](psbt::Psbt& psbt) {
        psbt.tx.version = version;
        psbt.tx.inputs[0].sequence = sequence;
    });
}

} // namespace

TEST_CASE("a coin that has to grow old first is asked about, and answered in the intent") {
    const vault::SpendReview blocks = withSequence(1'008);
    REQUIRE(blocks.has(FindingCode::relativeLock));
    CHECK_FALSE(blocks.signable());
    CHECK(blocks.signable(std::vector<std::string>{"vault.relative_lock"}));
    const auto said = [](const vault::SpendReview& review) { return review.findings.front().message; };
    CHECK(said(blocks).ends_with("It waits for 1008 blocks (about 7 days)."));
    CHECK(said(withSequence((1U << 22U) | 2)).ends_with("It waits for 1024 seconds."));
    CHECK(withSequence(1).has(FindingCode::relativeLock));
}

TEST_CASE("a sequence number without a relative lock is not asked about") {
    for (const std::uint32_t sequence : {0xffffffffU, 0xfffffffeU, 0xfffffffdU, 0x80000001U, 0U, 1U << 22U})
        CHECK_FALSE(withSequence(sequence).has(FindingCode::relativeLock));
    CHECK_FALSE(withSequence(1'008, 1).has(FindingCode::relativeLock)); // BIP68: from version 2 on
}
