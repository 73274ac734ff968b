#include "descriptor/derived_script.h"

#include <algorithm>

namespace strongroom::descriptor {

std::vector<crypto::Hash256> DerivedScript::leafHashesOf(const crypto::XOnlyPublicKey& key) const {
    std::vector<crypto::Hash256> hashes;
    for (const TapLeaf& leaf : leaves) {
        if (std::ranges::any_of(leaf.keys, [&](std::size_t place) { return keys[place].key.xOnly() == key; }))
            hashes.push_back(leaf.hash);
    }
    std::ranges::sort(hashes);
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    return hashes;
}

} // namespace strongroom::descriptor
