// Signed messages (BIP322). Oracle: a proof that parses writes back to an equal proof; a verdict has a reason
// exactly when it is not valid; what holds for a keyed address holds for no other message; and a script that
// is satisfied is not satisfied by more than it asks for (CLEANSTACK).
//
// The first byte chooses the address: 0 and 1 are those of BIP322's vectors, any other the p2wsh of whatever
// the witness ends in, so that the evaluator runs what the fuzzer makes. The rest is the text of the proof.
#include "base/check.h"
#include "base/text_encoding.h"
#include "bitcoin/script.h"
#include "psbt/message_verify.h"

#include <string>
#include <string_view>

using namespace strongroom;
using bitcoin::SpendVerdict;
using psbt::ProofFormat;

namespace {

/// What the vectors' two addresses signed.
std::string_view wordsFor(std::uint8_t choice) {
    return choice == 1 ? "No prefix fallback" : "Hello World";
}

std::string encodeAgain(const psbt::DecodedProof& proof) {
    switch (proof.format) {
    case ProofFormat::simple:
        return psbt::encodeSimple(proof.witness);
    case ProofFormat::full:
        return psbt::encodeFull(*proof.signedToSign);
    case ProofFormat::proofOfFunds:
        return psbt::encodeProofOfFunds(*proof.psbt);
    }
    base::checkFailed("ProofFormat");
}

base::Bytes scriptFor(std::uint8_t choice, const psbt::DecodedProof& proof) {
    constexpr std::string_view KEY_HASH = "00142b05d564e6a7a33c087f16e0f730d1440123799d";
    constexpr std::string_view TAPROOT =
        "5120841e2b917f27a9d75f7a32af76369f98991642081a4bd326f901fed20a673a33";
    if (choice <= 1)
        return base::fromHex(choice == 0 ? KEY_HASH : TAPROOT).value();
    return bitcoin::p2wshScript(proof.witness.empty() ? base::Bytes() : proof.witness.back());
}

void checkKeyed(base::ByteSpan script, std::string_view text) {
    const auto other = psbt::verifyMessage(script, base::asBytes("other words"), text);
    STRONGROOM_CHECK(other.has_value() && other->verdict != SpendVerdict::valid);
}

void checkClean(base::ByteSpan script, psbt::DecodedProof proof) {
    proof.witness.insert(proof.witness.begin(), base::Bytes{1});
    const auto more =
        psbt::verifyMessage(script, base::asBytes(wordsFor(2)), psbt::encodeSimple(proof.witness));
    STRONGROOM_CHECK(more.has_value() && more->verdict != SpendVerdict::valid);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto decoded = psbt::decodeProof(text);
    if (!decoded)
        return 0;
    const std::string written = encodeAgain(*decoded);
    const auto again = psbt::decodeProof(written);
    STRONGROOM_CHECK(again.has_value() && again->format == decoded->format &&
                     again->witness == decoded->witness && again->signedToSign == decoded->signedToSign &&
                     again->psbt == decoded->psbt && encodeAgain(*again) == written);
    const base::Bytes script = scriptFor(data[0], *decoded);
    const auto verdict = psbt::verifyMessage(script, base::asBytes(wordsFor(data[0])), text);
    STRONGROOM_CHECK(verdict.has_value());
    STRONGROOM_CHECK((verdict->verdict == SpendVerdict::valid) == !verdict->reason.has_value());
    if (verdict->verdict != SpendVerdict::valid)
        return 0;
    if (data[0] <= 1)
        checkKeyed(script, text);
    else if (decoded->format == ProofFormat::simple)
        checkClean(script, *decoded);
    return 0;
}
