#include "descriptor/descriptor.h"

#include "descriptor/parse.h"

#include <algorithm>
#include <set>

namespace strongroom::descriptor {

namespace {

using base::Unexpected;

std::array<std::uint8_t, 32> xOf(const crypto::PublicKey& key) {
    std::array<std::uint8_t, 32> x{};
    std::ranges::copy(key.span().subspan(1), x.begin());
    return x;
}

std::string canonicalText(const ParsedExpression& parsed) {
    std::string keys;
    for (const KeyExpression& key : parsed.keys)
        keys += (keys.empty() ? "" : ",") + key.text();
    switch (parsed.type) {
    case DescriptorType::wpkh:
        return "wpkh(" + keys + ")";
    case DescriptorType::wshMulti:
        return "wsh(multi(" + std::to_string(parsed.threshold) + "," + keys + "))";
    case DescriptorType::wshSortedMulti:
        return "wsh(sortedmulti(" + std::to_string(parsed.threshold) + "," + keys + "))";
    case DescriptorType::trKey:
        return "tr(" + keys + ")";
    }
    base::checkFailed("DescriptorType");
}

/// The one length that all multipath keys share; 1 when there are none.
Result<std::size_t> commonBranchCount(const std::vector<KeyExpression>& keys) {
    std::size_t count = 1;
    for (const KeyExpression& key : keys) {
        if (!key.isMultipath())
            continue;
        if (count != 1 && count != key.branches.size())
            return Unexpected(Error::multipathLengths);
        count = key.branches.size();
    }
    return count;
}

std::vector<crypto::PublicKey> publicKeys(const std::vector<DerivedKey>& keys) {
    std::vector<crypto::PublicKey> result;
    result.reserve(keys.size());
    for (const DerivedKey& key : keys)
        result.push_back(key.key);
    return result;
}

constexpr std::int64_t compactSizeLength(std::int64_t value) {
    return value < 0xfd ? 1 : 3;
}

} // namespace

std::string_view name(DescriptorType type) {
    switch (type) {
    case DescriptorType::wpkh:
        return "wpkh";
    case DescriptorType::wshMulti:
        return "wsh_multi";
    case DescriptorType::wshSortedMulti:
        return "wsh_sortedmulti";
    case DescriptorType::trKey:
        return "tr_key";
    }
    base::checkFailed("DescriptorType");
}

Result<Descriptor> Descriptor::parse(std::string_view text, bitcoin::Network network, ChecksumRule rule) {
    if (text.size() > MAX_TEXT_LENGTH)
        return Unexpected(Error::tooLong);
    STRONGROOM_ASSIGN(const std::string_view payload, stripChecksum(text, rule));
    STRONGROOM_ASSIGN(ParsedExpression parsed, parseExpression(payload, network));
    Descriptor descriptor;
    STRONGROOM_ASSIGN(descriptor.m_branchCount, commonBranchCount(parsed.keys));
    descriptor.m_network = network;
    descriptor.m_type = parsed.type;
    descriptor.m_threshold = parsed.threshold;
    descriptor.m_text = canonicalText(parsed);
    descriptor.m_checksum = *checksumOf(descriptor.m_text);
    descriptor.m_keys = std::move(parsed.keys);
    STRONGROOM_TRY(descriptor.deriveBranches());
    return descriptor;
}

DescriptorId Descriptor::id() const {
    return DescriptorId(crypto::taggedHash("strongroom/descriptor/1", base::asBytes(m_text)).array());
}

bool Descriptor::isRanged() const {
    return std::ranges::any_of(m_keys, &KeyExpression::wildcard);
}

Result<void> Descriptor::deriveBranches() {
    // Every key that a key expression passes through, so that a parent beside its own child is found too.
    std::vector<std::set<XCoordinate>> seen(m_keys.size());
    m_branches.assign(m_branchCount, {});
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        const KeyExpression& expression = m_keys[i];
        seen[i].insert(xOf(expression.publicKey()));
        for (std::size_t branch = 0; branch < m_branchCount; ++branch) {
            const std::vector<std::uint32_t> steps = expression.steps(branch);
            BranchNode node{expression.extended, expression.publicKey(), expression.originPath().then(steps)};
            for (const std::uint32_t step : steps) {
                auto child = node.extended->derive(step);
                if (!child)
                    return Unexpected(Error::underivable);
                node.extended = std::move(child).value();
                node.key = node.extended->publicKey();
                seen[i].insert(xOf(node.key));
            }
            m_branches[branch].push_back(std::move(node));
        }
    }
    return checkDistinct(seen);
}

Result<void> Descriptor::checkDistinct(const std::vector<std::set<XCoordinate>>& keys) {
    std::set<XCoordinate> all;
    for (const std::set<XCoordinate>& key : keys) {
        for (const XCoordinate& x : key) {
            if (!all.insert(x).second)
                return Unexpected(Error::duplicateKey);
        }
    }
    return {};
}

Result<std::vector<DerivedKey>> Descriptor::deriveKeys(std::size_t branch, std::uint32_t index) const {
    std::vector<DerivedKey> keys;
    keys.reserve(m_keys.size());
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        const BranchNode& node = m_branches[branch][i];
        if (!m_keys[i].wildcard) {
            keys.push_back({node.key, m_keys[i].fingerprint(), node.path, i});
            continue;
        }
        const auto key = node.extended->deriveKey(index);
        if (!key)
            return Unexpected(Error::underivable);
        keys.push_back({*key, m_keys[i].fingerprint(), node.path.then({index}), i});
    }
    return keys;
}

Result<DerivedScript> Descriptor::derive(std::size_t branch, std::uint32_t index) const {
    if (branch >= m_branchCount)
        return Unexpected(Error::noSuchBranch);
    if (index > MAX_INDEX)
        return Unexpected(Error::indexRange);
    if (index != 0 && !isRanged())
        return Unexpected(Error::notRanged);
    DerivedScript script;
    STRONGROOM_ASSIGN(script.keys, deriveKeys(branch, index));
    switch (m_type) {
    case DescriptorType::wpkh:
        script.scriptPubKey = bitcoin::p2wpkhScript(script.keys[0].key);
        return script;
    case DescriptorType::wshSortedMulti:
        std::ranges::sort(script.keys, {}, &DerivedKey::key); // BIP67
        [[fallthrough]];
    case DescriptorType::wshMulti:
        script.witnessScript = bitcoin::multisigScript(m_threshold, publicKeys(script.keys));
        script.scriptPubKey = bitcoin::p2wshScript(script.witnessScript);
        return script;
    case DescriptorType::trKey:
        script.internalKey = script.keys[0].key.xOnly();
        script.outputKey = bitcoin::taprootOutputKey(*script.internalKey);
        if (!script.outputKey)
            return Unexpected(Error::underivable);
        script.scriptPubKey = bitcoin::p2trScript(*script.outputKey);
        return script;
    }
    base::checkFailed("DescriptorType");
}

std::int64_t Descriptor::maxInputWeight() const {
    constexpr std::int64_t BASE = 4 * (32 + 4 + 1 + 4);  // outpoint, empty scriptSig, sequence
    constexpr std::int64_t ECDSA_SIGNATURE = 1 + 71 + 1; // length, DER with low S, hash type
    constexpr std::int64_t SCHNORR_SIGNATURE = 1 + 64 + 1;
    constexpr std::int64_t KEY = 1 + 33;
    const auto keyCount = static_cast<std::int64_t>(m_keys.size());
    switch (m_type) {
    case DescriptorType::wpkh:
        return BASE + 1 + ECDSA_SIGNATURE + KEY;
    case DescriptorType::trKey:
        return BASE + 1 + SCHNORR_SIGNATURE;
    case DescriptorType::wshMulti:
    case DescriptorType::wshSortedMulti: {
        const auto numberLength = [](std::int64_t number) { return number <= 16 ? 1 : 2; };
        const auto needed = static_cast<std::int64_t>(m_threshold);
        const std::int64_t script = numberLength(needed) + keyCount * KEY + numberLength(keyCount) + 1;
        return BASE + 1 + 1 + needed * ECDSA_SIGNATURE + compactSizeLength(script) + script;
    }
    }
    base::checkFailed("DescriptorType");
}

std::optional<Satisfaction> Descriptor::satisfy(const DerivedScript& script,
                                                const SignatureSource& source) const {
    switch (m_type) {
    case DescriptorType::wpkh: {
        auto signature = source.ecdsaSignature(script.keys[0].key);
        if (!signature)
            return std::nullopt;
        return Satisfaction{{}, {std::move(*signature), base::toBytes(script.keys[0].key.span())}, {}};
    }
    case DescriptorType::trKey: {
        auto signature = source.schnorrSignature(*script.outputKey);
        if (!signature)
            return std::nullopt;
        return Satisfaction{{}, {std::move(*signature)}, {}};
    }
    case DescriptorType::wshMulti:
    case DescriptorType::wshSortedMulti: {
        std::vector<Bytes> witness{Bytes()}; // what CHECKMULTISIG takes too many must be empty (BIP147)
        for (const DerivedKey& key : script.keys) {
            if (witness.size() > m_threshold)
                break;
            if (auto signature = source.ecdsaSignature(key.key))
                witness.push_back(std::move(*signature));
        }
        if (witness.size() <= m_threshold)
            return std::nullopt;
        witness.push_back(script.witnessScript);
        return Satisfaction{{}, std::move(witness), {}};
    }
    }
    base::checkFailed("DescriptorType");
}

Result<void> checkCoinTypes(const Descriptor& descriptor) {
    constexpr std::array<std::uint32_t, 6> PURPOSES{44, 48, 49, 84, 86, 87}; // those with a coin type
    for (const KeyExpression& key : descriptor.keys()) {
        const bitcoin::DerivationPath path = key.originPath();
        if (path.size() < 2 || path.steps()[0] < bitcoin::HARDENED)
            continue;
        if (std::ranges::find(PURPOSES, path.steps()[0] - bitcoin::HARDENED) == PURPOSES.end())
            continue;
        if (path.steps()[1] != (bitcoin::coinType(descriptor.network()) | bitcoin::HARDENED))
            return Unexpected(Error::coinTypeWrongNetwork);
    }
    return {};
}

} // namespace strongroom::descriptor
