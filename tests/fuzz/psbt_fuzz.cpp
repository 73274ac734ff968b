// Oracle: what parses writes back to an equal value in one stable form; what is complete is a transaction of
// the same id; what the review would sign has proven inputs of one vault and a fee within the ceilings.
#include "base/check.h"
#include "fakes/spend_world.h"
#include "psbt/codec.h"
#include "psbt/combine.h"
#include "psbt/finalize.h"
#include "vault/review.h"

#include <algorithm>

using namespace strongroom;

namespace {

const std::vector<vault::Vault>& vaults() {
    static const std::vector<vault::Vault> all{test::wpkhVault().vault, test::multiVault().vault,
                                               test::trVault().vault};
    return all;
}

void checkReview(const psbt::Psbt& psbt) {
    const vault::ReviewLimits limits;
    const auto review = vault::reviewSpend(psbt, vaults(), {}, limits, bitcoin::Network::regtest);
    if (!review.signable())
        return;
    STRONGROOM_CHECK(review.sourceVault.has_value() && !review.inputs.empty() && !review.outputs.empty());
    for (const vault::ReviewedInput& input : review.inputs)
        STRONGROOM_CHECK(input.amountProven && input.own && input.own->vault == review.sourceVault);
    STRONGROOM_CHECK(policy::deriveFee(review.facts).proven() <= limits.maxFee);
    STRONGROOM_CHECK(policy::deriveFeeRate(review.facts).proven() <= limits.maxFeeRate);
    STRONGROOM_CHECK(policy::deriveOutflow(review.facts).isProven());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto parsed = psbt::parsePsbtText(base::ByteSpan(data, size));
    if (!parsed)
        return 0;
    const base::Bytes written = psbt::serialize(*parsed);
    const auto again = psbt::parsePsbt(written);
    STRONGROOM_CHECK(again.has_value() && *again == *parsed);
    STRONGROOM_CHECK(psbt::serialize(*again) == written);
    if (const auto combined = psbt::combine(*parsed, *again))
        STRONGROOM_CHECK(*combined == *parsed);
    if (const auto finalized = psbt::finalize(*parsed)) {
        STRONGROOM_CHECK(psbt::parsePsbt(psbt::serialize(finalized->psbt)).has_value());
        if (finalized->complete())
            STRONGROOM_CHECK(finalized->tx->txid() == parsed->tx.txid());
    }
    checkReview(*parsed);
    return 0;
}
