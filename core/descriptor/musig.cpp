#include "descriptor/musig.h"

#include "base/check.h"
#include "base/text_encoding.h"

#include <algorithm>

namespace strongroom::descriptor {

namespace {

/// BIP328: SHA256("MuSig2MuSig2MuSig2").
const bitcoin::ChainCode& musigChainCode() {
    static const bitcoin::ChainCode CHAIN_CODE(crypto::sha256(base::asBytes("MuSig2MuSig2MuSig2")).array());
    return CHAIN_CODE;
}

crypto::Hash256 listHash(std::span<const crypto::PublicKey> keys) {
    crypto::Sha256 hash = crypto::taggedSha256("KeyAgg list");
    for (const crypto::PublicKey& key : keys)
        hash.update(key.span());
    return hash.finish();
}

} // namespace

std::optional<crypto::PublicKey> aggregateKeys(std::span<const crypto::PublicKey> keys) {
    STRONGROOM_CHECK(!keys.empty());
    const crypto::Hash256 list = listHash(keys);
    // The first key that differs from the first one has the coefficient 1: it saves a multiplication.
    const auto second =
        std::ranges::find_if(keys, [&](const crypto::PublicKey& key) { return key != keys.front(); });
    std::vector<crypto::PublicKey> terms;
    terms.reserve(keys.size());
    for (const crypto::PublicKey& key : keys) {
        if (second != keys.end() && key == *second) {
            terms.push_back(key);
            continue;
        }
        const auto coefficient =
            crypto::taggedSha256("KeyAgg coefficient").update(list.span()).update(key.span()).finish();
        // A hash that is zero or not below the group order has probability 2^-128; BIP327 would reduce it.
        const auto term = crypto::tweakMultiply(key, crypto::Tweak(coefficient.array()));
        if (!term)
            return std::nullopt;
        terms.push_back(*term);
    }
    return crypto::combine(terms);
}

std::optional<MusigKey> musigKey(std::vector<crypto::PublicKey> keys) {
    std::ranges::sort(keys);
    const auto aggregate = aggregateKeys(keys);
    if (!aggregate)
        return std::nullopt;
    return MusigKey{*aggregate, std::move(keys)};
}

bitcoin::ExtendedPubKey syntheticExtendedKey(const crypto::PublicKey& aggregate,
                                             bitcoin::KeyNetwork network) {
    return bitcoin::ExtendedPubKey::fromFields({network, 0, {}, 0, musigChainCode(), aggregate}).value();
}

} // namespace strongroom::descriptor
