// BIP85 is not in the program, but its vectors are hardened BIP32 paths with an HMAC over the key at their
// end, which are: every derivation is judged, and what the BIP makes of the entropy is not.
#include "crypto/hash.h"
#include "keys/extended_private_key.h"

#include "fakes/counting_random.h"
#include "support/hex.h"
#include "support/secret_text.h"
#include "support/vectors.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <string>

using namespace strongroom;
using namespace strongroom::keys;
using nlohmann::json;

TEST_CASE("BIP85's paths lead to its keys, and its HMAC over them to its entropy") {
    const auto text = test::readVectors("bips/bip85.json");
    if (!text)
        return;
    test::CountingRandom random;
    const crypto::SecretKeyContext context(random);
    int keys = 0;
    int entropies = 0;
    const json document = json::parse(*text);
    for (const json& row : document["cases"]) {
        const auto path = bitcoin::DerivationPath::parse(row["path"].get<std::string>()).value();
        CAPTURE(path.text());
        const auto root =
            ExtendedPrivateKey::parse(test::secretText(row["root"].get<std::string>()), context).value();
        const auto key = root.derive(path.steps(), context).value();
        if (row.contains("DERIVED KEY")) {
            CHECK(base::toHex(key.key().span()) == row["DERIVED KEY"].get<std::string>());
            ++keys;
        }
        // The BIP cuts the entropy to what is made of it; its private keys come from the second half (XPRV).
        const auto entropy =
            crypto::hmacSha512(base::asBytes(std::string_view("bip-entropy-from-k")), key.key().span());
        const std::string whole = base::toHex(entropy.span());
        const auto wanted = row["DERIVED ENTROPY"].get<std::string>();
        CHECK((whole.starts_with(wanted) || whole.ends_with(wanted)));
        ++entropies;
    }
    CHECK(keys == 3);
    CHECK(entropies == 15);
}
