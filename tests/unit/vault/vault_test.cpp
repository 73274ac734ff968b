#include "fakes/spend_world.h"
#include "vault/vault.h"

#include <doctest/doctest.h>

using namespace strongroom;
using vault::Error;

namespace {

/// A point whose private key nobody has (BIP341).
const std::string NOBODY = "50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0";

std::optional<Error> errorOf(const vault::Vault& vault, const std::vector<vault::Vault>& others = {}) {
    const auto result = vault::checkRegistration(vault, others);
    return result ? std::nullopt : std::optional(result.error());
}

} // namespace

TEST_CASE("ranged descriptors with a receive and a change branch can be registered") {
    for (const auto& vault : {test::wpkhVault(), test::multiVault(), test::trVault()})
        CHECK(errorOf(vault.vault) == std::nullopt);
    CHECK(errorOf(test::wpkhVault().vault, {test::multiVault().vault}) == std::nullopt);
}

TEST_CASE("a vault's name is short plain text") {
    vault::Vault vault = test::wpkhVault().vault;
    for (const std::string& name : {std::string(), std::string(65, 'a'), std::string("two\nlines"),
                                    std::string(" hot"), std::string("hot "),
                                    std::string("a\xe2\x80\xae"
                                                "b"),
                                    std::string("\xff")}) {
        vault.name = name;
        CHECK(errorOf(vault) == Error::badName);
    }
    vault.name = std::string(64, 'a');
    CHECK(errorOf(vault) == std::nullopt);
}

TEST_CASE("two vaults do not share a name or a descriptor") {
    vault::Vault other = test::multiVault().vault;
    other.name = test::wpkhVault().vault.name;
    CHECK(errorOf(other, {test::wpkhVault().vault}) == Error::nameTaken);
    vault::Vault again = test::wpkhVault().vault;
    again.name = "another name";
    CHECK(errorOf(again, {test::wpkhVault().vault}) == Error::alreadyRegistered);
}

TEST_CASE("a vault is registered on the network of its descriptor, keys and paths only") {
    vault::Vault vault = test::wpkhVault().vault;
    vault.network = bitcoin::Network::main;
    CHECK(errorOf(vault) == Error::descriptorOfOtherNetwork);
    const auto mainPath = test::makeAccount("hot", "m/84h/0h/0h");
    CHECK(errorOf(test::vaultOf("hot", "wpkh(" + mainPath.text() + "/<0;1>/*)")) ==
          Error::coinTypeOfOtherNetwork);
}

TEST_CASE("a vault is of a kind that the program signs for, and counts no private key twice") {
    const std::string a = test::makeAccount("hot", "m/84h/1h/0h").text();
    for (const std::string& text :
         {"pkh(" + a + "/<0;1>/*)", "sh(multi(1," + a + "/<0;1>/*))", "rawtr(" + a + "/<0;1>/*)",
          "combo(" + a + "/<0;1>/*)", "wsh(and_v(v:pk(" + a + "/<0;1>/*),pk(" + a + "/<2;3>/*)))"})
        CHECK(errorOf(test::vaultOf("hot", text)) == Error::descriptorNotForVaults);
}

TEST_CASE("a vault takes no coins that need more than its keys to go out again") {
    const std::string a = test::makeAccount("hot", "m/84h/1h/0h").text() + "/<0;1>/*";
    const std::string b = test::makeAccount("cold", "m/84h/1h/0h").text() + "/<0;1>/*";
    const std::string secret = "sha256(" + std::string(64, '5') + ")";
    for (const std::string& text :
         {"wsh(and_v(v:pk(" + a + ")," + secret + "))", "wsh(andor(pk(" + a + ")," + secret + ",0))",
          "tr(" + NOBODY + ",and_v(v:pk(" + a + ")," + secret + "))"})
        CHECK_MESSAGE(errorOf(test::vaultOf("hot", text)) == Error::descriptorNotForVaults, text);
    for (const std::string& text : {"wsh(or_d(pk(" + a + "),and_v(v:pk(" + b + ")," + secret + ")))",
                                    "tr(" + a + ",and_v(v:pk(" + b + ")," + secret + "))"})
        CHECK_MESSAGE(errorOf(test::vaultOf("hot", text)) == std::nullopt, text);
}

TEST_CASE("scripts that are malleable, need no signature or mix heights and times are no vaults") {
    const std::string key = test::makeAccount("hot", "m/84h/1h/0h").text() + "/<0;1>/*";
    const auto fault = [&](const std::string& script) {
        const auto parsed = descriptor::Descriptor::parse("wsh(" + script + ")", bitcoin::Network::regtest);
        return parsed ? std::nullopt : std::optional(parsed.error());
    };
    const std::string sha = "sha256(" + std::string(64, '1') + ")";
    CHECK(fault("thresh(2,pk(" + key + "),s:" + sha + ",a:" + sha + ")") ==
          descriptor::Error::miniscriptMalleable);
    CHECK(fault("or_i(older(1),pk(" + key + "))") == descriptor::Error::miniscriptUnsigned);
    CHECK(fault("and_v(v:pk(" + key + "),and_v(v:older(100),older(4194305)))") ==
          descriptor::Error::miniscriptTimelockMix);
    CHECK(errorOf(test::vaultOf("hot", "wsh(and_v(v:pk(" + key + "),older(65536)))")) ==
          Error::descriptorNotForVaults);
    const std::string other = test::makeAccount("cold", "m/84h/1h/0h").text() + "/<0;1>/*";
    CHECK(errorOf(test::vaultOf("hot", "wsh(or_d(pk(" + key + "),and_v(v:pk(" + other +
                                           "),older(65535))))")) == Error::recoveryOnHotTier);
}

TEST_CASE("a key under the fingerprint and path of another one is refused (A29, A31)") {
    const auto multi = [](std::string_view function, const std::string& a, const std::string& b) {
        return test::vaultOf("new",
                             "wsh(" + std::string(function) + "," + a + "/<0;1>/*," + b + "/<0;1>/*))");
    };
    const auto under = [](const std::string& origin, const std::string& key) {
        return origin.substr(0, origin.find(']')) + key.substr(key.find(']'));
    };
    const test::AccountKey ownKey = test::makeAccount("own");
    const std::string own = ownKey.text();
    const std::string partner = test::makeAccount("partner").text();
    const test::AccountKey strangersKey = test::makeAccount("stranger");
    const std::string stranger = strangersKey.text();
    const std::string pasted = under(own, stranger); // the fingerprint that people look at
    vault::Vault registered = multi("sortedmulti(2", own, partner);
    registered.name = "cold";
    CHECK(errorOf(multi("sortedmulti(2", pasted, partner), {registered}) == Error::originOfOtherKey);
    CHECK(errorOf(multi("sortedmulti(2", own, pasted)) == Error::originOfOtherKey);
    // One key may serve in several vaults, and other masters have keys on the same path.
    CHECK(errorOf(multi("multi(1", own, partner), {registered}) == std::nullopt);
    CHECK(errorOf(multi("sortedmulti(2", own, stranger), {registered}) == std::nullopt);
    // Another chain code makes other children of the same key.
    const auto otherChildren =
        bitcoin::ExtendedPubKey::fromFields({.network = ownKey.xpub.network(),
                                             .depth = ownKey.xpub.depth(),
                                             .parent = ownKey.xpub.parentFingerprint(),
                                             .childNumber = ownKey.xpub.childNumber(),
                                             .chainCode = strangersKey.xpub.chainCode(),
                                             .key = ownKey.xpub.publicKey()});
    REQUIRE(otherChildren);
    CHECK(errorOf(multi("sortedmulti(2", under(own, "]" + otherChildren->text()), partner), {registered}) ==
          Error::originOfOtherKey);
}

TEST_CASE("a vault has a range, and exactly two branches") {
    const std::string key = test::makeAccount("hot", "m/84h/1h/0h").text();
    CHECK(errorOf(test::vaultOf("hot", "wpkh(" + key + "/0/7)")) == Error::notRanged);
    CHECK(errorOf(test::vaultOf("hot", "wpkh(" + key + "/0/*)")) == Error::notTwoBranches);
    CHECK(errorOf(test::vaultOf("hot", "wpkh(" + key + "/<0;1;2>/*)")) == Error::notTwoBranches);
}
