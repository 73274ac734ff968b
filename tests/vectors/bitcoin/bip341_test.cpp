#include "bitcoin/address.h"
#include "bitcoin/script.h"
#include "bitcoin/sighash.h"
#include "bitcoin/taproot.h"
#include "crypto/secp256k1.h"
#include "support/hex.h"
#include "support/json_vectors.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace strongroom;
using namespace strongroom::bitcoin;
using nlohmann::json;

namespace {

std::string text(const json& value) {
    return value.get<std::string>();
}

/// BIP341's nested arrays, depth first.
void addLeaves(const json& node, std::uint8_t depth, std::vector<TapLeaf>& leaves) {
    if (node.is_array()) {
        for (const json& child : node)
            addLeaves(child, static_cast<std::uint8_t>(depth + 1), leaves);
        return;
    }
    leaves.push_back({depth, node.at("leafVersion").get<std::uint8_t>(), test::hex(text(node.at("script")))});
}

struct Spend {
    Transaction transaction;
    std::vector<TxOut> prevouts;
};

Spend readSpend(const json& given) {
    Spend spend{Transaction::parse(test::hex(text(given.at("rawUnsignedTx")))).value(), {}};
    for (const json& output : given.at("utxosSpent")) {
        const auto amount = Amount::fromSatoshi(output.at("amountSats").get<std::int64_t>());
        spend.prevouts.push_back({amount.value(), test::hex(text(output.at("scriptPubKey")))});
    }
    return spend;
}

} // namespace

TEST_CASE("BIP341's output keys without script trees are computed, and its addresses read") {
    const auto vectors = test::readJsonVectors("bips/bip341_wallet-test-vectors.json");
    if (!vectors)
        return;
    std::size_t computed = 0;
    std::size_t addresses = 0;
    for (const json& item : vectors->at("scriptPubKey")) {
        const Bytes script = test::hex(text(item.at("expected").at("scriptPubKey")));
        const auto address = decodeAddress(text(item.at("expected").at("bip350Address")), Network::main);
        REQUIRE(address);
        CHECK(address->script == script);
        CHECK(encodeAddress(script, Network::main) == text(item.at("expected").at("bip350Address")));
        ++addresses;
        const auto internal =
            crypto::XOnlyPublicKey::parse(test::hex(text(item.at("given").at("internalPubkey"))));
        REQUIRE(internal);
        const auto output = taprootOutputKey(*internal);
        REQUIRE(output);
        const bool keyPathOnly = item.at("given").at("scriptTree").is_null();
        CHECK((p2trScript(*output) == script) == keyPathOnly);
        computed += keyPathOnly ? 1 : 0;
    }
    CHECK(computed == 1);
    CHECK(addresses == 7);
}

TEST_CASE("BIP341's script trees give its roots, output keys and control blocks") {
    const auto vectors = test::readJsonVectors("bips/bip341_wallet-test-vectors.json");
    if (!vectors)
        return;
    std::size_t blocks = 0;
    for (const json& item : vectors->at("scriptPubKey")) {
        if (item.at("given").at("scriptTree").is_null())
            continue;
        std::vector<TapLeaf> leaves;
        addLeaves(item.at("given").at("scriptTree"), 0, leaves);
        const auto tree = TapTree::fromLeaves(leaves);
        REQUIRE(tree);
        CHECK(base::toHex(tree->root.span()) == text(item.at("intermediary").at("merkleRoot")));
        const auto internal =
            *crypto::XOnlyPublicKey::parse(test::hex(text(item.at("given").at("internalPubkey"))));
        const auto output = taprootOutput(internal, tree->root);
        REQUIRE(output);
        CHECK(p2trScript(output->key) == test::hex(text(item.at("expected").at("scriptPubKey"))));
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            const auto leafHash = tapLeafHash(leaves[i].leafVersion, leaves[i].script);
            CHECK(base::toHex(leafHash.span()) == text(item.at("intermediary").at("leafHashes").at(i)));
            const ControlBlock block{leaves[i].leafVersion, output->parity, internal, tree->paths[i]};
            const json& expected = item.at("expected").at("scriptPathControlBlocks").at(i);
            CHECK(base::toHex(block.bytes()) == text(expected));
            CHECK(ControlBlock::parse(test::hex(text(expected)))
                      ->commits(output->key.span(), leaves[i].script));
            ++blocks;
        }
    }
    CHECK(blocks == 12);
}

TEST_CASE("BIP341's key path digests are computed and its signatures verify over them") {
    const auto vectors = test::readJsonVectors("bips/bip341_wallet-test-vectors.json");
    if (!vectors)
        return;
    std::size_t checked = 0;
    for (const json& item : vectors->at("keyPathSpending")) {
        const Spend spend = readSpend(item.at("given"));
        const SighashContext context(spend.transaction, spend.prevouts);
        for (const json& input : item.at("inputSpending")) {
            const std::size_t index = input.at("given").at("txinIndex");
            const auto type = sighashTypeFrom(input.at("given").at("hashType"));
            REQUIRE(type);
            const auto digest = context.taprootKeyPath(index, *type);
            REQUIRE(digest);
            CHECK(base::toHex(digest->span()) == text(input.at("intermediary").at("sigHash")));
            const auto program = witnessProgram(spend.prevouts[index].scriptPubKey);
            const auto key = crypto::XOnlyPublicKey::parse(program->program);
            const Bytes witness = test::hex(text(input.at("expected").at("witness").at(0)));
            const auto signature = crypto::SchnorrSignature::from(ByteSpan(witness).first(64));
            CHECK(crypto::verifySchnorr(*key, *digest, *signature));
            for (const SighashType other : {SighashType::defaultAll, SighashType::all, SighashType::none}) {
                if (other != *type)
                    CHECK_FALSE(crypto::verifySchnorr(*key, context.taprootKeyPath(index, other).value(),
                                                      *signature));
            }
            ++checked;
        }
    }
    CHECK(checked == 7);
}
