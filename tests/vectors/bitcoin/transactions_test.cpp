#include "bitcoin/address.h"
#include "bitcoin/script.h"
#include "bitcoin/transaction.h"

#include "support/hex.h"
#include "support/json_vectors.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace strongroom;
using namespace strongroom::bitcoin;
using nlohmann::json;

TEST_CASE("Bitcoin Core's valid transactions read, write back and lose nothing to a cut") {
    const auto vectors = test::readJsonVectors("core/tx_valid.json");
    if (!vectors)
        return;
    std::size_t checked = 0;
    for (const json& item : *vectors) {
        if (item.size() != 3 || !item.at(1).is_string())
            continue; // a comment
        const Bytes bytes = test::hex(item.at(1).get<std::string>());
        const auto transaction = Transaction::parse(bytes);
        REQUIRE(transaction);
        CHECK(transaction->serialize() == bytes);
        Bytes longer = bytes;
        longer.push_back(0);
        CHECK(Transaction::parse(longer).error() == Error::trailingData);
        CHECK_FALSE(Transaction::parse(ByteSpan(bytes).first(bytes.size() - 1)));
        ++checked;
    }
    CHECK(checked == 120);
}

TEST_CASE("transactions that other programs put on air are read and written back") {
    for (const std::string name : {"bbqr/devils-txn.txn", "bbqr/last.txn", "bbqr/signed.txn"}) {
        CAPTURE(name);
        const auto file = test::readVectors(name);
        if (!file)
            return;
        const auto decoded = base::fromHex(file->substr(0, file->find_last_not_of("\r\n") + 1));
        const Bytes bytes = decoded ? *decoded : base::toBytes(base::asBytes(*file));
        const auto transaction = Transaction::parse(bytes);
        REQUIRE(transaction);
        CHECK(transaction->serialize() == bytes);
    }
}

TEST_CASE("BIP67's sorted keys make its scripts, and other orders do not") {
    const auto vectors = test::readJsonVectors("bips/bip67.json");
    if (!vectors)
        return;
    std::size_t checked = 0;
    for (const json& item : vectors->at("cases")) {
        std::vector<crypto::PublicKey> keys;
        for (const json& key : item.at("list"))
            keys.push_back(crypto::PublicKey::parse(test::hex(key.get<std::string>())).value());
        std::ranges::sort(keys);
        const Bytes script = test::hex(item.at("script").get<std::string>());
        CHECK(multisigScript(2, keys) == script);
        std::ranges::reverse(keys);
        CHECK(multisigScript(2, keys) != script);
        const auto scriptHash = crypto::hash160(script);
        CHECK(encodeAddress(p2shScript(scriptHash), Network::main) == item.at("address").get<std::string>());
        ++checked;
    }
    CHECK(checked == 4);
}
