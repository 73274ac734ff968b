#include "descriptor/descriptor.h"

#include "base/byte_writer.h"
#include "base/text_encoding.h"
#include "bitcoin/opcode.h"
#include "bitcoin/taproot.h"
#include "descriptor/musig.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

namespace strongroom::descriptor {

namespace {

using base::Unexpected;

/// A private key and its negation share it, and who holds one holds the other.
using XCoordinate = std::array<std::uint8_t, 32>;

XCoordinate xOf(const crypto::PublicKey& key) {
    XCoordinate x{};
    std::ranges::copy(key.span().subspan(1), x.begin());
    return x;
}

/// The one length that all multipath keys share; 1 when there are none.
Result<std::size_t> commonBranchCount(const std::vector<KeyExpression>& keys) {
    std::size_t count = 1;
    for (const KeyExpression& key : keys) {
        const std::size_t own = key.branchCount();
        if (own == 1)
            continue;
        if (count != 1 && count != own)
            return Unexpected(Error::multipathLengths);
        count = own;
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

bool isSortedMulti(DescriptorType type) {
    return type == DescriptorType::sortedMulti || type == DescriptorType::shSortedMulti ||
           type == DescriptorType::wshSortedMulti || type == DescriptorType::shWshSortedMulti;
}

bool isMultisig(Fragment fragment) {
    return fragment == Fragment::multi || fragment == Fragment::sortedMulti || fragment == Fragment::multiA ||
           fragment == Fragment::sortedMultiA;
}

void putInto(DerivedScript& script, Wrapping wrapping, Bytes inner) {
    switch (wrapping) {
    case Wrapping::bare:
    case Wrapping::wpkh:
        script.scriptPubKey = std::move(inner);
        return;
    case Wrapping::sh:
    case Wrapping::shWpkh:
        script.redeemScript = std::move(inner);
        break;
    case Wrapping::wsh:
        script.witnessScript = std::move(inner);
        script.scriptPubKey = bitcoin::p2wshScript(script.witnessScript);
        return;
    case Wrapping::shWsh:
        script.witnessScript = std::move(inner);
        script.redeemScript = bitcoin::p2wshScript(script.witnessScript);
        break;
    case Wrapping::tr:
    case Wrapping::other:
        base::checkFailed("Wrapping");
    }
    script.scriptPubKey = bitcoin::p2shScript(crypto::hash160(script.redeemScript));
}

/// BIP384: the four scripts of one key.
std::vector<DerivedScript> comboScripts(const DerivedScript& key) {
    std::vector<DerivedScript> scripts(4, key);
    const crypto::PublicKey& point = key.keys[0].key;
    base::ByteWriter payToKey;
    payToKey.u8(crypto::PublicKey::SIZE).bytes(point.span()).u8(bitcoin::OP_CHECKSIG);
    putInto(scripts[0], Wrapping::bare, payToKey.take());
    putInto(scripts[1], Wrapping::bare, bitcoin::p2pkhScript(crypto::hash160(point.span())));
    putInto(scripts[2], Wrapping::wpkh, bitcoin::p2wpkhScript(point));
    putInto(scripts[3], Wrapping::shWpkh, bitcoin::p2wpkhScript(point));
    return scripts;
}

} // namespace

/// Derives the branch nodes of all keys, and notes every key that a key expression passes through, so that a
/// parent beside its own child is found too.
class Descriptor::BranchBuilder {
public:
    explicit BranchBuilder(const Descriptor& descriptor) : m_descriptor(descriptor) {}

    Result<std::vector<std::vector<BranchNode>>> run(std::size_t branchCount) {
        const auto& keys = m_descriptor.keys();
        m_passed.resize(keys.size());
        std::vector<std::vector<BranchNode>> branches(branchCount);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            for (std::size_t branch = 0; branch < branchCount; ++branch) {
                STRONGROOM_ASSIGN(BranchNode node, nodeOf(i, keys[i], branch));
                STRONGROOM_TRY(addParticipants(node, i, branch));
                branches[branch].push_back(std::move(node));
            }
        }
        return branches;
    }

    /// For each key the first that passes through one of its keys.
    [[nodiscard]] std::vector<std::size_t> holders() const {
        std::vector<std::size_t> holders(m_passed.size());
        std::iota(holders.begin(), holders.end(), std::size_t{0});
        std::map<XCoordinate, std::size_t> first;
        for (std::size_t i = 0; i < m_passed.size(); ++i) {
            for (const XCoordinate& x : m_passed[i]) {
                const auto [found, isNew] = first.emplace(x, i);
                if (isNew || holders[found->second] == holders[i])
                    continue;
                const std::size_t from = std::max(holders[i], holders[found->second]);
                const std::size_t to = std::min(holders[i], holders[found->second]);
                std::ranges::replace(holders, from, to);
            }
        }
        return holders;
    }

private:
    Result<void> addParticipants(BranchNode& node, std::size_t place, std::size_t branch) {
        const KeyExpression& key = m_descriptor.keys()[place];
        std::vector<crypto::PublicKey> fixed;
        for (const KeyExpression& participant : key.participants) {
            STRONGROOM_ASSIGN(BranchNode part, nodeOf(place, participant, branch));
            fixed.push_back(part.key);
            if (key.derivesParticipants())
                node.participants.push_back(std::move(part));
        }
        if (key.isMusig() && !key.derivesParticipants())
            node.musig = musigKey(std::move(fixed));
        return {};
    }

    Result<BranchNode> nodeOf(std::size_t place, const KeyExpression& key, std::size_t branch) {
        if (!key.participants.empty() && !key.extended) // an aggregate, which has no steps
            return BranchNode{std::nullopt, key.publicKey(), {}, {}, {}};
        m_passed[place].insert(xOf(key.publicKey()));
        const std::vector<std::uint32_t> steps = key.steps(branch);
        BranchNode node{key.extended, key.publicKey(), key.originPath().then(steps), {}, {}};
        for (const std::uint32_t step : steps) {
            if (++m_derivations > MAX_PARSE_DERIVATIONS)
                return Unexpected(Error::pathTooLong);
            auto child = node.extended->derive(step);
            if (!child)
                return Unexpected(Error::underivable);
            node.extended = std::move(child).value();
            node.key = node.extended->publicKey();
            m_passed[place].insert(xOf(node.key));
        }
        return node;
    }

    const Descriptor& m_descriptor;
    std::vector<std::set<XCoordinate>> m_passed;
    std::size_t m_derivations = 0;
};

Result<Descriptor> Descriptor::parse(std::string_view text, bitcoin::Network network, ChecksumRule rule) {
    if (text.size() > MAX_TEXT_LENGTH)
        return Unexpected(Error::tooLong);
    STRONGROOM_ASSIGN(const std::string_view payload, stripChecksum(text, rule));
    Descriptor descriptor;
    STRONGROOM_ASSIGN(descriptor.m_expression, parseExpression(payload, network));
    descriptor.m_network = network;
    descriptor.m_text = canonicalText(descriptor.m_expression, network);
    descriptor.m_checksum = *checksumOf(descriptor.m_text);
    STRONGROOM_TRY(descriptor.deriveBranches());
    STRONGROOM_TRY(descriptor.checkDistinct());
    return descriptor;
}

DescriptorId Descriptor::id() const {
    return DescriptorId(crypto::taggedHash("strongroom/descriptor/1", base::asBytes(m_text)).array());
}

bool Descriptor::isRanged() const {
    return std::ranges::any_of(keys(), &KeyExpression::isRanged);
}

bool Descriptor::hasKeyPath() const {
    // BIP341: lift_x of the hash of the generator; nobody knows its logarithm, nor that of a child.
    static const auto NOBODY = crypto::XOnlyPublicKey::parse(
        base::fromHex("50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0").value());
    return wrappingOf(scriptType()) == Wrapping::tr && keys()[0].publicKey().xOnly() != *NOBODY;
}

Result<void> Descriptor::deriveBranches() {
    STRONGROOM_ASSIGN(const std::size_t branchCount, commonBranchCount(keys()));
    BranchBuilder builder(*this);
    STRONGROOM_ASSIGN(m_branches, builder.run(branchCount));
    m_holders = builder.holders();
    return {};
}

/// BIP379 asks for different keys in one script, because a signature by one would serve as the other's; a
/// multisig here asks for different holders, because one of them would count twice (ATTACKS A33).
Result<void> Descriptor::checkDistinct() const {
    for (const ParsedScript& parsed : scripts()) {
        for (const MiniscriptNode& node : parsed.script.nodes()) {
            std::set<std::size_t> seen;
            for (const std::uint32_t key : node.keys) {
                if (!seen.insert(m_holders[key]).second && isMultisig(node.fragment))
                    return Unexpected(Error::duplicateKey);
            }
        }
        for (const std::vector<BranchNode>& branch : m_branches) {
            std::set<std::pair<XCoordinate, bool>> seen;
            for (const std::uint32_t key : parsed.script.keyPlaces()) {
                const bool fixed = !keys()[key].derivesParticipants();
                if (fixed && !seen.emplace(xOf(branch[key].key), keys()[key].wildcard).second)
                    return Unexpected(Error::duplicateKey);
            }
        }
    }
    return {};
}

Result<crypto::PublicKey> Descriptor::childOf(const KeyExpression& key, const BranchNode& node,
                                              std::uint32_t index) {
    if (!key.wildcard)
        return node.key;
    const auto child = node.extended->deriveKey(index);
    if (!child)
        return Unexpected(Error::underivable);
    return *child;
}

Result<DerivedKey> Descriptor::deriveKey(std::size_t place, std::size_t branch, std::uint32_t index) const {
    const KeyExpression& key = keys()[place];
    const BranchNode& node = m_branches[branch][place];
    STRONGROOM_ASSIGN(const crypto::PublicKey child, childOf(key, node, index));
    DerivedKey derived{child, key.fingerprint(), key.wildcard ? node.path.then({index}) : node.path, place};
    derived.musig = node.musig;
    if (node.participants.empty())
        return derived;
    std::vector<crypto::PublicKey> participants;
    for (std::size_t i = 0; i < key.participants.size(); ++i) {
        STRONGROOM_ASSIGN(const crypto::PublicKey participant,
                          childOf(key.participants[i], node.participants[i], index));
        participants.push_back(participant);
    }
    derived.musig = musigKey(std::move(participants));
    if (!derived.musig)
        return Unexpected(Error::underivable);
    derived.key = derived.musig->aggregate;
    derived.fingerprint = bitcoin::fingerprintOf(derived.key);
    return derived;
}

Result<std::vector<DerivedKey>> Descriptor::deriveKeys(std::size_t branch, std::uint32_t index) const {
    std::vector<DerivedKey> derived;
    derived.reserve(keys().size());
    for (std::size_t i = 0; i < keys().size(); ++i) {
        STRONGROOM_ASSIGN(DerivedKey key, deriveKey(i, branch, index));
        derived.push_back(std::move(key));
    }
    return derived;
}

Result<void> Descriptor::addTaproot(DerivedScript& script) const {
    const std::vector<crypto::PublicKey> table = publicKeys(script.keys);
    script.internalKey = table[0].xOnly();
    if (scripts().empty()) {
        script.outputKey = bitcoin::taprootOutputKey(*script.internalKey); // BIP386: as BIP86 does
    } else {
        std::vector<bitcoin::TapLeaf> leaves;
        for (const ParsedScript& leaf : scripts())
            leaves.push_back({leaf.depth, bitcoin::TAPSCRIPT_LEAF_VERSION, leaf.script.script(table)});
        const auto tree = bitcoin::TapTree::fromLeaves(leaves);
        STRONGROOM_CHECK(tree.has_value()); // the grammar writes full trees only
        script.merkleRoot = tree->root;
        const auto output = bitcoin::taprootOutput(*script.internalKey, tree->root);
        if (!output)
            return Unexpected(Error::underivable);
        script.outputKey = output->key;
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            const std::vector<std::uint32_t> places = scripts()[i].script.keyPlaces();
            const bitcoin::ControlBlock control{leaves[i].leafVersion, output->parity, *script.internalKey,
                                                tree->paths[i]};
            TapLeaf leaf;
            leaf.depth = leaves[i].depth;
            leaf.hash = bitcoin::tapLeafHash(leaves[i].leafVersion, leaves[i].script);
            leaf.controlBlock = control.bytes();
            leaf.keys.assign(places.begin(), places.end());
            leaf.script = std::move(leaves[i].script);
            script.leaves.push_back(std::move(leaf));
        }
    }
    if (!script.outputKey)
        return Unexpected(Error::underivable);
    script.scriptPubKey = bitcoin::p2trScript(*script.outputKey);
    return {};
}

Result<std::vector<DerivedScript>> Descriptor::deriveAll(std::size_t branch, std::uint32_t index) const {
    if (branch >= branchCount())
        return Unexpected(Error::noSuchBranch);
    if (index > MAX_INDEX)
        return Unexpected(Error::indexRange);
    if (index != 0 && !isRanged())
        return Unexpected(Error::notRanged);
    std::vector<DerivedScript> result(1);
    DerivedScript& script = result.front();
    STRONGROOM_ASSIGN(script.keys, deriveKeys(branch, index));
    const Wrapping wrapping = wrappingOf(scriptType());
    switch (wrapping) {
    case Wrapping::wpkh:
    case Wrapping::shWpkh:
        putInto(script, wrapping, bitcoin::p2wpkhScript(script.keys[0].key));
        return result;
    case Wrapping::bare:
    case Wrapping::sh:
    case Wrapping::wsh:
    case Wrapping::shWsh:
        if (isSortedMulti(scriptType()))
            std::ranges::sort(script.keys, {}, &DerivedKey::key); // BIP67
        putInto(script, wrapping, scripts()[0].script.script(publicKeys(script.keys)));
        return result;
    case Wrapping::tr:
        STRONGROOM_TRY(addTaproot(script));
        return result;
    case Wrapping::other:
        break;
    }
    if (scriptType() == DescriptorType::combo)
        return comboScripts(script);
    if (scriptType() == DescriptorType::rawtr) {
        script.outputKey = script.keys[0].key.xOnly();
        script.scriptPubKey = bitcoin::p2trScript(*script.outputKey);
        return result;
    }
    script.scriptPubKey = m_expression.output;
    return result;
}

Result<DerivedScript> Descriptor::derive(std::size_t branch, std::uint32_t index) const {
    if (scriptType() == DescriptorType::combo)
        return Unexpected(Error::severalScripts);
    STRONGROOM_ASSIGN(std::vector<DerivedScript> scripts, deriveAll(branch, index));
    return std::move(scripts.front());
}

} // namespace strongroom::descriptor
