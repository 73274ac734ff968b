#include "base/text_encoding.h"
#include "generator.h"
#include "psbt/codec.h"

#include <algorithm>
#include <array>
#include <functional>

namespace strongroom::test {

namespace {

using psbt::Psbt;

/// The order of the curve, for signatures with a high S.
constexpr std::array<std::uint8_t, 32> ORDER{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                             0xff, 0xff, 0xff, 0xff, 0xfe, 0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48,
                                             0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41};

/// DER of (r, order − s) and a hash type: valid for consensus of old, never relayed (BIP146).
base::Bytes withHighS(const base::Bytes& signature) {
    const std::size_t rSize = signature[3];
    const std::size_t sAt = 6 + rSize;
    base::Bytes s(signature.begin() + static_cast<std::ptrdiff_t>(sAt), signature.end() - 1);
    s.insert(s.begin(), 32 - std::min<std::size_t>(32, s.size()), 0);
    if (s.size() > 32)
        s.erase(s.begin());
    base::Bytes high(32);
    int borrow = 0;
    for (std::size_t i = 32; i-- > 0;) {
        const int digit = ORDER[i] - s[i] - borrow;
        borrow = digit < 0 ? 1 : 0;
        high[i] = static_cast<std::uint8_t>(digit & 0xff);
    }
    high.insert(high.begin(), 0); // its first bit is set
    base::Bytes result{0x30, static_cast<std::uint8_t>(4 + rSize + high.size())};
    result.insert(result.end(), signature.begin() + 2,
                  signature.begin() + static_cast<std::ptrdiff_t>(4 + rSize));
    result.insert(result.end(), {0x02, static_cast<std::uint8_t>(high.size())});
    result.insert(result.end(), high.begin(), high.end());
    result.push_back(signature.back());
    return result;
}

class SignatureMutator {
public:
    SignatureMutator(Mutants& mutants, const Seed& seed) : m_mutants(mutants), m_seed(seed) {}

    void all() {
        if (m_seed.staleSignature == "vault.bad_signature")
            for (const std::size_t index : m_seed.signedInputs)
                m_seed.tree ? leafSchnorr(index) : m_seed.taproot ? schnorr(index) : ecdsa(index);
        if (m_seed.staleSignature == "vault.bad_final_witness")
            finalWitness(0);
        if (m_seed.staleSignature.empty())
            prefilled();
    }

private:
    void add(const std::string& change, const std::function<void(Psbt&)>& mutate, Expectation expected) {
        Psbt psbt = m_seed.parsed();
        mutate(psbt);
        m_mutants.push_back({m_seed.name, change, psbt::serialize(psbt), std::move(expected)});
    }
    [[nodiscard]] static std::string at(std::size_t index) { return " of input " + std::to_string(index); }

    /// A16, A61 to A63.
    void ecdsa(std::size_t index) {
        const auto [key, good] = *m_seed.parsed().inputs[index].partialSigs.begin();
        const auto signature = [&](const std::string& what, const char* row, const base::Bytes& bytes) {
            add(
                "signature " + what + at(index),
                [&, publicKey = key](Psbt& psbt) { psbt.inputs[index].partialSigs.at(publicKey) = bytes; },
                refused(row, "vault.bad_signature"));
        };
        const auto changed = [&](const std::function<void(base::Bytes&)>& change) {
            base::Bytes bytes = good;
            change(bytes);
            return bytes;
        };
        for (const std::uint8_t type : base::Bytes{0x00, 0x02, 0x03, 0x04, 0x21, 0x81, 0x82, 0x83})
            signature("of type " + std::to_string(type), "A16",
                      changed([&](auto& bytes) { bytes.back() = type; }));
        signature("with a high S", "A62", withHighS(good));
        signature("with another tag", "A62", changed([](auto& bytes) { bytes[0] = 0x31; }));
        signature("with a length too long", "A62", changed([](auto& bytes) { ++bytes[1]; }));
        signature("with a length too short", "A62", changed([](auto& bytes) { --bytes[1]; }));
        signature("without its S", "A62", changed([](auto& bytes) { bytes.resize(bytes.size() / 2); }));
        signature("with a negative R", "A62", changed([](auto& bytes) { bytes[4] |= 0x80; }));
        signature("with R of another tag", "A62", changed([](auto& bytes) { bytes[2] = 0x03; }));
        signature("of one byte", "A62", {0x01});
        signature("without type", "A62", changed([](auto& bytes) { bytes.pop_back(); }));
        if (good.size() < 73)
            signature("with a byte behind it", "A62",
                      changed([](auto& bytes) { bytes.insert(bytes.end() - 1, 0x00); }));
        siblings(index, key);
        const auto stranger = makeAccount("attacker").xpub.publicKey();
        add(
            "a signature by a key outside the script" + at(index),
            [&, bytes = good](Psbt& psbt) { psbt.inputs[index].partialSigs.emplace(stranger, bytes); },
            refused("A63", "vault.bad_signature"));
        add(
            "the signature filed under a key outside the script" + at(index),
            [&, bytes = good](Psbt& psbt) {
                psbt.inputs[index].partialSigs = {{stranger, bytes}};
            },
            refused("A63", "vault.bad_signature"));
        const psbt::PsbtInput fields = m_seed.parsed().inputs[index];
        if (m_seed.claims > 1)
            for (const auto& [other, origin] : fields.bip32)
                if (!(other == key))
                    add(
                        "the signature filed under another cosigner " + base::toHex(other.span().first(4)) +
                            at(index),
                        [&, otherKey = other, bytes = good](Psbt& psbt) {
                            psbt.inputs[index].partialSigs.emplace(otherKey, bytes);
                        },
                        refused("A61", "vault.bad_signature"));
    }
    /// A61: over a spend that differs in one thing.
    void siblings(std::size_t index, const psbt::StatedKey& key) {
        const std::vector<std::pair<std::string, std::function<void(Psbt&)>>> differences{
            {"another lock time", [](Psbt& psbt) { ++psbt.tx.lockTime; }},
            {"another sequence", [](Psbt& psbt) { psbt.tx.inputs[0].sequence ^= 1U; }},
            {"another payee",
             [&](Psbt& psbt) {
                 psbt.tx.outputs[m_seed.payment()].scriptPubKey = payeeScript("somebody else");
             }},
            {"one satoshi less", [&](Psbt& psbt) {
                 auto& amount = psbt.tx.outputs[m_seed.payment()].amount;
                 amount = *base::Amount::fromSatoshi(amount.satoshi() - 1);
             }}};
        const std::size_t holder = m_seed.vault.accounts.size() > 1 ? 1 : 0;
        for (const auto& [what, differ] : differences) {
            Psbt sibling = m_seed.parsed();
            for (psbt::PsbtInput& input : sibling.inputs) {
                input.partialSigs.clear();
                input.tapKeySig.reset();
            }
            differ(sibling);
            if (!signInput(sibling, index, m_seed.vault.accounts[holder]))
                continue;
            add(
                "the signature of a spend with " + what + at(index),
                [&, publicKey = key](Psbt& psbt) {
                    psbt.inputs[index].tapKeySig = sibling.inputs[index].tapKeySig;
                    if (!m_seed.taproot)
                        psbt.inputs[index].partialSigs = sibling.inputs[index].partialSigs;
                },
                refused("A61", "vault.bad_signature"));
        }
    }
    /// A17, A61, A63, A64: by a leaf.
    void leafSchnorr(std::size_t index) {
        const auto signature = [&](const std::string& what, const char* row,
                                   const std::function<void(psbt::PsbtInput&)>& change) {
            add(
                "leaf signature " + what + at(index), [&](Psbt& psbt) { change(psbt.inputs[index]); },
                refused(row, "vault.bad_signature"));
        };
        const auto [signer, good] = *m_seed.parsed().inputs[index].tapScriptSigs.begin();
        for (const std::uint8_t type : base::Bytes{0x00, 0x01, 0x02, 0x03, 0x81, 0x82, 0x83})
            signature("with type " + std::to_string(type) + " behind it", "A17",
                      [&](auto& input) { input.tapScriptSigs.begin()->second.push_back(type); });
        signature("of DEFAULT claimed to be ALL", "A17", [](auto& input) { input.sighashType = 1; });
        signature("under another leaf of the vault", "A64", [&, from = signer, bytes = good](auto& input) {
            const auto [branch, number] = SEED_PLACES[0];
            const auto script = m_seed.vault.vault.descriptor.derive(branch, number).value();
            input.tapScriptSigs = {{{from.key, script.leaves[1].hash}, bytes}};
        });
        signature("under a key outside the leaf", "A63", [&, from = signer, bytes = good](auto& input) {
            const auto stranger = makeAccount("attacker").xpub.publicKey().xOnly();
            input.tapScriptSigs = {{{stranger, from.leafHash}, bytes}};
        });
        signature("as one of the key path", "A61", [bytes = good](auto& input) { input.tapKeySig = bytes; });
        const psbt::PsbtInput fields = m_seed.parsed().inputs[index];
        for (const auto& [key, derivation] : fields.tapBip32)
            if (!(key == signer.key) && !derivation.leafHashes.empty())
                signature("under another cosigner " + base::toHex(key.span().first(4)), "A61",
                          [&, other = key, from = signer, bytes = good](auto& input) {
                              input.tapScriptSigs = {{{other, from.leafHash}, bytes}};
                          });
    }
    /// A17, A61.
    void schnorr(std::size_t index) {
        const base::Bytes good = *m_seed.parsed().inputs[index].tapKeySig;
        for (const std::uint8_t type : base::Bytes{0x00, 0x01, 0x02, 0x03, 0x81, 0x82, 0x83})
            add(
                "signature with type " + std::to_string(type) + " behind it" + at(index),
                [&](Psbt& psbt) { psbt.inputs[index].tapKeySig->push_back(type); },
                refused("A17", "vault.bad_signature"));
        add(
            "DEFAULT claimed to be ALL" + at(index), [&](Psbt& psbt) { psbt.inputs[index].sighashType = 1; },
            refused("A17", "vault.bad_signature"));
        siblings(index, m_seed.vault.accounts[0].xpub.publicKey());
    }

    using Stack = std::vector<base::Bytes>;
    /// A55, A65: what stands in the place of a verified witness.
    void finalWitness(std::size_t index) {
        const std::vector<std::pair<std::string, std::function<void(Stack&)>>> changes{
            {"without its first item", [](Stack& stack) { stack.erase(stack.begin()); }},
            {"without its last item", [](Stack& stack) { stack.pop_back(); }},
            {"with an item before it", [](Stack& stack) { stack.insert(stack.begin(), base::Bytes{1}); }},
            {"with an empty item behind it", [](Stack& stack) { stack.emplace_back(); }},
            {"of nothing", [](Stack& stack) { stack.clear(); }},
            {"of one empty item", [](Stack& stack) { stack = {{}}; }}};
        for (const auto& [what, change] : changes)
            add(
                "final witness " + what + at(index),
                [&](Psbt& psbt) { change(*psbt.inputs[index].finalScriptWitness); },
                refused("A55", "vault.bad_final_witness"));
        add(
            "final witness with an annex" + at(index),
            [&](Psbt& psbt) {
                psbt.inputs[index].finalScriptWitness->push_back({0x50, 1});
            },
            refused("A65", "vault.bad_final_witness"));
        add(
            "final witness beside a scriptSig" + at(index),
            [&](Psbt& psbt) { psbt.inputs[index].finalScriptSig = base::Bytes{0x51}; },
            refused("A55", "vault.bad_final_witness"));
        add(
            "final witness of another input" + at(index),
            [&](Psbt& psbt) {
                psbt.inputs[1 - index].finalScriptWitness = psbt.inputs[index].finalScriptWitness;
            },
            refused("A55", "vault.bad_final_witness"));
    }
    /// A55: final fields on an input that nobody has signed.
    void prefilled() {
        for (std::size_t index = 0; index < m_seed.spent.size(); ++index) {
            for (const Stack& stack : {Stack{{1}}, Stack{{}, {}}, Stack{base::Bytes(64, 1)}, Stack{{0x51}}})
                add(
                    "a bogus final witness of " + std::to_string(stack.size()) + " items, the last of " +
                        std::to_string(stack.back().size()) + " bytes" +
                        (stack.back() == base::Bytes{0x51} ? ", TRUE" : "") + at(index),
                    [&](Psbt& psbt) { psbt.inputs[index].finalScriptWitness = stack; },
                    refused("A55", "vault.bad_final_witness"));
            add(
                "a bogus final scriptSig" + at(index),
                [&](Psbt& psbt) { psbt.inputs[index].finalScriptSig = base::Bytes{0x51}; },
                refused("A55", "vault.bad_final_witness"));
        }
    }

    Mutants& m_mutants;
    const Seed& m_seed;
};

} // namespace

void addSignatureMutants(Mutants& mutants, const Seed& seed) {
    SignatureMutator(mutants, seed).all();
}

} // namespace strongroom::test
