// Making signed messages (BIP322), from what a signer is told. Oracle: a request that reads writes back to an
// equal one; what is drafted of it is no payment to anybody (no review lets it through), says its own words
// and script, reads back equal as a PSBT; and a PSBT that is finished gives a proof that holds.
//
// The input is the JSON of a request, or else a PSBT that claims to be a message's.
#include "base/check.h"
#include "fakes/spend_world.h"
#include "psbt/codec.h"
#include "psbt/message_verify.h"
#include "vault/message_draft.h"
#include "vault/review.h"

#include <algorithm>
#include <array>
#include <string_view>

using namespace strongroom;

namespace {

const std::vector<vault::Vault>& vaults() {
    static const std::vector<vault::Vault> s_vaults{test::wpkhVault().vault, test::multiVault().vault,
                                                    test::trVault().vault};
    return s_vaults;
}

void checkDraft(const vault::Vault& vault, const vault::MessageRequest& request) {
    const auto draft = vault::draftMessage(vault, request);
    if (!draft)
        return;
    const psbt::Psbt& psbt = draft->psbt;
    const auto again = psbt::parsePsbt(psbt::serialize(psbt));
    STRONGROOM_CHECK(again.has_value() && *again == psbt);
    const auto read = psbt::readMessagePsbt(psbt);
    STRONGROOM_CHECK(read.has_value() && read->message == request.message &&
                     read->scriptPubKey == draft->scriptPubKey);
    const auto review = vault::reviewSpend(psbt, vaults(), {}, {}, bitcoin::Network::regtest);
    STRONGROOM_CHECK(review.has(vault::FindingCode::messageProof) && !review.signable());
    STRONGROOM_CHECK(draft->review.inputs.size() == psbt.tx.inputs.size() && psbt.tx.outputs.size() == 1);
    const auto progress = psbt::finishProof(psbt, draft->format);
    STRONGROOM_CHECK(progress.has_value() && !progress->signature);
}

void checkFinished(base::ByteSpan bytes) {
    const auto psbt = psbt::parsePsbtText(bytes);
    if (!psbt)
        return;
    const auto progress = psbt::finishProof(*psbt);
    if (!progress || !progress->signature)
        return;
    const auto verdict =
        psbt::verifyMessage(progress->about.scriptPubKey, progress->about.message, *progress->signature);
    STRONGROOM_CHECK(verdict.has_value() && verdict->verdict == bitcoin::SpendVerdict::valid);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::ByteSpan bytes(data, size);
    const auto json = base::Json::parse(base::asText(bytes));
    if (!json) {
        checkFinished(bytes);
        return 0;
    }
    const auto request = vault::parseMessageRequest(*json);
    if (!request)
        return 0;
    const auto again = vault::parseMessageRequest(vault::toJson(*request));
    STRONGROOM_CHECK(again.has_value() && vault::toJson(*again) == vault::toJson(*request));
    for (const vault::Vault& vault : vaults())
        checkDraft(vault, *request);
    return 0;
}
