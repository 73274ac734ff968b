#include "descriptor/descriptor.h"

#include "examples.h"
#include "support/hex.h"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

using namespace strongroom;
using namespace strongroom::descriptor;
using namespace strongroom::test;
using bitcoin::Network;

namespace {

Descriptor parsed(const std::string& text, Network network = Network::main) {
    auto descriptor = Descriptor::parse(text, network);
    REQUIRE_MESSAGE(descriptor, text);
    return std::move(descriptor).value();
}

/// Signatures that a test hands out, by public key.
class GivenSignatures final : public SignatureSource {
public:
    void add(const crypto::PublicKey& key, Bytes signature) { m_ecdsa[key] = std::move(signature); }
    void setSchnorr(Bytes signature) { m_schnorr = std::move(signature); }

    [[nodiscard]] std::optional<Bytes> ecdsaSignature(const crypto::PublicKey& key) const override {
        const auto found = m_ecdsa.find(key);
        return found == m_ecdsa.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::optional<Bytes> schnorrSignature(const crypto::XOnlyPublicKey&) const override {
        return m_schnorr;
    }

private:
    std::map<crypto::PublicKey, Bytes> m_ecdsa;
    std::optional<Bytes> m_schnorr;
};

std::int64_t witnessWeight(const std::vector<Bytes>& witness) {
    std::int64_t weight = 1;
    for (const Bytes& item : witness)
        weight += static_cast<std::int64_t>(item.size()) + (item.size() < 0xfd ? 1 : 3);
    return weight;
}

} // namespace

TEST_CASE("the text of a descriptor is canonical, checksummed and reads back to the same descriptor") {
    for (const std::string& text : {"wpkh(" + KEY_A + ")", "wpkh([d34db33f/84h/0h/0h]" + XPUB_A + "/<0;1>/*)",
                                    "tr(" + KEY_A.substr(2) + ")", "tr(" + XPUB_A + "/0/*)",
                                    "wsh(multi(1," + KEY_A + "))", TWO_OF_THREE}) {
        const Descriptor descriptor = parsed(text);
        CHECK(descriptor.textWithoutChecksum() == text);
        const auto again = Descriptor::parse(descriptor.text(), Network::main, ChecksumRule::required);
        REQUIRE(again);
        CHECK(*again == descriptor);
        CHECK(again->id() == descriptor.id());
    }
    CHECK(parsed("wpkh([D34DB33F/84'/0'/0']" + XPUB_A + "/<0;1>/*)") ==
          parsed("wpkh([d34db33f/84h/0h/0h]" + XPUB_A + "/<0;1>/*)"));
}

TEST_CASE("a descriptor says what it is") {
    const Descriptor cold = parsed(TWO_OF_THREE);
    CHECK(cold.scriptType() == DescriptorType::wshSortedMulti);
    CHECK(cold.threshold() == 2);
    CHECK(cold.keys().size() == 3);
    CHECK(cold.isRanged());
    CHECK(cold.isMultipath());
    CHECK(cold.branchCount() == 2);
    const Descriptor single = parsed("tr(" + KEY_A + ")");
    CHECK(single.scriptType() == DescriptorType::trKey);
    CHECK(single.threshold() == 1);
    CHECK_FALSE(single.isRanged());
    CHECK_FALSE(single.isMultipath());
    CHECK(single.branchCount() == 1);
}

TEST_CASE("threshold, order, sorting, function and any key change the identity") {
    const std::string keys = KEY_A + "," + KEY_B;
    std::set<DescriptorId> ids;
    for (const std::string& text :
         {"wsh(multi(1," + keys + "))", "wsh(multi(2," + keys + "))", "wsh(sortedmulti(2," + keys + "))",
          "wsh(multi(2," + KEY_B + "," + KEY_A + "))", "wsh(sortedmulti(2," + KEY_B + "," + KEY_A + "))",
          "wsh(multi(2," + KEY_A + "," + KEY_C + "))", "wpkh(" + KEY_A + ")", "tr(" + KEY_A + ")"})
        CHECK(ids.insert(parsed(text).id()).second);
}

TEST_CASE("two descriptors that share a checksum share nothing else (A35)") {
    // Found in seconds: forty bits are no commitment.
    const Descriptor one = parsed("wpkh(" + XPUB_A + "/1326404774/1652711404/<0;1>/*)");
    const Descriptor other = parsed("wpkh(" + XPUB_B + "/1634344148/1604560883/<0;1>/*)");
    CHECK(one.checksum() == "7pqunwnz");
    CHECK(other.checksum() == one.checksum());
    CHECK(other.id() != one.id());
    CHECK_FALSE(other == one);
}

TEST_CASE("every derived key names the path on which its child is found") {
    const Descriptor descriptor = parsed(TWO_OF_THREE);
    for (const std::size_t branch : {0U, 1U}) {
        const auto script = descriptor.derive(branch, 7);
        REQUIRE(script);
        CHECK(script->keys.size() == 3);
        for (const DerivedKey& key : script->keys) {
            const KeyExpression& expression = descriptor.keys()[key.keyIndex];
            CHECK(key.fingerprint == expression.fingerprint());
            CHECK(key.path.text() == "m/48h/0h/0h/2h/" + std::to_string(branch) + "/7");
            const auto child = expression.extended->derive(
                std::vector<std::uint32_t>{static_cast<std::uint32_t>(branch), 7});
            CHECK(key.key == child->publicKey());
        }
        CHECK(bitcoin::p2wshScript(script->witnessScript) == script->scriptPubKey);
        CHECK(bitcoin::matchMultisig(script->witnessScript)->threshold == 2);
    }
}

TEST_CASE("no two branches or indices share a script") {
    const Descriptor descriptor = parsed(TWO_OF_THREE);
    std::set<Bytes> scripts;
    for (const std::size_t branch : {0U, 1U}) {
        for (std::uint32_t index = 0; index < 20; ++index)
            CHECK(scripts.insert(descriptor.derive(branch, index)->scriptPubKey).second);
    }
}

TEST_CASE("sorted keys give one script whatever their order, unsorted ones do not") {
    const auto script = [](const std::string& text) { return parsed(text).derive(0, 0)->scriptPubKey; };
    const std::string ab = KEY_A + "," + KEY_B + "))";
    const std::string ba = KEY_B + "," + KEY_A + "))";
    CHECK(script("wsh(sortedmulti(1," + ab) == script("wsh(sortedmulti(1," + ba));
    CHECK(script("wsh(multi(1," + ab) != script("wsh(multi(1," + ba));
    CHECK(script("wsh(multi(1," + ab) != script("wsh(multi(2," + ab));
}

TEST_CASE("a taproot descriptor gives internal and output key") {
    const auto script = parsed("tr(" + KEY_A.substr(2) + ")").derive(0, 0);
    REQUIRE(script);
    CHECK(base::toHex(script->internalKey->span()) == KEY_A.substr(2));
    CHECK(script->scriptPubKey ==
          hex("512077aab6e066f8a7419c5ab714c12c67d25007ed55a43cadcacb4d7a970a093f11"));
    CHECK(bitcoin::p2trScript(*script->outputKey) == script->scriptPubKey);
}

TEST_CASE("a branch, an index or a range that is not there is an error") {
    const Descriptor ranged = parsed(TWO_OF_THREE);
    CHECK(ranged.derive(2, 0).error() == Error::noSuchBranch);
    CHECK(ranged.derive(0, Descriptor::MAX_INDEX));
    CHECK(ranged.derive(0, Descriptor::MAX_INDEX + 1).error() == Error::indexRange);
    CHECK(ranged.derive(1, 0xffffffff).error() == Error::indexRange);
    const Descriptor fixed = parsed("wpkh(" + XPUB_A + "/0/1)");
    CHECK(fixed.derive(0, 0));
    CHECK(fixed.derive(0, 1).error() == Error::notRanged);
    CHECK(fixed.derive(1, 0).error() == Error::noSuchBranch);
}

TEST_CASE(
    "a witness takes exactly the threshold's signatures in script order, and nothing while one is missing") {
    const Descriptor descriptor = parsed(TWO_OF_THREE);
    const auto script = descriptor.derive(0, 3);
    GivenSignatures signatures;
    CHECK_FALSE(descriptor.satisfy(*script, signatures));
    signatures.add(script->keys[2].key, {3});
    CHECK_FALSE(descriptor.satisfy(*script, signatures));
    signatures.add(parsed(TWO_OF_THREE).derive(0, 4)->keys[0].key, {9}); // another script's key
    CHECK_FALSE(descriptor.satisfy(*script, signatures));
    signatures.add(script->keys[0].key, {1});
    CHECK(descriptor.satisfy(*script, signatures)->witness ==
          std::vector<Bytes>{{}, {1}, {3}, script->witnessScript});
    signatures.add(script->keys[1].key, {2}); // one too many: the first two stand
    CHECK(descriptor.satisfy(*script, signatures)->witness ==
          std::vector<Bytes>{{}, {1}, {2}, script->witnessScript});
}

TEST_CASE("single-key witnesses are the signature, with the key where the script only has its hash") {
    GivenSignatures signatures;
    const Descriptor wpkh = parsed("wpkh(" + KEY_A + ")");
    const Descriptor tr = parsed("tr(" + KEY_A + ")");
    const auto wpkhScript = wpkh.derive(0, 0);
    const auto trScript = tr.derive(0, 0);
    CHECK_FALSE(wpkh.satisfy(*wpkhScript, signatures));
    CHECK_FALSE(tr.satisfy(*trScript, signatures));
    signatures.add(wpkhScript->keys[0].key, {7});
    CHECK_FALSE(tr.satisfy(*trScript, signatures));
    signatures.setSchnorr({8});
    CHECK(wpkh.satisfy(*wpkhScript, signatures)->witness == std::vector<Bytes>{{7}, hex(KEY_A)});
    CHECK(tr.satisfy(*trScript, signatures)->witness == std::vector<Bytes>{{8}});
}

TEST_CASE("the weight of an input is that of its largest witness") {
    const Bytes largestEcdsa(72, 1);
    const Bytes largestSchnorr(65, 1);
    std::string twenty = "wsh(multi(17";
    for (std::uint32_t i = 0; i < 20; ++i)
        twenty += "," + bitcoin::ExtendedPubKey::parse(XPUB_A)->derive(i)->text() + "/*";
    for (const std::string& text : {"wpkh(" + KEY_A + ")", "tr(" + KEY_A + ")", "wsh(multi(1," + KEY_A + "))",
                                    TWO_OF_THREE, twenty + "))"}) {
        const Descriptor descriptor = parsed(text);
        const auto script = descriptor.derive(0, 0);
        REQUIRE(script);
        GivenSignatures signatures;
        signatures.setSchnorr(largestSchnorr);
        for (const DerivedKey& key : script->keys)
            signatures.add(key.key, largestEcdsa);
        const auto witness = descriptor.satisfy(*script, signatures);
        REQUIRE(witness);
        CHECK(descriptor.maxInputWeight() == 4 * 41 + witnessWeight(witness->witness));
    }
    CHECK(parsed("wpkh(" + KEY_A + ")").maxInputWeight() == 272);
}

TEST_CASE("keys without a multipath are the same in every branch") {
    const Descriptor descriptor = parsed("wsh(multi(2," + XPUB_A + "/<0;1>/*," + XPUB_B + "/5/*))");
    CHECK(descriptor.branchCount() == 2);
    CHECK(descriptor.derive(0, 3)->keys[1].key == descriptor.derive(1, 3)->keys[1].key);
    CHECK(descriptor.derive(0, 3)->keys[0].key != descriptor.derive(1, 3)->keys[0].key);
}
