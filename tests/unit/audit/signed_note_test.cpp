#include "audit/signed_note.h"

#include "fakes/counting_random.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::audit;

namespace {

const std::string NAME = "strongroom/x/console";

crypto::Ed25519KeyPair keyPair(std::uint64_t seed = 1) {
    test::CountingRandom random(seed);
    return crypto::Ed25519KeyPair::generate(random);
}

std::string note(const std::string& text = "one\n\ntwo\n") {
    SignedNote signedNote{text, {}};
    signedNote.sign(NAME, keyPair());
    return signedNote.toText();
}

Error refusal(const std::string& text) {
    const auto parsed = SignedNote::parse(text);
    REQUIRE_FALSE(parsed);
    return parsed.error();
}

} // namespace

TEST_CASE("a signed note is read back and verifies, with an empty line in its text") {
    const auto parsed = SignedNote::parse(note());
    REQUIRE(parsed);
    CHECK(parsed->text == "one\n\ntwo\n");
    CHECK(parsed->toText() == note());
    CHECK(parsed->isSignedBy(NAME, keyPair().publicKey()));
    CHECK_FALSE(parsed->isSignedBy("other", keyPair().publicKey()));
    CHECK_FALSE(parsed->isSignedBy(NAME, keyPair(2).publicKey()));
}

TEST_CASE("a note with another text does not verify") {
    auto parsed = SignedNote::parse(note());
    REQUIRE(parsed);
    parsed->text = "one\n\ntwo!\n";
    CHECK_FALSE(parsed->isSignedBy(NAME, keyPair().publicKey()));
}

TEST_CASE("every flipped bit of a note is refused or makes it unsigned") {
    const std::string good = note();
    for (std::size_t i = 0; i < good.size(); ++i) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 0x01);
        const auto parsed = SignedNote::parse(bad);
        CHECK_FALSE((parsed && parsed->isSignedBy(NAME, keyPair().publicKey())));
    }
}

TEST_CASE("notes of another form are refused") {
    CHECK(refusal("") == Error::noteMalformed);
    CHECK(refusal("text without signatures\n") == Error::noteMalformed);
    CHECK(refusal("text\n\n") == Error::noteMalformed);
    const std::string line = note().substr(note().find("\xe2\x80\x94"));
    CHECK(SignedNote::parse("text\n\n" + line));
    CHECK(refusal("text\n\n" + line.substr(0, line.size() - 1)) ==
          Error::noteMalformed);                                           // no newline at the end
    CHECK(refusal("text\n\n- " + line.substr(4)) == Error::noteMalformed); // a plain dash
    CHECK(refusal("te\txt\n\n" + line) == Error::noteMalformed);
    CHECK(refusal("text\n\n" + line + "trailing\n") == Error::noteMalformed);
    CHECK(refusal("text\n\n\xe2\x80\x94 name AAAA\n") == Error::noteMalformed); // shorter than a key id
    std::string many = "text\n\n";
    for (std::size_t i = 0; i <= MAX_NOTE_SIGNATURES; ++i)
        many += line;
    CHECK(refusal(many) == Error::noteMalformed);
    CHECK(refusal(std::string(MAX_NOTE, 'x') + "\n\n" + line) == Error::noteMalformed);
}

TEST_CASE("a verifier key is read as written, with the right key id only") {
    const std::string text = noteVerifierKey(NAME, keyPair().publicKey());
    const auto parsed = parseNoteVerifierKey(text);
    REQUIRE(parsed);
    CHECK(parsed->name == NAME);
    CHECK(parsed->key == keyPair().publicKey());
    std::string wrong = text;
    const std::size_t id = NAME.size() + 1;
    wrong[id] = wrong[id] == '0' ? '1' : '0';
    CHECK(parseNoteVerifierKey(wrong).error() == Error::noteMalformed);
    CHECK(parseNoteVerifierKey("name+00").error() == Error::noteMalformed);
    CHECK(parseNoteVerifierKey("").error() == Error::noteMalformed);
}

TEST_CASE("a verifier key with a name that no note could carry, or without a whole key, is refused") {
    const crypto::Ed25519PublicKey key = keyPair().publicKey();
    CHECK(parseNoteVerifierKey(noteVerifierKey("two words", key)).error() == Error::noteMalformed);
    CHECK(parseNoteVerifierKey(noteVerifierKey("", key)).error() == Error::noteMalformed);
    const std::string good = noteVerifierKey(NAME, key);
    const std::string head = good.substr(0, good.rfind('+', NAME.size() + 9) + 1);
    CHECK(parseNoteVerifierKey(head).error() == Error::noteMalformed);
    CHECK(parseNoteVerifierKey(head + "AQ==").error() == Error::noteMalformed); // the algorithm alone
    CHECK(parseNoteVerifierKey(head + "no base64").error() == Error::noteMalformed);
}
