// Examples of the C2SP specifications signed-note, tlog-checkpoint and tlog-cosignature.
#include "audit/signed_note.h"

#include "audit/checkpoint.h"
#include "support/vectors.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace strongroom;
using namespace strongroom::audit;

TEST_CASE("the notes of C2SP are read and written back the same; those with a key verify") {
    const auto text = test::readVectors("merkle/c2sp_signed_note.json");
    if (!text)
        return;
    const auto document = nlohmann::json::parse(*text);
    int verified = 0;
    for (const auto& vector : document["cases"]) {
        CAPTURE(vector["id"].get<std::string>());
        const auto note = SignedNote::parse(vector["note"].get<std::string>());
        REQUIRE(note);
        CHECK(note->toText() == vector["note"].get<std::string>());
        if (vector.contains("vkey")) {
            const auto verifier = parseNoteVerifierKey(vector["vkey"].get<std::string>());
            REQUIRE(verifier);
            CHECK(note->isSignedBy(verifier->name, verifier->key));
            ++verified;
        }
        if (vector["id"].get<std::string>().starts_with("tlog")) {
            const auto checkpoint = Checkpoint::parseText(note->text);
            REQUIRE(checkpoint);
            CHECK(checkpoint->size == 20'852'163);
            CHECK(checkpoint->text() == note->text);
        }
    }
    CHECK(verified > 0);
}
