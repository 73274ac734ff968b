#include "psbt/message_proof.h"

#include "base/text_encoding.h"
#include "psbt/codec.h"
#include "support/coins.h"

#include <doctest/doctest.h>
#include <set>
#include <string>

using namespace strongroom;
using namespace strongroom::psbt;
using base::asBytes;
using base::Bytes;

TEST_CASE("a message is plain text, and ASCII unless somebody says otherwise (A104)") {
    CHECK(checkMessageToSign(asBytes("Line one\r\n\tline two"), Characters::ascii).has_value());
    CHECK(checkMessageToSign({}, Characters::ascii).has_value());
    const auto accented = asBytes("pay\xc3\xa9");
    CHECK(checkMessage(accented).has_value());
    CHECK(checkMessageToSign(accented, Characters::ascii).error() == MessageError::notAscii);
    CHECK(checkMessageToSign(accented, Characters::plainUtf8).has_value());
    for (const std::string_view bad : {"\xff", "a\x1b[2J",
                                       "\xe2\x80\xae"
                                       "abc",
                                       "zero\xe2\x80\x8bwidth"}) {
        CHECK(checkMessage(asBytes(bad)).error() == MessageError::notText);
        CHECK(checkMessageToSign(asBytes(bad), Characters::plainUtf8).error() == MessageError::notText);
    }
    CHECK(checkMessage(Bytes(MAX_MESSAGE_SIZE, 'a')).has_value());
    CHECK(checkMessage(Bytes(MAX_MESSAGE_SIZE + 1, 'a')).error() == MessageError::textTooLong);
}

TEST_CASE("what is signed spends nothing that exists and pays nobody") {
    const Bytes script{0x51};
    const auto challenge = toSpend(asBytes("m"), script);
    CHECK(challenge.inputs[0].prevout == bitcoin::OutPoint{bitcoin::Txid(), 0xffffffff});
    CHECK(challenge.version == 0);
    const std::vector<bitcoin::OutPoint> coins{{bitcoin::Txid(), 3}};
    const auto proof = toSign(challenge, coins, {.lockTime = 5, .sequence = 6});
    CHECK(proof.version == 2);
    CHECK(proof.inputs[0].prevout == bitcoin::OutPoint{challenge.txid(), 0});
    CHECK(proof.inputs[1].prevout == coins[0]);
    CHECK(proof.outputs == std::vector<bitcoin::TxOut>{{base::Amount(), {0x6a}}});
    CHECK(checkToSign(proof, challenge).has_value());
    CHECK(checkToSign(proof, toSpend(asBytes("n"), script)).error() == MessageError::otherMessage);
    CHECK(toSign(challenge).version == 0);
}

TEST_CASE("every form of a proof survives its text") {
    const auto challenge = toSpend(asBytes("m"), Bytes{0x51});
    const std::vector<Bytes> witness{{}, Bytes(300, 7)};
    const auto simple = decodeProof(encodeSimple(witness));
    CHECK(simple->format == ProofFormat::simple);
    CHECK(simple->witness == witness);
    const auto full = decodeProof(encodeFull(toSign(challenge)));
    CHECK(full->format == ProofFormat::full);
    CHECK(full->signedToSign == toSign(challenge));
    Psbt psbt = fromUnsigned(toSign(challenge));
    setMessage(psbt, asBytes("m"));
    const auto funds = decodeProof(encodeProofOfFunds(psbt));
    CHECK(funds->format == ProofFormat::proofOfFunds);
    CHECK(funds->psbt == psbt);
    CHECK(messageOf(*funds->psbt) == base::toBytes(asBytes("m")));
    CHECK_FALSE(messageOf(fromUnsigned(toSign(challenge))));
    for (const ProofFormat format : {ProofFormat::simple, ProofFormat::full, ProofFormat::proofOfFunds})
        CHECK(proofFormat(name(format)) == format);
    CHECK_FALSE(proofFormat("legacy"));
}

TEST_CASE("every error of messages has its own code") {
    std::set<std::string> codes;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(MessageError::badRequest); ++i) {
        const auto info = describe(static_cast<MessageError>(i));
        CHECK(info.code.starts_with("message."));
        CHECK(info.sentence.ends_with("."));
        CHECK(codes.insert(std::string(info.code)).second);
    }
}
