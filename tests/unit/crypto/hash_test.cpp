#include "crypto/hash.h"

#include "support/hex.h"

#include <doctest/doctest.h>
#include <string>

using namespace strongroom;
using namespace strongroom::crypto;
using base::asBytes;
using base::toHex;

TEST_CASE("SHA-256 and SHA-512 of two blocks are those of FIPS 180-4") {
    const auto message = asBytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");
    CHECK(toHex(sha256(message).span()) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(toHex(sha512({}).span())
              .starts_with("cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"));
}

TEST_CASE("hashing in pieces of any size gives the same hash") {
    const base::Bytes data(200, 0x5a);
    for (std::size_t cut = 0; cut <= data.size(); ++cut) {
        const base::ByteSpan all(data);
        CHECK(Sha256().update(all.first(cut)).update(all.subspan(cut)).finish() == sha256(data));
    }
}

TEST_CASE("a midstate can be continued in two directions") {
    const Sha256 midstate = Sha256().update(asBytes("common "));
    CHECK(Sha256(midstate).update(asBytes("left")).finish() == sha256(asBytes("common left")));
    CHECK(Sha256(midstate).update(asBytes("right")).finish() == sha256(asBytes("common right")));
    CHECK(midstate.finish() == sha256(asBytes("common ")));
    CHECK(midstate.finish() == midstate.finish());
}

TEST_CASE("RIPEMD-160 is that of its authors' test values") {
    CHECK(toHex(ripemd160({}).span()) == "9c1185a5c5e9fc54612808977ee8f548b2258d31");
    CHECK(toHex(ripemd160(asBytes("abc")).span()) == "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc");
    CHECK(ripemd160(sha256(asBytes("abc")).span()) == hash160(asBytes("abc")));
}

TEST_CASE("a double hash is the hash of the hash") {
    CHECK(toHex(sha256d(asBytes("hello")).span()) ==
          "9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50");
    CHECK(Sha256().update(asBytes("hello")).finishDouble() == sha256d(asBytes("hello")));
}

TEST_CASE("a tagged hash is SHA-256 after the tag's hash twice") {
    const Hash256 tag = sha256(asBytes("some/tag"));
    base::Bytes message = base::toBytes(tag.span());
    message.insert(message.end(), tag.span().begin(), tag.span().end());
    message.push_back('x');
    CHECK(taggedHash("some/tag", asBytes("x")) == sha256(message));
    CHECK(taggedSha256("some/tag").update(asBytes("x")).finish() == sha256(message));
    CHECK(taggedHash("some/tag", asBytes("x")) != taggedHash("some/tah", asBytes("x")));
}

TEST_CASE("HMAC-SHA512 is that of RFC 4231, for keys below, of and above a block") {
    CHECK(toHex(hmacSha512(base::Bytes(20, 0x0b), asBytes("Hi There")).span())
              .starts_with("87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"));
    CHECK(toHex(hmacSha512(base::Bytes(131, 0xaa),
                           asBytes("Test Using Larger Than Block-Size Key - Hash Key First"))
                    .span())
              .starts_with("80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"));
    const base::Bytes longKey(129, 0x31);
    CHECK(hmacSha512(longKey, {}) == hmacSha512(sha512(longKey).span(), {}));
    CHECK(hmacSha512(base::Bytes(128, 0x31), {}) != hmacSha512(base::Bytes(127, 0x31), {}));
}

TEST_CASE("one key of an HMAC serves many messages") {
    const HmacSha512 mac(asBytes("key"));
    CHECK(mac.of(asBytes("one")) == hmacSha512(asBytes("key"), asBytes("one")));
    CHECK(mac.of(asBytes("two")) == hmacSha512(asBytes("key"), asBytes("two")));
    CHECK(mac.of(asBytes("one")) == hmacSha512(asBytes("key"), asBytes("one")));
}
