#include "keys/bip39_words.h"

#include "crypto/hash.h"

#include "base/text_encoding.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>
#include <string>

using namespace strongroom;
using namespace strongroom::keys;

TEST_CASE("the compiled word list is that of BIP39") {
    std::string file;
    for (const std::string_view word : BIP39_ENGLISH)
        file += std::string(word) + "\n";
    CHECK(base::toHex(crypto::sha256(base::asBytes(file)).span()) ==
          "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
}

TEST_CASE("words are sorted and differ in their first four letters") {
    CHECK(std::is_sorted(BIP39_ENGLISH.begin(), BIP39_ENGLISH.end()));
    std::set<std::string_view> beginnings;
    for (const std::string_view word : BIP39_ENGLISH)
        beginnings.insert(word.substr(0, 4));
    CHECK(beginnings.size() == 2'048);
}

TEST_CASE("a word's value is its place, and half a word has none") {
    CHECK(bip39Value(base::asBytes("abandon")) == 0);
    CHECK(bip39Value(base::asBytes("zoo")) == 2'047);
    CHECK(bip39Value(base::asBytes("zebra")) == 2'044);
    CHECK_FALSE(bip39Value(base::asBytes("aband")));
    CHECK_FALSE(bip39Value(base::asBytes("zzz")));
    CHECK_FALSE(bip39Value(base::asBytes("")));
    CHECK_FALSE(bip39Value(base::asBytes("Zoo")));
}
