// Bitcoin Core's taproot assets, as far as this program decides: commitments to leaves, the digests of key
// path and tapscript, annexes, unknown leaf versions and OP_SUCCESS. Of leaves only the plain `<key>
// CHECKSIG` gets a verdict here; spend_assets_test.cpp runs them all.
#include "bitcoin/script.h"
#include "bitcoin/sighash.h"
#include "bitcoin/taproot.h"

#include "support/gzip_vectors.h"
#include "support/hex.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>

using namespace strongroom;
using namespace strongroom::bitcoin;
using nlohmann::json;

namespace {

struct Asset {
    Transaction transaction;
    std::vector<TxOut> prevouts;
    std::size_t index;
};

Asset readAsset(const json& item) {
    Asset asset{
        Transaction::parse(test::hex(item.at("tx").get<std::string>())).value(), {}, item.at("index")};
    for (const json& prevout : item.at("prevouts")) {
        const Bytes bytes = test::hex(prevout.get<std::string>());
        base::ByteReader reader(bytes);
        const auto amount = Amount::fromSatoshi(static_cast<std::int64_t>(reader.u64().value()));
        asset.prevouts.push_back({*amount, base::toBytes(reader.takeWithLength().value())});
    }
    return asset;
}

/// BIP340 over BIP341's digest: 64 bytes, or 65 with a hash type that is not zero.
bool verifies(const Asset& asset, ByteSpan key, ByteSpan signature, const crypto::Hash256* leaf) {
    const auto point = crypto::XOnlyPublicKey::parse(key);
    if (!point || (signature.size() != 64 && (signature.size() != 65 || signature[64] == 0)))
        return false;
    const auto type = sighashTypeFrom(signature.size() == 64 ? 0 : signature[64]);
    if (!type)
        return false;
    const SighashContext context(asset.transaction, asset.prevouts);
    const auto digest = leaf != nullptr ? context.tapscript(asset.index, *type, *leaf)
                                        : context.taprootKeyPath(asset.index, *type);
    return digest &&
           crypto::verifySchnorr(*point, *digest, *crypto::SchnorrSignature::from(signature.first(64)));
}

struct Tally {
    std::size_t keyPaths = 0;
    std::size_t leaves = 0;      ///< Of the plain form, with a verdict.
    std::size_t commitments = 0; ///< Of every other leaf.
    std::size_t annexes = 0;
    std::size_t unknownVersions = 0;
    std::size_t opSuccess = 0;
};

void judgeLeaf(const Asset& asset, ByteSpan outputKey, const std::vector<Bytes>& witness, bool valid,
               Tally& tally) {
    const Bytes& script = witness[witness.size() - 2];
    const auto block = ControlBlock::parse(witness.back());
    const bool committed = block && block->commits(outputKey, script);
    if (valid)
        REQUIRE(committed);
    if (!committed)
        return;
    if (block->leafVersion != TAPSCRIPT_LEAF_VERSION) {
        CHECK(valid); // anyone may spend it
        ++tally.unknownVersions;
        return;
    }
    if (hasOpSuccess(script)) {
        CHECK(valid);
        ++tally.opSuccess;
        return;
    }
    const bool plain = script.size() == 34 && script[0] == 0x20 && script[33] == 0xac && witness.size() == 3;
    if (!plain) {
        ++tally.commitments;
        return;
    }
    const auto leafHash = tapLeafHash(block->leafVersion, script);
    CHECK(verifies(asset, ByteSpan(script).subspan(1, 32), witness[0], &leafHash) == valid);
    ++tally.leaves;
}

void judge(const Asset& asset, const json& spend, bool valid, Tally& tally) {
    const auto program = witnessProgram(asset.prevouts[asset.index].scriptPubKey);
    if (!program || program->version != 1 || program->program.size() != 32 ||
        !spend.at("scriptSig").get<std::string>().empty())
        return;
    std::vector<Bytes> witness;
    for (const json& item : spend.at("witness"))
        witness.push_back(test::hex(item.get<std::string>()));
    if (witness.size() >= 2 && !witness.back().empty() && witness.back()[0] == ANNEX_TAG) {
        ++tally.annexes;
        return;
    }
    if (witness.size() == 1) {
        CHECK(verifies(asset, program->program, witness[0], nullptr) == valid);
        ++tally.keyPaths;
    } else if (witness.size() >= 2) {
        judgeLeaf(asset, program->program, witness, valid, tally);
    }
}

} // namespace

TEST_CASE("Bitcoin Core's taproot spends get its verdict on commitments, digests and signatures") {
    const auto text = test::readGzipVectors("core/script_assets_taproot.jsonl.gz");
    if (!text)
        return;
    Tally tally;
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        const json item = json::parse(line);
        CAPTURE(item.at("id").get<std::string>());
        if (item.at("flags").get<std::string>().find("TAPROOT") == std::string::npos)
            continue;
        const Asset asset = readAsset(item);
        judge(asset, item.at("success"), true, tally);
        if (item.contains("failure"))
            judge(asset, item.at("failure"), false, tally);
    }
    CHECK(tally.keyPaths == 344);
    CHECK(tally.leaves == 29);
    CHECK(tally.commitments == 1'442);
    CHECK(tally.annexes == 72);
    CHECK(tally.unknownVersions == 478);
    CHECK(tally.opSuccess == 537);
}
