#include "base/byte_reader.h"
#include "bitcoin/sighash.h"
#include "support/hex.h"
#include "support/json_vectors.h"

#include <doctest/doctest.h>

#include <cctype>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

using namespace strongroom;
using namespace strongroom::bitcoin;
using nlohmann::json;

namespace {

/// What the BIP's preimages say of the one input they sign.
struct Preimage {
    OutPoint outpoint;
    Bytes scriptCode;
    Amount amount;
    std::uint32_t hashType;
};

Preimage takeApart(const Bytes& bytes) {
    base::ByteReader reader(bytes);
    Preimage preimage;
    REQUIRE(reader.take(4 + 32 + 32)); // version, hashPrevouts, hashSequence
    preimage.outpoint.txid = reader.fixed<Txid>().value();
    preimage.outpoint.vout = reader.u32().value();
    preimage.scriptCode = base::toBytes(reader.takeWithLength().value());
    preimage.amount = Amount::fromSatoshi(static_cast<std::int64_t>(reader.u64().value())).value();
    REQUIRE(reader.take(4 + 32 + 4)); // sequence, hashOutputs, lock time
    preimage.hashType = reader.u32().value();
    CHECK(reader.expectEnd());
    return preimage;
}

std::optional<std::string> hexBehind(const std::string& line, const std::string& label) {
    const std::size_t at = line.find(label);
    if (at == std::string::npos)
        return std::nullopt;
    std::istringstream rest(line.substr(at + label.size()));
    std::string word;
    rest >> word;
    return word;
}

/// Every transaction that the text of an example shows.
std::vector<Transaction> transactionsIn(const std::string& text) {
    std::vector<Transaction> found;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const auto bytes = base::fromHex(word);
        if (!bytes)
            continue;
        if (auto transaction = Transaction::parse(*bytes))
            found.push_back(std::move(*transaction));
    }
    return found;
}

/// The digest that we compute for the input that a preimage names.
std::optional<crypto::Hash256> digestFor(const Preimage& preimage,
                                         const std::vector<Transaction>& transactions) {
    const TxOut spent{preimage.amount, {}};
    for (const Transaction& transaction : transactions) {
        for (std::size_t i = 0; i < transaction.inputs.size(); ++i) {
            if (transaction.inputs[i].prevout != preimage.outpoint)
                continue;
            std::vector<const TxOut*> prevouts(transaction.inputs.size(), nullptr);
            prevouts[i] = &spent;
            const auto type = sighashTypeFrom(preimage.hashType);
            REQUIRE(type);
            return SighashContext(transaction, prevouts).segwitV0(i, preimage.scriptCode, *type).value();
        }
    }
    return std::nullopt;
}

std::size_t checkExample(const std::string& text) {
    const auto transactions = transactionsIn(text);
    std::size_t checked = 0;
    std::optional<Preimage> pending;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (const auto preimage =
                line.find("preimage") != std::string::npos ? hexBehind(line, ": ") : std::nullopt)
            pending = takeApart(test::hex(*preimage));
        auto expected = hexBehind(line, "sigHash:");
        if (!expected)
            expected = hexBehind(line, "sighash:");
        if (!expected || !pending)
            continue;
        const auto digest = digestFor(*pending, transactions);
        REQUIRE(digest);
        CHECK(base::toHex(digest->span()) == *expected);
        pending.reset();
        ++checked;
    }
    return checked;
}

} // namespace

TEST_CASE("BIP143's digests are computed from its transactions") {
    const auto vectors = test::readJsonVectors("bips/bip143.json");
    if (!vectors)
        return;
    std::size_t checked = 0;
    for (const json& item : vectors->at("cases"))
        checked += checkExample(item.at("text"));
    CHECK(checked == 14);
}
