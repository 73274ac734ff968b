#include "base/byte_writer.h"
#include "base/text_encoding.h"
#include "fakes/spend_world.h"
#include "psbt/codec.h"
#include "psbt/tap_tree.h"
#include "support/psbt_mutator.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <limits>

using namespace strongroom;
using psbt::Error;
using test::RawPsbt;

namespace {

base::Bytes seed(const test::TestVault& vault = test::multiVault()) {
    return psbt::serialize(test::spendOf(vault.vault).psbt);
}

/// What the parser says to a mutated seed.
std::optional<Error> errorOf(base::ByteSpan bytes) {
    const auto parsed = psbt::parsePsbt(bytes);
    return parsed ? std::nullopt : std::optional(parsed.error());
}

std::optional<Error> errorAfter(const std::function<void(RawPsbt&)>& mutate) {
    RawPsbt raw(seed());
    mutate(raw);
    return errorOf(raw.bytes());
}

/// The unsigned transaction with something done to it, written into the seed.
std::optional<Error> errorAfterTx(const std::function<base::Bytes(bitcoin::Transaction)>& rewrite) {
    return errorAfter([&](RawPsbt& raw) {
        RawPsbt::field(raw.global(), 0x00).value = rewrite(test::spendOf(test::multiVault().vault).psbt.tx);
    });
}

base::Bytes bytesOf(std::size_t count, std::uint8_t value = 0x02) {
    return base::Bytes(count, value);
}

base::Bytes keyOf(std::uint8_t type, std::size_t dataLength) {
    base::Bytes key = bytesOf(dataLength + 1);
    key.front() = type;
    return key;
}

} // namespace

TEST_CASE("what is written reads back as the same value, and writes the same bytes again") {
    for (const auto& vault : {test::wpkhVault(), test::multiVault(), test::trVault()}) {
        auto built = test::spendOf(vault.vault).psbt;
        REQUIRE(test::signAll(built, vault, vault.vault.descriptor.threshold()));
        const base::Bytes bytes = psbt::serialize(built);
        const auto parsed = psbt::parsePsbt(bytes);
        REQUIRE(parsed);
        CHECK(*parsed == built);
        CHECK(psbt::serialize(*parsed) == bytes);
    }
}

TEST_CASE("unknown and proprietary fields survive in every section") {
    RawPsbt raw(seed());
    const base::Bytes proprietary = base::ByteWriter()
                                        .u8(0xfc)
                                        .bytesWithLength(base::asBytes("acme"))
                                        .compactSize(300)
                                        .bytes(bytesOf(3))
                                        .take();
    for (RawPsbt::Section& section : raw.sections()) {
        RawPsbt::add(section, keyOf(0xf0, 4), bytesOf(7));
        RawPsbt::add(section, proprietary, bytesOf(9));
    }
    const auto parsed = psbt::parsePsbt(raw.bytes());
    REQUIRE(parsed);
    CHECK(parsed->proprietary.begin()->first.subtype == 300);
    RawPsbt written(psbt::serialize(*parsed));
    REQUIRE(written.sections().size() == raw.sections().size());
    for (RawPsbt::Section& section : written.sections()) {
        CHECK(RawPsbt::field(section, 0xf0).value == bytesOf(7));
        CHECK(RawPsbt::field(section, 0xfc).key == proprietary);
    }
}

TEST_CASE("a PSBT is read from binary and from base64 with line breaks") {
    const base::Bytes bytes = seed();
    std::string text = base::toBase64(bytes);
    text.insert(64, "\r\n");
    text += "\n";
    CHECK(psbt::parsePsbtText(bytes).has_value());
    REQUIRE(psbt::parsePsbtText(base::asBytes(text)).has_value());
    CHECK(psbt::toBase64(*psbt::parsePsbtText(base::asBytes(text))) == base::toBase64(bytes));
    CHECK(psbt::parsePsbtText(base::asBytes("psbt, said the file name")).error() == Error::notPsbt);
    CHECK(psbt::parsePsbtText({}).error() == Error::notPsbt);
}

TEST_CASE("base64 is read to its end: a letter too many, or one that is none, is no PSBT") {
    const std::string text = base::toBase64(seed());
    for (const std::string& tail :
         {std::string("A"), std::string("="), std::string("AAAA*"), std::string("\0", 1)})
        CHECK(psbt::parsePsbtText(base::asBytes(text + tail)).error() == Error::notPsbt);
    std::string early = text;
    early[10] = '*';
    CHECK(psbt::parsePsbtText(base::asBytes(early)).error() == Error::notPsbt);
}

TEST_CASE("a letter behind the last whole group of base64 is no PSBT, however long the text") {
    std::string text;
    for (std::size_t more = 3'000; text.size() % 4'096 != 0 || text.empty() || text.ends_with('='); ++more) {
        RawPsbt raw(seed());
        RawPsbt::add(raw.global(), {0xf0}, bytesOf(more));
        text = base::toBase64(raw.bytes());
    }
    REQUIRE(psbt::parsePsbtText(base::asBytes(text)));
    for (const char* tail : {"A", "AAA", "=", "*"})
        CHECK(psbt::parsePsbtText(base::asBytes(text + tail)).error() == Error::notPsbt);
}

TEST_CASE("a global key that is no extended key is refused") {
    CHECK(errorAfter([](RawPsbt& raw) { RawPsbt::add(raw.global(), keyOf(0x01, 78), bytesOf(4)); }) ==
          Error::badExtendedKey);
}

TEST_CASE("a network transaction is not a PSBT") {
    CHECK(errorOf(test::spendOf(test::wpkhVault().vault).psbt.tx.serialize()) == Error::notPsbt);
    CHECK(errorOf({}) == Error::notPsbt);
}

TEST_CASE("a field that occurs twice is refused, whatever its type and section") {
    std::size_t duplicated = 0;
    const std::size_t sections = RawPsbt(seed()).sections().size();
    for (std::size_t s = 0; s < sections; ++s)
        for (std::size_t f = 0; f < RawPsbt(seed()).sections()[s].size(); ++f, ++duplicated)
            CHECK(errorAfter([&](RawPsbt& raw) { RawPsbt::duplicate(raw.sections()[s], f); }) ==
                  Error::duplicateKey);
    CHECK(duplicated > 10);
}

TEST_CASE("an unknown field that occurs twice with different values is refused") {
    for (std::size_t s = 0; s < 4; ++s)
        CHECK(errorAfter([&](RawPsbt& raw) {
                  RawPsbt::add(raw.sections()[s], keyOf(0xe7, 2), bytesOf(1));
                  RawPsbt::add(raw.sections()[s], keyOf(0xe7, 2), bytesOf(2));
              }) == Error::duplicateKey);
}

TEST_CASE("a declared length is not believed before the data is there") {
    const base::Bytes magic{'p', 's', 'b', 't', 0xff};
    for (const std::uint64_t length :
         {std::uint64_t{0xffffffff}, std::numeric_limits<std::uint64_t>::max()}) {
        base::ByteWriter key;
        key.bytes(magic).compactSize(length).u8(0);
        CHECK(errorOf(key.data()) == Error::truncated);
        base::ByteWriter value;
        value.bytes(magic).compactSize(1).u8(0).compactSize(length).u8(0);
        CHECK(errorOf(value.data()) == Error::truncated);
    }
}

TEST_CASE("a PSBT that ends anywhere too early is refused") {
    const base::Bytes bytes = seed(test::wpkhVault());
    for (std::size_t length = 5; length < bytes.size(); ++length)
        CHECK_FALSE(psbt::parsePsbt(base::ByteSpan(bytes).first(length)).has_value());
    CHECK(errorOf(base::ByteSpan(bytes).first(bytes.size() - 1)) == Error::truncated);
}

TEST_CASE("lengths and counts are accepted in their shortest form only") {
    const base::Bytes bytes = seed();
    base::Bytes longer(bytes.begin(), bytes.begin() + 5);
    longer.insert(longer.end(), {0xfd, 0x01, 0x00}); // the key length 1 in three bytes
    longer.insert(longer.end(), bytes.begin() + 6, bytes.end());
    CHECK(errorOf(longer) == Error::nonMinimalCompactSize);
}

TEST_CASE("bytes after the end are refused") {
    base::Bytes bytes = seed();
    bytes.push_back(0);
    CHECK(errorOf(bytes) == Error::trailingData);
}

TEST_CASE("two PSBTs in one file are refused") {
    base::Bytes bytes = seed();
    const base::Bytes other = seed(test::wpkhVault());
    bytes.insert(bytes.end(), other.begin(), other.end());
    CHECK(errorOf(bytes) == Error::trailingData);
}

TEST_CASE("a PSBT larger than the cap is refused unread") {
    CHECK(errorOf(base::Bytes(psbt::MAX_PSBT_SIZE + 1)) == Error::tooLarge);
    CHECK(psbt::parsePsbtText(base::Bytes(psbt::MAX_PSBT_SIZE * 2, 'A')).error() == Error::tooLarge);
}

TEST_CASE("a section with more fields than any transaction needs is refused") {
    const auto withFields = [](std::size_t count) {
        return errorAfter([&](RawPsbt& raw) {
            RawPsbt::Section& section = raw.output(0);
            for (std::size_t i = section.size(); i < count; ++i)
                RawPsbt::add(section, base::ByteWriter().u8(0xf0).u32(static_cast<std::uint32_t>(i)).take(),
                             {});
        });
    };
    CHECK(withFields(psbt::MAX_FIELDS) == std::nullopt);
    CHECK(withFields(psbt::MAX_FIELDS + 1) == Error::tooManyFields);
}

TEST_CASE("all sections together have a bounded number of fields, too") {
    const auto withFields = [](std::size_t inputs, std::size_t each) {
        bitcoin::Transaction tx = test::spendOf(test::wpkhVault().vault).psbt.tx;
        tx.inputs.resize(inputs);
        psbt::Psbt psbt = psbt::fromUnsigned(std::move(tx));
        for (psbt::PsbtInput& input : psbt.inputs)
            for (std::size_t i = 0; i < each; ++i)
                input.unknown.emplace(base::ByteWriter().u8(0xf0).u16(static_cast<std::uint16_t>(i)).take(),
                                      base::Bytes());
        return errorOf(psbt::serialize(psbt));
    };
    const std::size_t full = psbt::MAX_ALL_FIELDS / psbt::MAX_FIELDS;
    CHECK(withFields(full - 1, psbt::MAX_FIELDS) == std::nullopt);
    CHECK(withFields(full, psbt::MAX_FIELDS) ==
          Error::tooManyFields); // the unsigned transaction is one as well
}

TEST_CASE("an unsigned transaction that no node would relay is refused unread") {
    const auto withOutputs = [](std::size_t outputs) {
        return errorAfterTx([&](bitcoin::Transaction tx) {
            tx.outputs.resize(outputs);
            return tx.serializeWithoutWitness();
        });
    };
    constexpr std::size_t EACH = 9;    // an amount and the length of an empty script
    constexpr std::size_t ROUND = 400; // more than the rest of the seed's transaction
    const std::size_t fits = (psbt::MAX_UNSIGNED_TX_SIZE - ROUND) / EACH;
    CHECK(withOutputs(fits) == Error::truncated); // read, but the sections are not there
    CHECK(withOutputs(fits + ROUND / EACH + 1) == Error::tooLarge);
}

TEST_CASE("a final witness has no more items than a script's stack may") {
    const auto withItems = [](std::size_t items) {
        return errorAfter([&](RawPsbt& raw) {
            base::ByteWriter witness;
            witness.compactSize(items).bytes(base::Bytes(items, 0));
            RawPsbt::add(raw.input(0), {0x08}, witness.take());
        });
    };
    CHECK(withItems(psbt::MAX_WITNESS_ITEMS) == std::nullopt);
    CHECK(withItems(psbt::MAX_WITNESS_ITEMS + 1) == Error::badWitness);
}

TEST_CASE("a field without a readable type is refused") {
    CHECK(errorAfter([](RawPsbt& raw) { RawPsbt::add(raw.global(), {0xfd, 0x01}, {}); }) == Error::keyType);
    CHECK(errorAfter([](RawPsbt& raw) {
              RawPsbt::add(raw.input(0), {0xfd, 0x05, 0x00}, {});
          }) == Error::keyType);
}

TEST_CASE("a PSBT without an unsigned transaction is refused") {
    CHECK(errorAfter([](RawPsbt& raw) { RawPsbt::erase(raw.global(), 0x00); }) ==
          Error::missingUnsignedTransaction);
}

TEST_CASE("a version other than 0 and 2 is refused as unknown") {
    const auto version = [](std::uint32_t number) {
        return errorAfter(
            [&](RawPsbt& raw) { RawPsbt::add(raw.global(), {0xfb}, base::ByteWriter().u32(number).take()); });
    };
    CHECK(version(0) == std::nullopt);
    CHECK(version(1) == Error::unknownVersion);
    CHECK(version(2) == Error::version0Field); // read as such, and then it has the other's transaction
    CHECK(version(3) == Error::unknownVersion);
}

TEST_CASE("a field of version 2 in a version 0 PSBT is refused") {
    for (std::uint8_t type = 0x02; type <= 0x06; ++type)
        CHECK(errorAfter([&](RawPsbt& raw) { RawPsbt::add(raw.global(), {type}, bytesOf(4)); }) ==
              Error::version2Field);
    for (std::uint8_t type = 0x0e; type <= 0x12; ++type)
        CHECK(errorAfter([&](RawPsbt& raw) { RawPsbt::add(raw.input(0), {type}, bytesOf(4)); }) ==
              Error::version2Field);
    for (std::uint8_t type = 0x03; type <= 0x04; ++type)
        CHECK(errorAfter([&](RawPsbt& raw) { RawPsbt::add(raw.output(0), {type}, bytesOf(8)); }) ==
              Error::version2Field);
}

TEST_CASE("a malformed unsigned transaction is refused") {
    CHECK(errorAfterTx([](bitcoin::Transaction tx) {
              base::Bytes bytes = tx.serializeWithoutWitness();
              bytes.push_back(0);
              return bytes;
          }) == Error::badUnsignedTransaction);
    CHECK(errorAfterTx([](const bitcoin::Transaction&) { return base::Bytes(); }) ==
          Error::badUnsignedTransaction);
}

TEST_CASE("a scriptSig in the unsigned transaction is refused") {
    CHECK(errorAfterTx([](bitcoin::Transaction tx) {
              tx.inputs[0].scriptSig = {0x51};
              return tx.serializeWithoutWitness();
          }) == Error::unsignedTransactionHasScriptSig);
}

TEST_CASE("a witness in the unsigned transaction is refused") {
    CHECK(errorAfterTx([](bitcoin::Transaction tx) {
              tx.inputs[0].witness = {{0x51}};
              return tx.serialize();
          }) == Error::unsignedTransactionHasWitness);
}

TEST_CASE("amounts below zero, above 21 million and of 2^63 are refused") {
    const auto first = test::spendOf(test::multiVault().vault).psbt.tx.outputs[0].amount.satoshi();
    const base::Bytes old = base::ByteWriter().u64(static_cast<std::uint64_t>(first)).take();
    const std::uint64_t tooMuch = base::Amount::MAX_SATOSHI + 1;
    for (const std::uint64_t amount : {std::uint64_t{1} << 63U, ~std::uint64_t{0}, tooMuch}) {
        const base::Bytes bytes = base::ByteWriter().u64(amount).take();
        CHECK(errorAfter([&](RawPsbt& raw) {
                  base::Bytes& tx = RawPsbt::field(raw.global(), 0x00).value;
                  std::ranges::copy(bytes, std::ranges::search(tx, old).begin());
              }) == Error::badAmount);
        CHECK(errorAfter([&](RawPsbt& raw) {
                  std::ranges::copy(bytes, RawPsbt::field(raw.input(0), 0x01).value.begin());
              }) == Error::badAmount);
    }
}

TEST_CASE("outputs that add up to more than 21 million bitcoin are refused") {
    CHECK(errorAfterTx([](bitcoin::Transaction tx) {
              tx.outputs[0].amount = base::Amount::sat(base::Amount::MAX_SATOSHI);
              return tx.serializeWithoutWitness();
          }) == Error::badAmount);
}

TEST_CASE("every typed key has exactly its length") {
    struct Typed {
        std::uint8_t type;
        std::size_t length; ///< Of the key data.
    };
    const auto mustRefuse = [](const Typed& typed,
                               const std::function<RawPsbt::Section&(RawPsbt&)>& section) {
        for (std::size_t length = 0; length <= 300; ++length)
            if (length != typed.length) {
                const auto error = errorAfter([&](RawPsbt& raw) {
                    std::erase_if(section(raw),
                                  [&](const auto& field) { return field.key.front() == typed.type; });
                    RawPsbt::add(section(raw), keyOf(typed.type, length), bytesOf(4));
                });
                CHECK((error == Error::keyLength || error == Error::uncompressedPublicKey));
            }
    };
    for (const Typed& typed : {Typed{0x00, 0}, {0x01, 78}})
        mustRefuse(
            typed, [](RawPsbt & raw) -> auto& { return raw.global(); });
    for (const Typed& typed :
         {Typed{0x00, 0}, {0x01, 0},  {0x02, 33}, {0x03, 0},  {0x04, 0},  {0x05, 0},  {0x06, 33},
          {0x07, 0},      {0x08, 0},  {0x09, 0},  {0x0a, 20}, {0x0b, 32}, {0x0c, 20}, {0x0d, 32},
          {0x13, 0},      {0x14, 64}, {0x1a, 33}, {0x16, 32}, {0x17, 0},  {0x18, 0}})
        mustRefuse(
            typed, [](RawPsbt & raw) -> auto& { return raw.input(0); });
    for (const Typed& typed :
         {Typed{0x00, 0}, {0x01, 0}, {0x02, 33}, {0x05, 0}, {0x06, 0}, {0x07, 32}, {0x08, 33}})
        mustRefuse(
            typed, [](RawPsbt & raw) -> auto& { return raw.output(0); });
}

TEST_CASE("a taproot control block has 33 bytes and whole tree nodes") {
    for (const std::size_t length : {0U, 32U, 34U, 64U, 66U, 33U + 32U * 129U})
        CHECK(errorAfter([&](RawPsbt& raw) {
                  RawPsbt::add(raw.input(0), keyOf(0x15, length), bytesOf(4));
              }) == Error::keyLength);
    CHECK(errorAfter([&](RawPsbt& raw) { RawPsbt::add(raw.input(0), keyOf(0x15, 33 + 32), bytesOf(4)); }) ==
          std::nullopt);
}

TEST_CASE("a value of the wrong length is refused") {
    const auto input = [](std::uint8_t type, std::size_t length) {
        return errorAfter([&](RawPsbt& raw) { RawPsbt::add(raw.input(0), {type}, bytesOf(length)); });
    };
    for (const std::size_t length : {0U, 3U, 5U})
        CHECK(input(0x03, length) == Error::valueLength); // hash type
    for (const std::size_t length : {0U, 63U, 66U})
        CHECK(input(0x13, length) == Error::valueLength); // taproot signature
    for (const std::size_t length : {31U, 33U})
        CHECK(input(0x17, length) == Error::valueLength); // internal key
    CHECK(errorAfter([](RawPsbt& raw) { RawPsbt::field(raw.input(0), 0x06).value.push_back(0); }) ==
          Error::valueLength); // origin
    CHECK(errorAfter([](RawPsbt& raw) { RawPsbt::field(raw.input(0), 0x01).value.push_back(0); }) ==
          Error::valueLength); // witness UTXO
    const auto keyed = [](std::uint8_t type, std::size_t keyLength, std::size_t length) {
        return errorAfter(
            [&](RawPsbt& raw) { RawPsbt::add(raw.input(0), keyOf(type, keyLength), bytesOf(length)); });
    };
    for (const std::size_t length : {0U, 74U})
        CHECK(keyed(0x02, 33, length) == Error::valueLength); // signature
    CHECK(keyed(0x02, 33, 73) == std::nullopt);
    for (const std::size_t length : {0U, 63U, 66U})
        CHECK(keyed(0x14, 64, length) == Error::valueLength); // signature of a leaf
    CHECK(keyed(0x15, 33, 0) == Error::valueLength);          // leaf script, without its version
    for (const std::size_t length : {0U, 32U, 34U})
        CHECK(keyed(0x1a, 33, length) == Error::valueLength); // participants
}

TEST_CASE("keys and nonces of MuSig2 belong to two keys, and a leaf or none") {
    const auto nonce = [](std::size_t keyLength) {
        return errorAfter(
            [&](RawPsbt& raw) { RawPsbt::add(raw.input(0), keyOf(0x1b, keyLength), bytesOf(66)); });
    };
    CHECK(nonce(66) == std::nullopt);
    CHECK(nonce(98) == std::nullopt);
    for (const std::size_t length : {0U, 33U, 65U, 67U, 97U, 99U})
        CHECK(nonce(length) == Error::keyLength);
}

TEST_CASE("the path of a key has at most 255 steps, and its fingerprint four bytes") {
    const auto withLength = [](std::size_t length) {
        return errorAfter([&](RawPsbt& raw) { RawPsbt::field(raw.input(0), 0x06).value = bytesOf(length); });
    };
    CHECK(withLength(4) == std::nullopt);
    CHECK(withLength(4 + 4 * 255) == std::nullopt);
    for (const std::size_t length :
         {std::size_t{0}, std::size_t{3}, std::size_t{5}, std::size_t{4 + 4 * 256}})
        CHECK(withLength(length) == Error::valueLength);
}

TEST_CASE("public keys are written compressed") {
    base::Bytes hybrid = RawPsbt::field(RawPsbt(seed()).input(0), 0x06).key;
    hybrid[1] = 0x05;
    CHECK(errorAfter([&](RawPsbt& raw) { RawPsbt::add(raw.input(0), hybrid, bytesOf(4)); }) ==
          Error::badPublicKey);
    CHECK(errorAfter([&](RawPsbt& raw) { RawPsbt::add(raw.input(0), keyOf(0x06, 65), bytesOf(4)); }) ==
          Error::uncompressedPublicKey);
}

TEST_CASE("the origin of a global extended key is as long as the key is deep") {
    const auto account = test::makeAccount("someone");
    const auto add = [&](std::size_t steps) {
        return errorAfter([&](RawPsbt& raw) {
            base::Bytes key = account.xpub.bytes();
            key.insert(key.begin(), 0x01);
            RawPsbt::add(raw.global(), key, bytesOf(4 + 4 * steps));
        });
    };
    CHECK(add(4) == std::nullopt);
    CHECK(add(3) == Error::badExtendedKey);
    CHECK(add(5) == Error::badExtendedKey);
}

TEST_CASE("a malformed previous transaction is refused") {
    CHECK(errorAfter([](RawPsbt& raw) { RawPsbt::field(raw.input(0), 0x00).value.push_back(0); }) ==
          Error::badPreviousTransaction);
}

TEST_CASE("a malformed final witness is refused") {
    for (const base::Bytes& witness : {base::Bytes{}, base::Bytes{2, 1, 0}, base::Bytes{1, 1, 0, 0}})
        CHECK(errorAfter([&](RawPsbt& raw) { RawPsbt::add(raw.input(0), {0x08}, witness); }) ==
              Error::badWitness);
}

TEST_CASE("a malformed taproot tree is refused") {
    for (const base::Bytes& tree :
         {base::Bytes{}, base::Bytes{1, 0xc0, 2, 0}, base::Bytes{129, 0xc0, 0}, base::Bytes{0, 0xc1, 0},
          base::Bytes{1, 0xc0, 0}, base::Bytes{0, 0xc0, 0, 0, 0xc0, 0}, base::Bytes{1, 0xc0, 0, 2, 0xc0, 0},
          base::Bytes{2, 0xc0, 0, 1, 0xc0, 0, 2, 0xc0, 0}}) {
        CHECK(errorAfter([&](RawPsbt& raw) { RawPsbt::add(raw.output(0), {0x06}, tree); }) ==
              Error::badTapTree);
        CHECK(psbt::readTapTree(tree).error() == Error::badTapTree);
    }
}

TEST_CASE("a malformed proprietary key is refused") {
    for (const base::Bytes& key : {base::Bytes{0xfc}, base::Bytes{0xfc, 5, 'a'}, base::Bytes{0xfc, 1, 'a'},
                                   base::Bytes{0xfc, 1, 'a', 0xfd, 1, 0}})
        CHECK(errorAfter([&](RawPsbt& raw) { RawPsbt::add(raw.global(), key, {}); }) ==
              Error::badProprietaryKey);
}

TEST_CASE("no flipped bit of a seed crashes the parser, and what it accepts it writes back the same") {
    const base::Bytes bytes = seed(test::wpkhVault());
    std::size_t accepted = 0;
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        base::Bytes mutant = bytes;
        mutant[bit / 8] = static_cast<std::uint8_t>(mutant[bit / 8] ^ (1U << (bit % 8)));
        const auto parsed = psbt::parsePsbt(mutant);
        if (!parsed)
            continue;
        ++accepted;
        const auto again = psbt::parsePsbt(psbt::serialize(*parsed));
        CHECK((again.has_value() && *again == *parsed));
    }
    CHECK(accepted > 100);
}
