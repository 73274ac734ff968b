#include "psbt/script_satisfier.h"

#include "base/check.h"
#include "descriptor/miniscript_decode.h"

#include <algorithm>
#include <map>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::ByteSpan;
using descriptor::HashKind;
using descriptor::ScriptContext;

constexpr std::int32_t FIRST_VERSION_WITH_LOCKS = 2; // BIP68
constexpr std::uint32_t FINAL_SEQUENCE = 0xffffffff; // BIP65: such an input ignores the lock time

PreimageKind preimageKind(HashKind kind) {
    switch (kind) {
    case HashKind::sha256:
        return PreimageKind::sha256;
    case HashKind::hash256:
        return PreimageKind::hash256;
    case HashKind::ripemd160:
        return PreimageKind::ripemd160;
    case HashKind::hash160:
        return PreimageKind::hash160;
    }
    base::checkFailed("HashKind");
}

Bytes hashOf(PreimageKind kind, ByteSpan preimage) {
    switch (kind) {
    case PreimageKind::sha256:
        return base::toBytes(crypto::sha256(preimage).span());
    case PreimageKind::hash256:
        return base::toBytes(crypto::sha256d(preimage).span());
    case PreimageKind::ripemd160:
        return base::toBytes(crypto::ripemd160(preimage).span());
    case PreimageKind::hash160:
        return base::toBytes(crypto::hash160(preimage).span());
    }
    base::checkFailed("PreimageKind");
}

/// The keys that an input speaks of, by their hashes as its kind of script has them.
class NamedKeys {
public:
    NamedKeys(const PsbtInput& input, ScriptContext context) {
        if (context == ScriptContext::tapscript) {
            for (const auto& [key, derivation] : input.tapBip32)
                add(key);
            for (const auto& [signer, signature] : input.tapScriptSigs)
                add(signer.key);
        } else {
            for (const auto& [key, origin] : input.bip32)
                add(key);
            for (const auto& [key, signature] : input.partialSigs)
                add(key);
        }
    }
    [[nodiscard]] std::optional<crypto::PublicKey> find(ByteSpan hash) const {
        const auto found = m_byHash.find(base::toBytes(hash));
        return found == m_byHash.end() ? std::nullopt : crypto::PublicKey::parse(found->second);
    }

private:
    void add(const StatedKey& key) {
        m_byHash.emplace(base::toBytes(crypto::hash160(key.span()).span()), base::toBytes(key.span()));
    }
    void add(const StatedXOnlyKey& key) {
        Bytes even{0x02};
        even.insert(even.end(), key.span().begin(), key.span().end());
        m_byHash.emplace(base::toBytes(crypto::hash160(key.span()).span()), std::move(even));
    }
    std::map<Bytes, Bytes> m_byHash; ///< Compressed keys.
};

class InputAssets final : public descriptor::MiniscriptAssets {
public:
    InputAssets(const Psbt& psbt, std::size_t input, const SatisfiedScript& wanted,
                const std::vector<crypto::PublicKey>& keys)
        : m_fields(psbt.inputs[input]),
          m_tx(psbt.tx),
          m_sequence(psbt.tx.inputs[input].sequence),
          m_wanted(wanted),
          m_keys(keys) {}

    [[nodiscard]] std::optional<Bytes> signature(std::uint32_t key) const override {
        if (m_wanted.context == ScriptContext::tapscript)
            return valueOf(m_fields.tapScriptSigs, TapScriptSigner{m_keys[key].xOnly(), m_wanted.leafHash});
        return valueOf(m_fields.partialSigs, StatedKey(m_keys[key]));
    }
    /// What a PSBT calls a preimage is one only if it hashes to what the script wants.
    [[nodiscard]] std::optional<Bytes> preimage(HashKind kind, ByteSpan hash) const override {
        auto stated = valueOf(m_fields.preimages, PreimageKey{preimageKind(kind), base::toBytes(hash)});
        if (!stated || !std::ranges::equal(hashOf(preimageKind(kind), *stated), hash))
            return std::nullopt;
        return stated;
    }
    [[nodiscard]] bool olderReached(std::uint32_t operand) const override {
        return m_tx.version >= FIRST_VERSION_WITH_LOCKS && descriptor::sequenceSatisfies(m_sequence, operand);
    }
    [[nodiscard]] bool afterReached(std::uint32_t operand) const override {
        return m_sequence != FINAL_SEQUENCE && descriptor::lockTimeSatisfies(m_tx.lockTime, operand);
    }

private:
    template <typename Map, typename Key>
    static std::optional<Bytes> valueOf(const Map& map, const Key& key) {
        const auto found = map.find(key);
        return found == map.end() ? std::nullopt : std::optional(found->second);
    }

    const PsbtInput& m_fields;
    const bitcoin::Transaction& m_tx;
    std::uint32_t m_sequence;
    const SatisfiedScript& m_wanted;
    const std::vector<crypto::PublicKey>& m_keys;
};

} // namespace

std::optional<std::vector<Bytes>> satisfyScript(const Psbt& psbt, std::size_t input,
                                                const SatisfiedScript& wanted) {
    const NamedKeys named(psbt.inputs[input], wanted.context);
    const auto decoded = descriptor::decodeMiniscript(wanted.script, wanted.context,
                                                      [&](ByteSpan hash) { return named.find(hash); });
    if (!decoded)
        return std::nullopt;
    auto witness =
        decoded->expression.satisfy(decoded->keys, InputAssets(psbt, input, wanted, decoded->keys));
    if (!witness)
        return std::nullopt;
    std::vector<Bytes> stack;
    stack.reserve(witness->items.size() + 2);
    for (descriptor::WitnessItem& item : witness->items)
        stack.push_back(std::move(item.bytes));
    return stack;
}

} // namespace strongroom::psbt
