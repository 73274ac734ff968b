#include "authority/records_root.h"

#include "base/text_encoding.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::authority;
using crypto::Hash256;

namespace {

std::vector<Hash256> someHashes(std::size_t count) {
    std::vector<Hash256> hashes;
    for (std::size_t i = 0; i < count; ++i)
        hashes.push_back(crypto::sha256(base::asBytes("record " + std::to_string(i))));
    return hashes;
}

Hash256 leaf(const Hash256& hash) {
    base::Bytes bytes = {0};
    bytes.insert(bytes.end(), hash.span().begin(), hash.span().end());
    return crypto::sha256(bytes);
}

Hash256 node(const Hash256& left, const Hash256& right) {
    base::Bytes bytes = {1};
    bytes.insert(bytes.end(), left.span().begin(), left.span().end());
    bytes.insert(bytes.end(), right.span().begin(), right.span().end());
    return crypto::sha256(bytes);
}

} // namespace

TEST_CASE("roots are those of RFC 6962 over the sorted record hashes") {
    CHECK(base::toHex(recordsRoot({}).span()) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    std::vector<Hash256> three = someHashes(3);
    std::sort(three.begin(), three.end());
    CHECK(recordsRoot({three[0]}) == leaf(three[0]));
    CHECK(recordsRoot(three) == node(node(leaf(three[0]), leaf(three[1])), leaf(three[2])));
}

TEST_CASE("order and repetition mean nothing to a root") {
    std::vector<Hash256> hashes = someHashes(5);
    const Hash256 root = recordsRoot(hashes);
    std::reverse(hashes.begin(), hashes.end());
    hashes.push_back(hashes.front());
    CHECK(recordsRoot(hashes) == root);
    hashes = someHashes(4);
    CHECK(recordsRoot(hashes) != root);
}

TEST_CASE("every member of every small set has a proof, and no other place or root accepts it") {
    for (std::size_t size = 1; size <= 17; ++size) {
        const std::vector<Hash256> hashes = someHashes(size);
        const Hash256 root = recordsRoot(hashes);
        for (const Hash256& hash : hashes) {
            auto proof = proveMembership(hashes, hash);
            REQUIRE(proof);
            CHECK(verifyMembership(hash, *proof, root));
            CHECK(!verifyMembership(hash, *proof, crypto::sha256({})));
            CHECK(!verifyMembership(crypto::sha256(hash.span()), *proof, root));
            MembershipProof longer = *proof;
            longer.path.push_back(root);
            CHECK(!verifyMembership(hash, longer, root));
            if (!proof->path.empty()) {
                MembershipProof shorter = *proof;
                shorter.path.pop_back();
                CHECK(!verifyMembership(hash, shorter, root));
                proof->path[0].mutableSpan()[0] ^= 1;
                CHECK(!verifyMembership(hash, *proof, root));
            }
        }
    }
}

TEST_CASE("who is no member gets no proof, and a proof outside its set is refused") {
    const std::vector<Hash256> hashes = someHashes(3);
    CHECK(!proveMembership(hashes, crypto::sha256(base::asBytes("other"))));
    CHECK(!proveMembership({}, hashes[0]));
    MembershipProof proof = *proveMembership(hashes, hashes[0]);
    proof.index = proof.size;
    CHECK(!verifyMembership(hashes[0], proof, recordsRoot(hashes)));
    CHECK(!verifyMembership(hashes[0], MembershipProof{}, recordsRoot({})));
}

TEST_CASE("a node of the tree does not pass for a record") {
    const std::vector<Hash256> hashes = someHashes(2);
    const Hash256 root = recordsRoot(hashes);
    CHECK(!verifyMembership(root, MembershipProof{0, 1, {}}, root));
}
