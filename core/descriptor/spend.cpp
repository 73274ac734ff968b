// What spending costs and takes: weights, plans, witnesses.
#include "descriptor/descriptor.h"

#include "base/byte_writer.h"
#include "base/check.h"
#include "bitcoin/opcode.h"
#include "bitcoin/taproot.h"

#include <algorithm>

namespace strongroom::descriptor {

namespace {

using Items = std::vector<Bytes>;

constexpr std::int64_t WITNESS_SCALE = 4;              // BIP141
constexpr std::size_t BASE_SIZE = 32 + 4 + 1 + 4;      // outpoint, empty scriptSig, sequence
constexpr std::size_t ECDSA_SIGNATURE_SIZE = 71 + 1;   // DER with low S, hash type
constexpr std::size_t SCHNORR_SIGNATURE_SIZE = 64 + 1; // with a hash type
constexpr std::size_t KEY_SIZE = crypto::PublicKey::SIZE;

std::size_t compactSizeLength(std::size_t value) {
    return value < 0xfd ? 1 : value <= 0xffff ? 3 : 5;
}

std::size_t withLength(std::size_t size) {
    return compactSizeLength(size) + size;
}

/// A push in a scriptSig, in its shortest form.
std::size_t pushSize(std::size_t size) {
    return size < bitcoin::OP_PUSHDATA1 ? 1 + size : size <= 0xff ? 2 + size : 3 + size;
}

std::int64_t inputWeight(std::size_t scriptSigSize, std::size_t witnessSize) {
    const std::size_t outside = BASE_SIZE - 1 + withLength(scriptSigSize);
    return WITNESS_SCALE * static_cast<std::int64_t>(outside) + static_cast<std::int64_t>(witnessSize);
}

/// The sizes of one witness of a script: how many items, and their bytes with lengths.
struct StackSize {
    std::size_t items;
    std::size_t bytes;
};

/// The weight of an input of a bare, sh or wsh script.
std::int64_t scriptWeight(Wrapping wrapping, std::size_t scriptSize, StackSize stack) {
    constexpr std::size_t REDEEM_PUSH = 1 + 34; // of a p2wsh script
    const std::size_t witness = compactSizeLength(stack.items + 1) + stack.bytes + withLength(scriptSize);
    switch (wrapping) {
    case Wrapping::bare:
        return inputWeight(stack.bytes, 1);
    case Wrapping::sh:
        return inputWeight(stack.bytes + pushSize(scriptSize), 1);
    case Wrapping::wsh:
        return inputWeight(0, witness);
    case Wrapping::shWsh:
        return inputWeight(REDEEM_PUSH, witness);
    case Wrapping::wpkh:
    case Wrapping::shWpkh:
    case Wrapping::tr:
    case Wrapping::other:
        break;
    }
    base::checkFailed("Wrapping");
}

std::int64_t leafWeight(std::size_t scriptSize, std::size_t depth, StackSize stack) {
    const std::size_t control = bitcoin::ControlBlock::BASE_SIZE + crypto::Hash256::SIZE * depth;
    return inputWeight(0, compactSizeLength(stack.items + 2) + stack.bytes + withLength(scriptSize) +
                              withLength(control));
}

/// Of the forms that need one signature and no script of their own.
std::int64_t keyWeight(DescriptorType type) {
    constexpr std::size_t SIGNATURE_AND_KEY = 1 + ECDSA_SIGNATURE_SIZE + 1 + KEY_SIZE;
    constexpr std::size_t REDEEM_PUSH = 1 + 22; // of a p2wpkh script
    switch (wrappingOf(type)) {
    case Wrapping::wpkh:
        return inputWeight(0, 1 + SIGNATURE_AND_KEY);
    case Wrapping::shWpkh:
        return inputWeight(REDEEM_PUSH, 1 + SIGNATURE_AND_KEY);
    case Wrapping::tr:
        return inputWeight(0, 1 + 1 + SCHNORR_SIGNATURE_SIZE);
    case Wrapping::bare:
    case Wrapping::sh:
    case Wrapping::wsh:
    case Wrapping::shWsh:
    case Wrapping::other:
        break;
    }
    if (type == DescriptorType::rawtr)
        return inputWeight(0, 1 + 1 + SCHNORR_SIGNATURE_SIZE);
    if (type == DescriptorType::combo)
        return inputWeight(SIGNATURE_AND_KEY, 1); // as pkh, the heaviest of its four
    return inputWeight(0, 1);                     // addr and raw
}

StackSize largestStack(const Miniscript& script) {
    return {script.limits().witnessItems.value_or(0), script.limits().witnessSize.value_or(0)};
}

StackSize sizeOf(const std::vector<WitnessItem>& items) {
    StackSize size{items.size(), 0};
    for (const WitnessItem& item : items)
        size.bytes += withLength(item.bytes.size());
    return size;
}

/// Signatures and preimages of full size for what the assets have.
class PlannedAssets final : public MiniscriptAssets {
public:
    PlannedAssets(const SpendAssets& assets, ScriptContext context) : m_assets(assets), m_context(context) {}

    [[nodiscard]] std::optional<Bytes> signature(std::uint32_t key) const override {
        if (std::ranges::find(m_assets.keys, std::size_t{key}) == m_assets.keys.end())
            return std::nullopt;
        return Bytes(m_context == ScriptContext::tapscript ? SCHNORR_SIGNATURE_SIZE : ECDSA_SIGNATURE_SIZE);
    }
    [[nodiscard]] std::optional<Bytes> preimage(HashKind /*kind*/, ByteSpan hash) const override {
        const auto known = std::ranges::any_of(
            m_assets.hashes, [&](const Bytes& one) { return std::ranges::equal(one, hash); });
        return known ? std::optional(Bytes(32)) : std::nullopt;
    }
    [[nodiscard]] bool olderReached(std::uint32_t operand) const override {
        return m_assets.sequence && sequenceSatisfies(*m_assets.sequence, operand);
    }
    [[nodiscard]] bool afterReached(std::uint32_t operand) const override {
        return m_assets.lockTime && lockTimeSatisfies(*m_assets.lockTime, operand);
    }

private:
    const SpendAssets& m_assets;
    ScriptContext m_context;
};

/// What a SignatureSource has for one script, or for one leaf of it.
class SourcedAssets final : public MiniscriptAssets {
public:
    SourcedAssets(const DerivedScript& script, const SignatureSource& source, const TapLeaf* leaf)
        : m_script(script), m_source(source), m_leaf(leaf) {}

    [[nodiscard]] std::optional<Bytes> signature(std::uint32_t key) const override {
        const crypto::PublicKey& point = m_script.keys[key].key;
        return m_leaf == nullptr ? m_source.ecdsaSignature(point)
                                 : m_source.schnorrLeafSignature(point.xOnly(), m_leaf->hash);
    }
    [[nodiscard]] std::optional<Bytes> preimage(HashKind kind, ByteSpan hash) const override {
        return m_source.preimage(kind, hash);
    }
    [[nodiscard]] bool olderReached(std::uint32_t operand) const override {
        const auto sequence = m_source.inputSequence();
        return sequence && sequenceSatisfies(*sequence, operand);
    }
    [[nodiscard]] bool afterReached(std::uint32_t operand) const override {
        const auto lockTime = m_source.lockTime();
        return lockTime && lockTimeSatisfies(*lockTime, operand);
    }

private:
    const DerivedScript& m_script;
    const SignatureSource& m_source;
    const TapLeaf* m_leaf; ///< Null outside taproot.
};

std::vector<std::size_t> signersOf(const std::vector<WitnessItem>& items) {
    std::vector<std::size_t> signers;
    for (const WitnessItem& item : items) {
        if (item.kind == WitnessItem::Kind::signature)
            signers.push_back(item.key);
    }
    std::ranges::sort(signers);
    return signers;
}

Items bytesOf(std::vector<WitnessItem> items) {
    Items bytes;
    bytes.reserve(items.size() + 2);
    for (WitnessItem& item : items)
        bytes.push_back(std::move(item.bytes));
    return bytes;
}

/// The push of an item as scriptSigs must have it (BIP62 rule 3): numbers by their opcode, else the shortest.
void push(base::ByteWriter& writer, ByteSpan item) {
    if (item.size() == 1 && item[0] >= 1 && item[0] <= 16) {
        writer.u8(static_cast<std::uint8_t>(bitcoin::OP_1 + item[0] - 1));
        return;
    }
    if (item.size() >= bitcoin::OP_PUSHDATA1 && item.size() <= 0xff)
        writer.u8(bitcoin::OP_PUSHDATA1);
    else if (item.size() > 0xff)
        writer.u8(bitcoin::OP_PUSHDATA2).u8(static_cast<std::uint8_t>(item.size()));
    writer.u8(static_cast<std::uint8_t>(item.size() > 0xff ? item.size() >> 8U : item.size())).bytes(item);
}

Bytes scriptSigOf(const Items& items) {
    base::ByteWriter writer;
    for (const Bytes& item : items)
        push(writer, item);
    return writer.take();
}

/// The stack that a script takes, put where its output looks for it.
Satisfaction placed(const DerivedScript& script, Items stack) {
    if (!script.witnessScript.empty()) {
        stack.push_back(script.witnessScript);
        return {
            script.redeemScript.empty() ? Bytes() : scriptSigOf({script.redeemScript}), std::move(stack), {}};
    }
    if (!script.redeemScript.empty())
        stack.push_back(script.redeemScript);
    return {scriptSigOf(stack), {}, {}};
}

/// wpkh, pkh, pk and sh(wpkh) by the shape of the output: those that combo stands for.
std::optional<Satisfaction> satisfyKey(const DerivedScript& script, const SignatureSource& source) {
    const crypto::PublicKey& key = script.keys[0].key;
    auto signature = source.ecdsaSignature(key);
    if (!signature)
        return std::nullopt;
    const bool payToKey = bitcoin::classify(script.scriptPubKey) == bitcoin::ScriptType::p2pk;
    Items stack{std::move(*signature)};
    if (!payToKey)
        stack.push_back(base::toBytes(key.span()));
    if (payToKey || bitcoin::classify(script.scriptPubKey) == bitcoin::ScriptType::p2pkh)
        return Satisfaction{scriptSigOf(stack), {}, {}};
    return Satisfaction{
        script.redeemScript.empty() ? Bytes() : scriptSigOf({script.redeemScript}), std::move(stack), {}};
}

} // namespace

std::size_t Descriptor::threshold() const {
    if (scriptType() == DescriptorType::addr || scriptType() == DescriptorType::raw)
        return 0;
    if (scripts().empty() || hasKeyPath())
        return 1;
    std::optional<std::size_t> fewest;
    for (const ParsedScript& parsed : scripts())
        fewest = std::min(fewest.value_or(SIZE_MAX), parsed.script.limits().signatures.value_or(SIZE_MAX));
    return *fewest;
}

std::vector<Timelock> Descriptor::timelocks() const {
    std::vector<Timelock> locks;
    for (const ParsedScript& parsed : scripts()) {
        for (const MiniscriptNode& node : parsed.script.nodes()) {
            if (node.fragment == Fragment::older || node.fragment == Fragment::after)
                locks.push_back(
                    {node.fragment == Fragment::older ? Timelock::Kind::older : Timelock::Kind::after,
                     node.number});
        }
    }
    std::ranges::sort(locks);
    locks.erase(std::unique(locks.begin(), locks.end()), locks.end());
    return locks;
}

std::int64_t Descriptor::maxInputWeight() const {
    const Wrapping wrapping = wrappingOf(scriptType());
    if (scripts().empty())
        return keyWeight(scriptType());
    if (wrapping != Wrapping::tr)
        return scriptWeight(wrapping, scripts()[0].script.limits().scriptSize,
                            largestStack(scripts()[0].script));
    std::int64_t weight = keyWeight(scriptType());
    for (const ParsedScript& leaf : scripts())
        weight = std::max(weight,
                          leafWeight(leaf.script.limits().scriptSize, leaf.depth, largestStack(leaf.script)));
    return weight;
}

std::optional<SpendPlan> Descriptor::plan(const SpendAssets& assets) const {
    const Wrapping wrapping = wrappingOf(scriptType());
    const bool isKeySpend = scripts().empty() || hasKeyPath();
    if (isKeySpend && !keys().empty() && std::ranges::find(assets.keys, std::size_t{0}) != assets.keys.end())
        return SpendPlan{keyWeight(scriptType()), {0}, {}, {}, {}};
    std::vector<crypto::PublicKey> table;
    for (const BranchNode& node : m_branches[0])
        table.push_back(node.key);
    std::optional<SpendPlan> best;
    for (std::size_t i = 0; i < scripts().size(); ++i) {
        const ParsedScript& parsed = scripts()[i];
        const auto witness = parsed.script.satisfy(table, PlannedAssets(assets, parsed.script.context()));
        if (!witness)
            continue;
        const std::size_t scriptSize = parsed.script.limits().scriptSize;
        const StackSize stack = sizeOf(witness->items);
        const bool isLeaf = wrapping == Wrapping::tr;
        const std::int64_t weight =
            isLeaf ? leafWeight(scriptSize, parsed.depth, stack) : scriptWeight(wrapping, scriptSize, stack);
        if (!best || weight < best->inputWeight)
            best = SpendPlan{weight, signersOf(witness->items), witness->older, witness->after,
                             isLeaf ? std::optional(i) : std::nullopt};
    }
    return best;
}

std::optional<SpendPlan> Descriptor::planOfKeys() const {
    SpendAssets assets;
    for (std::size_t key = 0; key < keys().size(); ++key)
        assets.keys.push_back(key);
    return plan(assets);
}

std::optional<Satisfaction> Descriptor::satisfy(const DerivedScript& script,
                                                const SignatureSource& source) const {
    if (keys().empty())
        return std::nullopt; // addr, raw
    if (script.outputKey) {
        if (auto signature = source.schnorrSignature(*script.outputKey))
            return Satisfaction{{}, {std::move(*signature)}, {}};
    } else if (scripts().empty()) {
        return satisfyKey(script, source);
    }
    std::vector<crypto::PublicKey> table;
    for (const DerivedKey& key : script.keys)
        table.push_back(key.key);
    if (!script.outputKey) {
        auto witness = scripts()[0].script.satisfy(table, SourcedAssets(script, source, nullptr));
        if (!witness)
            return std::nullopt;
        return placed(script, bytesOf(std::move(witness->items)));
    }
    std::optional<Satisfaction> best;
    std::int64_t bestWeight = 0;
    for (std::size_t i = 0; i < scripts().size(); ++i) {
        const TapLeaf& leaf = script.leaves[i];
        auto witness = scripts()[i].script.satisfy(table, SourcedAssets(script, source, &leaf));
        if (!witness)
            continue;
        const std::int64_t weight = leafWeight(leaf.script.size(), leaf.depth, sizeOf(witness->items));
        if (best && bestWeight <= weight)
            continue;
        Items stack = bytesOf(std::move(witness->items));
        stack.push_back(leaf.script);
        stack.push_back(leaf.controlBlock);
        best = Satisfaction{{}, std::move(stack), i};
        bestWeight = weight;
    }
    return best;
}

} // namespace strongroom::descriptor
