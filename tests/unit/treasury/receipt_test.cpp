#include "treasury/receipt.h"

#include "subject.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::treasury;

namespace {

const bitcoin::Fingerprint& coldFingerprint() {
    return test::coldVault().accounts[0].origin.fingerprint;
}

/// A spend of the cold vault that its first key has signed.
const psbt::Psbt& signedByFirst() {
    static const psbt::Psbt psbt = [] {
        psbt::Psbt result = test::spendOf(test::coldVault().vault).psbt;
        REQUIRE(test::signAll(result, test::coldVault(), 1));
        return result;
    }();
    return psbt;
}

const crypto::Hash256 INTENT = crypto::sha256(base::asBytes("intent"));

Receipt receiptOf(const psbt::Psbt& psbt) {
    return {INTENT,
            psbt.tx.txid(),
            coldFingerprint(),
            signaturesHash(psbt, coldFingerprint()),
            1,
            test::NOW,
            "station-a",
            test::deviceKey("station-a", 0).publicKey(),
            "strongroom/checkpoint\n"};
}

crypto::SignedObject signedReceipt(const Receipt& receipt, const std::string& signer = "station-a") {
    return test::sign(toUnsigned(receipt, test::foundedState().treasuryText()), {signer});
}

std::optional<Error> refusal(const crypto::SignedObject& object, const psbt::Psbt& psbt = signedByFirst(),
                             const authority::AuthorityState& state = test::foundedState()) {
    const auto verified = verifyReceipt(object, psbt, INTENT, state);
    return verified ? std::nullopt : std::optional(verified.error());
}

std::optional<Error> refusalWith(const std::string& field, base::Json value) {
    crypto::Unsigned object = toUnsigned(receiptOf(signedByFirst()), test::foundedState().treasuryText());
    object.body.object()->insert_or_assign(field, std::move(value));
    return refusal(test::sign(object, {"station-a"}));
}

} // namespace

TEST_CASE("a station's receipt survives its signed form and fits the signatures it speaks of") {
    const Receipt receipt = receiptOf(signedByFirst());
    const auto verified =
        verifyReceipt(signedReceipt(receipt), signedByFirst(), INTENT, test::foundedState());
    REQUIRE(verified);
    CHECK(*verified == receipt);
}

TEST_CASE("a receipt for other signatures than those that came is refused") {
    psbt::Psbt unsignedSpend = signedByFirst();
    for (psbt::PsbtInput& input : unsignedSpend.inputs)
        input.partialSigs.clear();
    CHECK(refusal(signedReceipt(receiptOf(unsignedSpend))) == Error::receiptMismatch);
    CHECK(refusal(signedReceipt(receiptOf(signedByFirst())), unsignedSpend) == Error::receiptMismatch);
    // Those of another station do not matter: each answers for its own.
    psbt::Psbt both = signedByFirst();
    REQUIRE(test::signInput(both, 0, test::coldVault().accounts[1]));
    CHECK(!refusal(signedReceipt(receiptOf(signedByFirst())), both));
}

TEST_CASE("a receipt that its log key did not sign is refused") {
    CHECK(refusal(signedReceipt(receiptOf(signedByFirst()), "station-b")) == Error::badSignature);
}

TEST_CASE("a registered log has the key that the treasury registered") {
    const authority::AuthorityState state = test::changed(
        test::foundedState(), authority::ChangeKind::logs,
        authority::recordsDocument<authority::LogRecord>({test::logRecord("station-a")}), {"anna", "ben"});
    CHECK(!refusal(signedReceipt(receiptOf(signedByFirst())), signedByFirst(), state));
    Receipt other = receiptOf(signedByFirst());
    other.logKey = test::deviceKey("station-b", 0).publicKey();
    CHECK(refusal(signedReceipt(other, "station-b"), signedByFirst(), state) == Error::unknownKey);
}

TEST_CASE("a receipt of another treasury, intent or transaction is refused") {
    Receipt receipt = receiptOf(signedByFirst());
    CHECK(refusal(test::sign(toUnsigned(receipt, std::string(64, 'a')), {"station-a"})) ==
          Error::wrongTreasury);
    receipt.intent = crypto::sha256({});
    CHECK(refusal(signedReceipt(receipt)) == Error::otherIntent);
    receipt = receiptOf(signedByFirst());
    receipt.txid = {};
    CHECK(refusal(signedReceipt(receipt)) == Error::otherTransaction);
}

TEST_CASE("a receipt has exactly one form") {
    CHECK(!refusalWith("authority_version", 1));
    CHECK(refusalWith("authority_version", 0) == Error::malformed);
    CHECK(refusalWith("at", -1) == Error::malformed);
    CHECK(refusalWith("log", "") == Error::malformed);
    CHECK(refusalWith("log", std::string(41, 'a')) == Error::malformed);
    CHECK(refusalWith("fingerprint", "00") == Error::malformed);
    CHECK(refusalWith("log_key", "00") == Error::malformed);
    CHECK(refusalWith("txid", std::string(64, 'A')) == Error::malformed);
    CHECK(refusalWith("checkpoint", std::string(1'025, 'a')) == Error::malformed);
    CHECK(refusalWith("amount", 1) == Error::malformed);
    const Receipt receipt = receiptOf(signedByFirst());
    CHECK(refusal(test::sign(toUnsigned(receipt, test::foundedState().treasuryText()),
                             {"station-a", "station-b"})) == Error::severalSignatures);
    CHECK(refusal(test::approvalBy("ben", test::draftedIntent())) == Error::wrongType);
}
