#include "psbt/message_sign.h"

#include "base/text_encoding.h"
#include "fakes/spend_world.h"
#include "psbt/codec.h"
#include "vault/message_draft.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::psbt;

namespace {

constexpr std::string_view WORDS = "These are ours.";

Psbt messageOfHot() {
    vault::MessageRequest request;
    request.message = base::toBytes(base::asBytes(WORDS));
    return vault::draftMessage(test::wpkhVault().vault, request)->psbt;
}

std::string refusal(const Psbt& psbt, std::optional<ProofFormat> format = std::nullopt) {
    const auto progress = finishProof(psbt, format);
    return progress ? "" : progress.error().code;
}

} // namespace

TEST_CASE("a message's PSBT says its words and who signs, also after a journey") {
    const Psbt psbt = messageOfHot();
    const auto read = readMessagePsbt(parsePsbt(serialize(psbt)).value());
    REQUIRE(read);
    CHECK(std::ranges::equal(read->message, base::asBytes(WORDS)));
    CHECK(read->scriptPubKey == test::wpkhVault().vault.descriptor.derive(0, 0)->scriptPubKey);
}

TEST_CASE("what is no message's PSBT is not finished as one (A104)") {
    CHECK(refusal(messageOfHot()) == "");

    Psbt silent = messageOfHot();
    silent.unknown.clear();
    CHECK(refusal(silent) == "message.not_a_proof");

    Psbt others = messageOfHot();
    setMessage(others, base::asBytes("These are yours."));
    CHECK(refusal(others) == "message.other_message");

    Psbt paying = messageOfHot();
    paying.tx.outputs.front().amount = base::Amount::sat(1);
    CHECK(refusal(paying) == "message.not_a_proof");
    paying = messageOfHot();
    paying.tx.outputs.front().scriptPubKey = test::payeeScript();
    CHECK(refusal(paying) == "message.not_a_proof");

    Psbt valued = messageOfHot();
    valued.inputs.front().nonWitnessUtxo.reset();
    valued.inputs.front().witnessUtxo->amount = base::Amount::sat(1);
    CHECK(refusal(valued) == "message.not_a_proof");

    Psbt unsaid = messageOfHot();
    unsaid.inputs.front().nonWitnessUtxo.reset();
    unsaid.inputs.front().witnessUtxo.reset();
    CHECK(refusal(unsaid) == "message.not_a_proof");

    Psbt misleading = messageOfHot();
    setMessage(misleading, base::asBytes("\x1b[2J"));
    CHECK(refusal(misleading) == "message.not_text");
    CHECK(refusal(fromUnsigned(bitcoin::Transaction{})) == "message.not_a_proof");
}

TEST_CASE("a signature that does not verify is in no proof") {
    const test::TestVault hot = test::wpkhVault();
    Psbt psbt = messageOfHot();
    REQUIRE(test::signInput(psbt, 0, hot.accounts.front()));
    CHECK(finishProof(psbt)->signature.has_value());
    psbt.inputs.front().partialSigs.begin()->second[10] ^= 1;
    CHECK(refusal(psbt) == "psbt.signature_invalid");
}

TEST_CASE("the form of a proof is the narrowest that says everything") {
    const Psbt psbt = messageOfHot();
    const auto script = readMessagePsbt(psbt)->scriptPubKey;
    CHECK(formatFor(psbt.tx, script, {}) == ProofFormat::simple);
    bitcoin::Transaction locked = psbt.tx;
    locked.version = 2;
    CHECK(formatFor(locked, script, {}) == ProofFormat::full);
    bitcoin::Transaction funds = psbt.tx;
    funds.inputs.push_back(funds.inputs.front());
    CHECK(formatFor(funds, script, {}) == ProofFormat::proofOfFunds);
    const base::Bytes p2sh = *base::fromHex("a914" + std::string(40, '1') + "87");
    CHECK(formatFor(psbt.tx, p2sh, {}) == ProofFormat::full);
    CHECK(formatFor(psbt.tx, p2sh, script) == ProofFormat::simple);
    CHECK(refusal(psbt, ProofFormat::proofOfFunds) == "message.no_coins");
}
