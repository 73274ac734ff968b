#include "bitcoin/address.h"

#include "bitcoin/base58check.h"
#include "support/hex.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::bitcoin;
using test::hex;

namespace {

// BIP173 and BIP350 examples.
const std::string MAIN_P2WPKH = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
const std::string MAIN_P2TR = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0";
const std::string TEST_P2WSH = "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7";

Error fault(const std::string& text, Network network = Network::main) {
    const auto decoded = decodeAddress(text, network);
    REQUIRE_FALSE(decoded);
    return decoded.error();
}

std::string base58Address(std::uint8_t version, std::size_t length) {
    Bytes payload(length, 0x11);
    payload.insert(payload.begin(), version);
    return encodeBase58Check(payload);
}

} // namespace

TEST_CASE("an address reads back from every standard script on every network") {
    const std::string hash20(40, 'a');
    const std::string hash32(64, 'b');
    for (const Network network : ALL_NETWORKS) {
        for (const std::string& script : {"76a914" + hash20 + "88ac", "a914" + hash20 + "87", "0014" + hash20,
                                          "0020" + hash32, "5120" + hash32, std::string("60020102")}) {
            const auto address = encodeAddress(hex(script), network);
            REQUIRE(address);
            const auto decoded = decodeAddress(*address, network);
            REQUIRE(decoded);
            CHECK(decoded->script == hex(script));
            CHECK(decoded->type == classify(hex(script)));
        }
    }
}

TEST_CASE("scripts without an address get none") {
    const std::string key = "03a34b99f22c790c4e36b2b3c2c35a36db06226e41c692fc82b8b56ac1c540c5bd";
    for (const std::string& script :
         {std::string(), "21" + key + "ac", "5121" + key + "51ae", std::string("6a0401020304"),
          std::string("51"), std::string("00020102")})
        CHECK_FALSE(encodeAddress(hex(script), Network::main));
}

TEST_CASE("an address of another Bitcoin network is refused as such") {
    CHECK(decodeAddress(MAIN_P2WPKH, Network::main));
    for (const Network network : {Network::test, Network::signet, Network::regtest})
        CHECK(fault(MAIN_P2WPKH, network) == Error::addressWrongNetwork);
    CHECK(fault(TEST_P2WSH, Network::main) == Error::addressWrongNetwork);
    CHECK(fault(TEST_P2WSH, Network::regtest) == Error::addressWrongNetwork);
    CHECK(decodeAddress(TEST_P2WSH, Network::signet)); // the same prefix: no text can tell
    CHECK(fault(base58Address(0x00, 20), Network::regtest) == Error::addressWrongNetwork);
    CHECK(fault(base58Address(0x05, 20), Network::test) == Error::addressWrongNetwork);
    CHECK(fault(base58Address(0x6f, 20), Network::main) == Error::addressWrongNetwork);
    CHECK(fault(base58Address(0xc4, 20), Network::main) == Error::addressWrongNetwork);
}

TEST_CASE("an address of another coin is refused as unknown") {
    const Bytes program = base::toFiveBit(Bytes(20, 0x11));
    Bytes values{0};
    values.insert(values.end(), program.begin(), program.end());
    CHECK(fault(base::encodeBech32(base::Bech32Variant::bech32, "ltc", values)) ==
          Error::addressUnknownPrefix);
    CHECK(fault(base::encodeBech32(base::Bech32Variant::bech32, "ex", values)) ==
          Error::addressUnknownPrefix);
    CHECK(fault(base58Address(0x30, 20)) == Error::addressUnknownVersion); // L…
    CHECK(fault(base58Address(0x32, 20)) == Error::addressUnknownVersion); // M…
    CHECK(fault(base58Address(0x1e, 20)) == Error::addressUnknownVersion); // D…
}

TEST_CASE("every single wrong character of an address is found") {
    for (const std::string& good :
         {MAIN_P2WPKH, MAIN_P2TR, base58Address(0x00, 20), base58Address(0x05, 20)}) {
        REQUIRE(decodeAddress(good, Network::main));
        for (std::size_t i = 0; i < good.size(); ++i) {
            std::string bad = good;
            bad[i] = bad[i] == 'x' ? 'z' : 'x';
            CHECK_FALSE(decodeAddress(bad, Network::main));
        }
    }
    std::string bad = MAIN_P2WPKH;
    bad.back() = 'q';
    CHECK(fault(bad) == Error::addressChecksum);
}

TEST_CASE("mixed case is refused, all capitals are not") {
    std::string upper = MAIN_P2WPKH;
    for (char& c : upper)
        c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    CHECK(decodeAddress(upper, Network::main)->script == decodeAddress(MAIN_P2WPKH, Network::main)->script);
    upper[5] = 'd';
    CHECK(fault(upper) == Error::addressMixedCase);
}

TEST_CASE("overlong text is refused before any work") {
    CHECK(fault(std::string(MAX_ADDRESS_LENGTH + 1, '1')) == Error::addressTooLong);
    CHECK(fault(std::string(10'000, 'z')) == Error::addressTooLong);
    CHECK(fault(std::string(10'000'000, '1')) == Error::addressTooLong);
    CHECK(fault(std::string(84, 'a') + "1qqqqqq") == Error::addressTooLong);
    CHECK(fault("bc1" + std::string(MAX_ADDRESS_LENGTH - 3, 'q')) == Error::addressChecksum);
}

TEST_CASE("characters that addresses never have are refused") {
    CHECK(fault("") == Error::addressEmpty);
    CHECK(fault(MAIN_P2WPKH + " ") == Error::addressCharacter);
    CHECK(fault(" " + base58Address(0x00, 20)) == Error::addressCharacter);
    CHECK(fault("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3b4") ==
          Error::addressCharacter); // b is no Bech32 digit
    CHECK(fault("bitcoin:" + MAIN_P2WPKH) == Error::addressCharacter);
    CHECK(fault(base58Address(0x00, 20) + "l") == Error::addressCharacter);
    CHECK(fault("\xd0\xb0" + MAIN_P2WPKH) == Error::addressCharacter);
}

TEST_CASE("a hash of the wrong length is refused") {
    CHECK(fault(base58Address(0x00, 19)) == Error::addressLength);
    CHECK(fault(base58Address(0x05, 21)) == Error::addressLength);
    CHECK(fault(encodeBase58Check({})) == Error::addressLength);
}

TEST_CASE("a private key in the place of an address is named as one") {
    CHECK(fault("L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1") == Error::addressIsPrivateKey);
    CHECK(fault("5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss", Network::test) ==
          Error::addressIsPrivateKey);
}

TEST_CASE("bits left over behind a witness program are zero, and fewer than five") {
    Bytes values = base::toFiveBit(Bytes(32, 0x11)); // 256 bits in 52 characters: four are left over
    values.insert(values.begin(), 1);
    const auto text = [](const Bytes& digits) {
        return base::encodeBech32(base::Bech32Variant::bech32m, "bc", digits);
    };
    CHECK(decodeAddress(text(values), Network::main));
    Bytes notZero = values;
    notZero.back() |= 1U;
    CHECK(fault(text(notZero)) == Error::addressPadding);
    Bytes longer = base::toFiveBit(Bytes(20, 0x11)); // 160 bits in 32 characters: none is left over
    longer.insert(longer.begin(), 1);
    CHECK(decodeAddress(text(longer), Network::main));
    longer.push_back(0);
    CHECK(fault(text(longer)) == Error::addressPadding);
}

TEST_CASE("the checksum of the wrong witness version is refused, both ways") {
    const auto values = [](std::uint8_t version) {
        Bytes result = base::toFiveBit(Bytes(32, 0x11));
        result.insert(result.begin(), version);
        return result;
    };
    using enum base::Bech32Variant;
    CHECK(decodeAddress(base::encodeBech32(bech32, "bc", values(0)), Network::main));
    CHECK(fault(base::encodeBech32(bech32m, "bc", values(0))) == Error::addressEncoding);
    CHECK(decodeAddress(base::encodeBech32(bech32m, "bc", values(1)), Network::main));
    CHECK(fault(base::encodeBech32(bech32, "bc", values(1))) == Error::addressEncoding);
    CHECK(decodeAddress(base::encodeBech32(bech32m, "bc", values(16)), Network::main));
    CHECK(fault(base::encodeBech32(bech32m, "bc", values(17))) == Error::addressWitnessVersion);
}
