#include "psbt/final_fields.h"

#include "base/byte_writer.h"
#include "base/check.h"
#include "psbt/script_satisfier.h"

#include <algorithm>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using Items = std::vector<Bytes>;

constexpr std::uint8_t OP_PUSHDATA1 = 0x4c;
constexpr std::uint8_t OP_PUSHDATA2 = 0x4d;
constexpr std::uint8_t OP_PUSHDATA4 = 0x4e;

/// Bytes, with the length of each item.
std::size_t witnessSize(const Items& items) {
    std::size_t size = 0;
    for (const Bytes& item : items)
        size += item.size() + (item.size() < 0xfd ? 1 : item.size() <= 0xffff ? 3 : 5);
    return size;
}

descriptor::ScriptContext contextOf(SigningScript::Digest digest) {
    switch (digest) {
    case SigningScript::Digest::legacy:
        return descriptor::ScriptContext::legacy;
    case SigningScript::Digest::segwitV0:
        return descriptor::ScriptContext::segwitV0;
    case SigningScript::Digest::taproot:
        return descriptor::ScriptContext::tapscript;
    }
    base::checkFailed("SigningScript::Digest");
}

/// What the script consumes, without the scripts behind its hashes.
std::optional<Items> stackFor(const Psbt& psbt, std::size_t index, const SigningScript& script) {
    const PsbtInput& input = psbt.inputs[index];
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
        for (const StatedKey& key : script.keys)
            if (const auto found = input.partialSigs.find(key);
                found != input.partialSigs.end() && stack.size() <= script.threshold)
                stack.push_back(found->second);
        return stack.size() == script.threshold + 1 ? std::optional(std::move(stack)) : std::nullopt;
    }
    case SigningScript::Kind::script:
        return satisfyScript(psbt, index, {script.scriptCode, contextOf(script.digest), {}});
    case SigningScript::Kind::taproot:
        return std::nullopt;
    }
    base::checkFailed("SigningScript::Kind");
}

/// The key path where it is signed, else the cheapest leaf that is stated and satisfied.
std::optional<FinalFields> taprootFields(const Psbt& psbt, std::size_t index, const SigningScript& script) {
    const PsbtInput& input = psbt.inputs[index];
    if (input.tapKeySig)
        return FinalFields{{}, {*input.tapKeySig}};
    std::optional<Items> best;
    for (const auto& [controlBlock, leafScript] : input.tapLeafScripts) {
        const auto leaf = judgeTapLeaf(controlBlock, leafScript, *script.outputKey);
        if (!leaf)
            continue;
        auto stack =
            satisfyScript(psbt, index, {leaf->script, descriptor::ScriptContext::tapscript, leaf->leafHash});
        if (!stack)
            continue;
        stack->push_back(leaf->script);
        stack->push_back(leaf->controlBlock);
        if (!best || witnessSize(*stack) < witnessSize(*best))
            best = std::move(stack);
    }
    return best ? std::optional(FinalFields{{}, *std::move(best)}) : std::nullopt;
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

std::optional<FinalFields> finalFields(const Psbt& psbt, std::size_t input, const bitcoin::TxOut& spent) {
    const auto script = signingScript(psbt.inputs[input], spent);
    if (!script)
        return std::nullopt;
    if (script->kind == SigningScript::Kind::taproot)
        return taprootFields(psbt, input, *script);
    auto stack = stackFor(psbt, input, *script);
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
