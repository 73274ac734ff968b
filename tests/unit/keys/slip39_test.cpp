#include "keys/slip39.h"

#include "crypto/hash.h"
#include "keys/slip39_words.h"

#include "base/text_encoding.h"
#include "fakes/counting_random.h"
#include "support/hex.h"
#include "support/secret_text.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>

using namespace strongroom;
using namespace strongroom::keys;
using test::reveal;
using test::secretText;

namespace {

const base::Bytes SECRET = test::hex("000102030405060708090a0b0c0d0e0f");

/// Groups as in the example of SLIP-0039: two of Alice's alone, three of five friends, two of six relatives.
const Slip39Plan FAMILY{2, {{1, 1}, {1, 1}, {3, 5}, {2, 6}}, 0};

std::vector<std::vector<Slip39Share>> sharesOf(const Slip39Plan& plan, const std::string& passphrase = "",
                                               const base::Bytes& secret = SECRET) {
    test::CountingRandom random;
    auto shares = splitSecret(secret, secretText(passphrase), plan, random);
    REQUIRE(shares);
    return std::move(*shares);
}

/// As somebody would type them.
std::vector<Slip39Share> typed(const std::vector<const Slip39Share*>& shares) {
    std::vector<Slip39Share> result;
    for (const Slip39Share* share : shares) {
        auto read = Slip39Share::parse(share->words());
        REQUIRE(read);
        result.push_back(std::move(*read));
    }
    return result;
}

std::string combined(const std::vector<const Slip39Share*>& shares, const std::string& passphrase = "") {
    const auto secret = combineShares(typed(shares), secretText(passphrase));
    return secret ? base::toHex(secret->span()) : std::string(describe(secret.error()).code);
}

std::string codeOf(const std::string& words) {
    const auto share = Slip39Share::parse(secretText(words));
    return share ? "share" : std::string(describe(share.error()).code);
}

} // namespace

TEST_CASE("the compiled word list is that of SLIP-0039") {
    std::string file;
    for (const std::string_view word : SLIP39_ENGLISH)
        file += std::string(word) + "\n";
    CHECK(base::toHex(crypto::sha256(base::asBytes(file)).span()) ==
          "bcc4555340332d169718aed8bf31dd9d5248cb7da6e5d355140ef4f1e601eec3");
    CHECK(slip39Value(base::asBytes("academic")) == 0);
    CHECK(slip39Value(base::asBytes("zero")) == 1'023);
    CHECK_FALSE(slip39Value(base::asBytes("zoo")));
}

TEST_CASE("any threshold of shares gives the secret back, in any order") {
    const auto groups = sharesOf({1, {{3, 5}}, 0});
    const auto& shares = groups.front();
    REQUIRE(shares.size() == 5);
    for (std::size_t a = 0; a < 5; ++a)
        for (std::size_t b = 0; b < 5; ++b)
            for (std::size_t c = 0; c < 5; ++c)
                if (a != b && b != c && a != c)
                    CHECK(combined({&shares[a], &shares[b], &shares[c]}) == base::toHex(SECRET));
}

TEST_CASE("groups are needed up to the group threshold, with enough members each") {
    const auto groups = sharesOf(FAMILY);
    const std::string secret = base::toHex(SECRET);
    CHECK(combined({&groups[0][0], &groups[1][0]}) == secret);
    CHECK(combined({&groups[2][4], &groups[2][0], &groups[2][2], &groups[1][0]}) == secret);
    CHECK(combined({&groups[3][5], &groups[3][1], &groups[2][1], &groups[2][2], &groups[2][3]}) == secret);
    CHECK(combined({&groups[0][0], &groups[0][0], &groups[1][0]}) == secret); // one share twice is one share
    CHECK(combined({&groups[0][0]}) == "keys.slip39_groups");
    CHECK(combined({&groups[0][0], &groups[1][0], &groups[3][0], &groups[3][1]}) == "keys.slip39_groups");
    CHECK(combined({&groups[0][0], &groups[3][0]}) == "keys.slip39_members");
    CHECK(combined({&groups[0][0], &groups[3][0], &groups[3][1], &groups[3][2]}) == "keys.slip39_members");
    CHECK(combined({}) == "keys.slip39_groups");
}

TEST_CASE("another passphrase gives another secret, and nothing tells") {
    const auto groups = sharesOf({1, {{2, 3}}, 1}, "TREZOR");
    const std::vector<const Slip39Share*> two{&groups[0][0], &groups[0][2]};
    CHECK(combined(two, "TREZOR") == base::toHex(SECRET));
    CHECK(combined(two, "TREZOS").size() == 2 * SECRET.size());
    CHECK(combined(two, "TREZOS") != base::toHex(SECRET));
    CHECK(combined(two, "Tr\xc3\xa9zor") == "keys.slip39_passphrase");
}

TEST_CASE("secrets of 16 to 64 bytes are shared, in words that say so") {
    const std::vector<std::pair<std::size_t, std::size_t>> wordCounts{{16, 20}, {32, 33}, {64, 59}, {18, 22}};
    for (const auto& [bytes, words] : wordCounts) {
        const base::Bytes secret(bytes, 0xa5);
        const auto groups = sharesOf({1, {{2, 2}}, 0}, "", secret);
        const std::string text = reveal(groups[0][0].words());
        CHECK(static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1 == words);
        CHECK(combined({&groups[0][0], &groups[0][1]}) == base::toHex(secret));
    }
    test::CountingRandom random;
    for (const std::size_t bytes : {0U, 15U, 17U, 66U})
        CHECK(splitSecret(base::Bytes(bytes), secretText(""), {1, {{1, 1}}, 0}, random).error() ==
              Error::slip39SecretLength);
}

TEST_CASE("a plan that could not be kept, or that keeps nothing safe, is refused") {
    test::CountingRandom random;
    const std::vector<Slip39Plan> plans{
        {1, {}, 0},         {0, {{1, 1}}, 0},  {2, {{1, 1}}, 0},
        {1, {{2, 1}}, 0},   {1, {{0, 1}}, 0},  {1, {{1, 2}}, 0},
        {1, {{17, 17}}, 0}, {1, {{1, 1}}, 16}, {1, std::vector<Slip39Group>(17), 0}};
    for (const Slip39Plan& plan : plans)
        CHECK(splitSecret(SECRET, secretText(""), plan, random).error() == Error::slip39Plan);
    CHECK(splitSecret(SECRET, secretText("\x01"), {1, {{1, 1}}, 0}, random).error() ==
          Error::slip39Passphrase);
}

TEST_CASE("shares of other sets, other thresholds or forged ones do not combine") {
    const auto one = sharesOf({1, {{2, 3}}, 0});
    auto forged = typed({&one[0][0], &one[0][1]});
    forged[1].value.mutableSpan()[3] ^= 1;
    CHECK(combineShares(forged, secretText("")).error() == Error::slip39Digest);
    forged[1].member = 0;
    CHECK(combineShares(forged, secretText("")).error() == Error::slip39Duplicate);
    forged[1].member = 1;
    forged[1].memberThreshold = 3;
    CHECK(combineShares(forged, secretText("")).error() == Error::slip39Mixed);
    forged[1].memberThreshold = 2;
    forged[1].set.identifier ^= 1;
    CHECK(combineShares(forged, secretText("")).error() == Error::slip39Mixed);
}

TEST_CASE("a mistyped share is refused for what a person can see") {
    const std::string words = reveal(sharesOf({1, {{1, 1}}, 0})[0][0].words());
    CHECK(codeOf("  " + words + " \r\n") == "share");
    std::string loud = words;
    std::transform(loud.begin(), loud.end(), loud.begin(),
                   [](char c) { return c == ' ' ? c : char(c - 32); });
    CHECK(codeOf(loud) == "share");
    CHECK(codeOf(words.substr(0, words.rfind(' '))) == "keys.slip39_word_count");
    CHECK(codeOf("") == "keys.slip39_word_count");
    CHECK(codeOf(words + " " + words + " " + words) == "keys.slip39_word_count");
    CHECK(codeOf(words.substr(0, words.rfind(' ')) + " zoo") == "keys.slip39_unknown_word");
    const std::size_t last = words.rfind(' ');
    const std::string other = words.substr(last + 1) == "academic" ? "acid" : "academic";
    CHECK(codeOf(words.substr(0, last + 1) + other) == "keys.slip39_checksum");
    CHECK(codeOf(words + " academic") == "keys.slip39_checksum");
}
