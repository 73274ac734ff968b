#include "psbt/final_fields.h"

#include "base/byte_writer.h"
#include "base/check.h"

#include <algorithm>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using Items = std::vector<Bytes>;

constexpr std::uint8_t OP_PUSHDATA1 = 0x4c;
constexpr std::uint8_t OP_PUSHDATA2 = 0x4d;
constexpr std::uint8_t OP_PUSHDATA4 = 0x4e;

/// What the script consumes, without the scripts behind its hashes.
std::optional<Items> stackFor(const PsbtInput& input, const SigningScript& script) {
    switch (script.kind) {
    case SigningScript::Kind::keyHash: {
        const auto found = std::ranges::find_if(
            input.partialSigs, [&](const auto& signature) { return script.names(signature.first); });
        if (found == input.partialSigs.end())
            return std::nullopt;
        return Items{found->second, base::toBytes(found->first.span())};
    }
    case SigningScript::Kind::multisig: {
        Items stack{Bytes()}; // CHECKMULTISIG takes one item too many (BIP147: it is empty)
        for (const crypto::PublicKey& key : script.keys)
            if (const auto found = input.partialSigs.find(key);
                found != input.partialSigs.end() && stack.size() <= script.threshold)
                stack.push_back(found->second);
        return stack.size() == script.threshold + 1 ? std::optional(std::move(stack)) : std::nullopt;
    }
    case SigningScript::Kind::script:
    case SigningScript::Kind::taproot:
        return std::nullopt;
    }
    base::checkFailed("SigningScript::Kind");
}

/// Key by key from the last, as multi_a takes them from the stack.
std::optional<Items> leafStack(const PsbtInput& input, const TapLeafChoice& leaf) {
    const auto multi = bitcoin::matchMultiA(leaf.script);
    if (!multi)
        return std::nullopt;
    Items stack(multi->keys.size());
    std::size_t signatures = 0;
    for (std::size_t i = 0; i < multi->keys.size() && signatures < multi->threshold; ++i) {
        const auto found = input.tapScriptSigs.find(TapScriptSigner{multi->keys[i], leaf.leafHash});
        if (found == input.tapScriptSigs.end())
            continue;
        stack[stack.size() - 1 - i] = found->second;
        ++signatures;
    }
    return signatures == multi->threshold ? std::optional(std::move(stack)) : std::nullopt;
}

/// The key path where it is signed, else the first leaf that has its signatures.
std::optional<FinalFields> taprootFields(const PsbtInput& input, const SigningScript& script) {
    if (input.tapKeySig)
        return FinalFields{{}, {*input.tapKeySig}};
    for (const auto& [controlBlock, leafScript] : input.tapLeafScripts) {
        const auto leaf = judgeTapLeaf(controlBlock, leafScript, *script.outputKey);
        auto stack = leaf ? leafStack(input, *leaf) : std::nullopt;
        if (!stack)
            continue;
        stack->push_back(leaf->script);
        stack->push_back(leaf->controlBlock);
        return FinalFields{{}, std::move(*stack)};
    }
    return std::nullopt;
}

} // namespace

Bytes scriptSigOf(const Items& items) {
    base::ByteWriter writer;
    for (const Bytes& item : items) {
        if (item.size() < OP_PUSHDATA1)
            writer.u8(static_cast<std::uint8_t>(item.size()));
        else if (item.size() <= 0xff)
            writer.u8(OP_PUSHDATA1).u8(static_cast<std::uint8_t>(item.size()));
        else if (item.size() <= 0xffff)
            writer.u8(OP_PUSHDATA2).u16(static_cast<std::uint16_t>(item.size()));
        else
            writer.u8(OP_PUSHDATA4).u32(static_cast<std::uint32_t>(item.size()));
        writer.bytes(item);
    }
    return writer.take();
}

std::optional<FinalFields> finalFields(const PsbtInput& input, const bitcoin::TxOut& spent) {
    const auto script = signingScript(input, spent);
    if (!script)
        return std::nullopt;
    if (script->kind == SigningScript::Kind::taproot)
        return taprootFields(input, *script);
    auto stack = stackFor(input, *script);
    if (!stack)
        return std::nullopt;
    if (script->digest == SigningScript::Digest::legacy) {
        if (!script->redeemScript.empty())
            stack->push_back(script->redeemScript);
        return FinalFields{scriptSigOf(*stack), {}};
    }
    if (!script->witnessScript.empty())
        stack->push_back(script->witnessScript);
    return FinalFields{script->redeemScript.empty() ? Bytes() : scriptSigOf({script->redeemScript}),
                       std::move(*stack)};
}

} // namespace strongroom::psbt
