// Proofs of transparency-dev/merkle: most of them must fail.
#include "audit/merkle_tree.h"

#include "base/text_encoding.h"
#include "support/vectors.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <optional>

using namespace strongroom;
using namespace strongroom::audit;

namespace {

/// Nothing for a hash that is not 32 bytes long: no verifier would ever be handed one.
std::optional<crypto::Hash256> hashOf(const nlohmann::json& text) {
    const auto bytes = base::fromBase64(text.get<std::string>());
    REQUIRE(bytes);
    return crypto::Hash256::from(*bytes);
}

std::optional<Proof> proofOf(const nlohmann::json& list) {
    Proof proof;
    if (list.is_null())
        return proof;
    for (const auto& item : list) {
        const auto hash = hashOf(item);
        if (!hash)
            return std::nullopt;
        proof.push_back(*hash);
    }
    return proof;
}

std::optional<nlohmann::json> vectors() {
    const auto text = test::readVectors("merkle/rfc6962_proof_vectors.json");
    return text ? std::optional(nlohmann::json::parse(*text)) : std::nullopt;
}

} // namespace

TEST_CASE("inclusion proofs of the public vectors have their verdicts") {
    const auto all = vectors();
    if (!all)
        return;
    int valid = 0;
    for (const auto& vector : (*all)["inclusion"]) {
        CAPTURE(vector["id"].get<std::string>());
        const auto leaf = hashOf(vector["leafHash"]);
        const auto root = hashOf(vector["root"]);
        const auto proof = proofOf(vector["proof"]);
        const bool verified = leaf && root && proof &&
                              verifyInclusion(*leaf, vector["leafIdx"].get<std::uint64_t>(),
                                              vector["treeSize"].get<std::uint64_t>(), *proof, *root);
        CHECK(verified == !vector["wantErr"].get<bool>());
        valid += verified ? 1 : 0;
    }
    CHECK(valid > 0);
}

TEST_CASE("consistency proofs of the public vectors have their verdicts") {
    const auto all = vectors();
    if (!all)
        return;
    int valid = 0;
    for (const auto& vector : (*all)["consistency"]) {
        CAPTURE(vector["id"].get<std::string>());
        const auto from = hashOf(vector["root1"]);
        const auto to = hashOf(vector["root2"]);
        const auto proof = proofOf(vector["proof"]);
        const bool verified = from && to && proof &&
                              verifyConsistency(vector["size1"].get<std::uint64_t>(),
                                                vector["size2"].get<std::uint64_t>(), *from, *to, *proof);
        CHECK(verified == !vector["wantErr"].get<bool>());
        valid += verified ? 1 : 0;
    }
    CHECK(valid > 0);
}
