#include "base/byte_writer.h"
#include "bitcoin/script.h"
#include "generator.h"
#include "psbt/codec.h"
#include "support/psbt_mutator.h"
#include "transaction_map.h"

#include <functional>

namespace strongroom::test {

namespace {

using psbt::Psbt;

base::Amount satoshi(std::int64_t value) {
    return *base::Amount::fromSatoshi(value);
}

class InputMutator {
public:
    InputMutator(Mutants& mutants, const Seed& seed) : m_mutants(mutants), m_seed(seed) {}

    void all() {
        for (std::size_t i = 0; i < m_seed.spent.size(); ++i) {
            claimedAmounts(i);
            contradictions(i);
            outPoints(i);
            otherScripts(i);
            hashTypes(i);
            taprootTrees(i);
        }
        feeOutOfTwoLies();
        sameCoinTwice();
        foreignCoin();
        impossibleAmounts();
        scriptSigs();
    }

private:
    void add(const std::string& change, const std::function<void(Psbt&)>& mutate, Expectation expected) {
        Psbt psbt = m_seed.parsed();
        mutate(psbt);
        m_mutants.push_back({m_seed.name, change, psbt::serialize(psbt), std::move(expected)});
    }
    [[nodiscard]] static std::string at(std::size_t index) { return " of input " + std::to_string(index); }

    /// A01: an amount that only the witness UTXO claims.
    void claimedAmounts(std::size_t index) {
        if (m_seed.taproot)
            return;
        const std::int64_t amount = m_seed.spent[index].amount.satoshi();
        for (const std::int64_t claim : {std::int64_t{1}, amount - 1, amount, amount + 1, 2 * amount})
            add(
                "only a claim of " + std::to_string(claim) + " sat" + at(index),
                [&](Psbt& psbt) {
                    psbt.inputs[index].nonWitnessUtxo.reset();
                    psbt.inputs[index].witnessUtxo->amount = satoshi(claim);
                },
                refused("A01", "vault.previous_tx_missing"));
    }
    /// A01: each round would be signed over one true and one false amount.
    void feeOutOfTwoLies() {
        if (m_seed.taproot)
            return;
        for (const std::size_t liar : {std::size_t{0}, std::size_t{1}})
            add(
                "round " + std::to_string(liar) + " of two lies that add up to a fee",
                [&](Psbt& psbt) {
                    for (psbt::PsbtInput& input : psbt.inputs)
                        input.nonWitnessUtxo.reset();
                    psbt.inputs[liar].witnessUtxo->amount = satoshi(5'000'001);
                },
                refused("A01", "vault.previous_tx_missing"));
    }
    /// A02, A03, A06.
    void contradictions(std::size_t index) {
        for (std::size_t output = 0; output < m_seed.spentCounts[index]; ++output)
            for (const std::int64_t by : {-1, 1})
                add(
                    "previous output " + std::to_string(output) + " changed by " + std::to_string(by) +
                        at(index),
                    [&](Psbt& psbt) {
                        bitcoin::Transaction previous = psbt.inputs[index].nonWitnessUtxo->transaction();
                        auto& amount = previous.outputs[output].amount;
                        amount = satoshi(amount.satoshi() + by);
                        psbt.inputs[index].nonWitnessUtxo = previous;
                        psbt.inputs[index].witnessUtxo.reset();
                    },
                    refused("A02", "vault.previous_tx_mismatch"));
        for (const std::int64_t by : {-5'000'000, -1, 1, 1'000'000'000})
            add(
                "claimed amount changed by " + std::to_string(by) + at(index),
                [&](Psbt& psbt) {
                    auto& amount = psbt.inputs[index].witnessUtxo->amount;
                    amount = satoshi(std::max<std::int64_t>(0, amount.satoshi() + by));
                },
                refused("A03", "vault.utxos_disagree"));
        add(
            "claimed script is the payee's" + at(index),
            [&](Psbt& psbt) { psbt.inputs[index].witnessUtxo->scriptPubKey = payeeScript(); },
            refused("A03", "vault.utxos_disagree"));
        add(
            "nothing said about the coin" + at(index),
            [&](Psbt& psbt) {
                psbt.inputs[index].nonWitnessUtxo.reset();
                psbt.inputs[index].witnessUtxo.reset();
            },
            refused("A06", "vault.utxo_missing"));
    }
    /// A05, and the other output of the same transaction.
    void outPoints(std::size_t index) {
        for (const std::uint32_t vout :
             {2U, 3U, 255U, 256U, 65'535U, 0x7fffffffU, 0x80000000U, 0xfffffffeU, 0xffffffffU})
            add(
                "output number " + std::to_string(vout) + at(index),
                [&](Psbt& psbt) { psbt.tx.inputs[index].prevout.vout = vout; },
                refused("A05", "vault.previous_output_range"));
    }
    /// A04, A06, A07, A19, A27, A127: coins of other kinds, with true previous transactions, and fields of
    /// other kinds.
    void otherScripts(std::size_t index) {
        const crypto::PublicKey key = m_seed.vault.accounts[0].xpub.publicKey();
        const auto keyHash = crypto::hash160(key.span());
        const std::vector<std::pair<std::string, base::Bytes>> scripts{
            {"a legacy coin", bitcoin::p2pkhScript(keyHash)},
            {"a script hash coin", bitcoin::p2shScript(crypto::hash160(bitcoin::p2wpkhScript(key)))},
            {"a bare multisig coin", bitcoin::multisigScript(1, std::vector{key})},
            {"a taproot coin of another key", bitcoin::p2trScript(key.xOnly())},
            {"a witness coin of another key", bitcoin::p2wpkhScript(key)},
            {"a coin of a future witness version", bitcoin::witnessProgramScript(2, keyHash.span())},
            {"a coin that anybody can spend", base::Bytes{0x51}}};
        for (const auto& [what, script] : scripts)
            add(
                "our path on " + what + at(index), [&](Psbt& psbt) { relink(psbt, index, script); },
                refused(script == scripts[0].second ? "A04" : "A127", "vault.claimed_input"));
        for (const auto& [what, script] : scripts)
            add(
                "no path on " + what + at(index),
                [&](Psbt& psbt) {
                    relink(psbt, index, script);
                    psbt.inputs[index].bip32.clear();
                    psbt.inputs[index].tapBip32.clear();
                },
                refused("A06", "vault.foreign_input"));
        add(
            "a redeem script" + at(index),
            [&](Psbt& psbt) { psbt.inputs[index].redeemScript = bitcoin::p2wpkhScript(key); },
            m_seed.nested ? refused("A26", "vault.redeem_script_mismatch")
                          : refused("A07", "vault.fields_of_other_script_type"));
        if (m_seed.taproot) {
            add(
                "a witness script on taproot" + at(index),
                [&](Psbt& psbt) { psbt.inputs[index].witnessScript = base::Bytes{0x51}; },
                refused("A07", "vault.fields_of_other_script_type"));
            return;
        }
        add(
            "a taproot internal key on version 0" + at(index),
            [&](Psbt& psbt) { psbt.inputs[index].tapInternalKey = key.xOnly(); },
            refused("A07", "vault.fields_of_other_script_type"));
        add(
            "a taproot root on version 0" + at(index),
            [&](Psbt& psbt) { psbt.inputs[index].tapMerkleRoot = labelHash("root"); },
            refused("A07", "vault.fields_of_other_script_type"));
        add(
            "a taproot path on version 0" + at(index),
            [&](Psbt& psbt) {
                psbt.inputs[index].tapBip32.emplace(key.xOnly(),
                                                    psbt::TapDerivation{{}, m_seed.vault.accounts[0].origin});
            },
            refused("A07", "vault.fields_of_other_script_type"));
        if (m_seed.claims == 1)
            add(
                "a witness script on a single key" + at(index),
                [&](Psbt& psbt) { psbt.inputs[index].witnessScript = base::Bytes{0x51}; },
                refused("A07", "vault.fields_of_other_script_type"));
        else
            witnessScripts(index);
    }
    /// A19: the right multisig with something behind, before or inside it.
    void witnessScripts(std::size_t index) {
        const base::Bytes script = *m_seed.parsed().inputs[index].witnessScript;
        if (m_seed.staleSignature == "vault.bad_final_witness" && index == 0)
            return; // the final witness has its own, which is verified
        const std::vector<std::pair<std::string, base::Bytes>> tails{{"DROP 1", {0x75, 0x51}},
                                                                     {"NOP", {0x61}},
                                                                     {"VERIFY 1", {0x69, 0x51}},
                                                                     {"a push of nothing", {0x00}}};
        for (const auto& [what, tail] : tails) {
            base::Bytes longer = script;
            longer.insert(longer.end(), tail.begin(), tail.end());
            add(
                "witness script with " + what + " behind it" + at(index),
                [&](Psbt& psbt) { psbt.inputs[index].witnessScript = longer; },
                refused("A19", "vault.witness_script_mismatch"));
        }
        for (const std::uint8_t threshold : base::Bytes{0x00, 0x51, 0x53})
            add(
                "witness script with another threshold " + std::to_string(threshold) + at(index),
                [&](Psbt& psbt) { psbt.inputs[index].witnessScript->front() = threshold; },
                refused("A19", "vault.witness_script_mismatch"));
    }
    static void relink(Psbt& psbt, std::size_t index, const base::Bytes& script) {
        psbt::PsbtInput& input = psbt.inputs[index];
        bitcoin::TxIn& in = psbt.tx.inputs[index];
        bitcoin::Transaction previous = input.nonWitnessUtxo->transaction();
        previous.outputs[in.prevout.vout].scriptPubKey = script;
        input.nonWitnessUtxo = previous;
        input.witnessUtxo.reset();
        in.prevout.txid = input.nonWitnessUtxo->txid();
    }

    /// A12 to A15: every hash type that a byte can hold, and some that it cannot.
    void hashTypes(std::size_t index) {
        std::vector<std::uint32_t> types;
        for (std::uint32_t type = 0; type < 256; ++type)
            types.push_back(type);
        for (const std::uint32_t wide : {0x100U, 0x101U, 0x10001U, 0x80000001U, 0xffffffffU})
            types.push_back(wide);
        for (const std::uint32_t type : types) {
            if (type == 1 || (m_seed.taproot && type == 0))
                continue; // those that sign
            const bool anyone = type == 0x81 || type == 0x82 || type == 0x83;
            const bool partial = type == 2 || type == 3 || anyone;
            const char* const row = type == 2 || type == 0x82 ? "A12" : index == 1 && partial ? "A14" : "A13";
            add(
                "hash type " + std::to_string(type) + at(index),
                [&](Psbt& psbt) { psbt.inputs[index].sighashType = type; },
                partial ? refused(row, "vault.sighash_not_all") : refused("A15", "vault.sighash_unknown"));
        }
    }
    /// A39, A64, A66: scripts that the descriptor does not have.
    void taprootTrees(std::size_t index) {
        if (!m_seed.taproot)
            return;
        add(
            "a merkle root" + at(index),
            [&](Psbt& psbt) { psbt.inputs[index].tapMerkleRoot = labelHash("root"); },
            m_seed.tree ? refused("A66", "vault.tap_merkle_root_mismatch")
                        : refused("A39", "vault.undisclosed_tap_tree"));
        for (const std::uint8_t leafVersion : base::Bytes{0xc0, 0xc2, 0x50, 0x7e}) {
            base::Bytes key{0x15, leafVersion};
            key.insert(key.end(), labelHash("leaf").span().begin(), labelHash("leaf").span().end());
            key.resize(34, 7);
            add(
                "a leaf of version " + std::to_string(leafVersion) + at(index),
                [&](Psbt& psbt) {
                    psbt.inputs[index].unknown.emplace(key, base::Bytes{0x51, leafVersion});
                },
                m_seed.tree ? refused("A64", "vault.tap_leaf_mismatch")
                            : refused("A39", "vault.undisclosed_tap_tree"));
        }
        base::Bytes key{0x14};
        key.resize(65, 3);
        add(
            "a script signature" + at(index),
            [&](Psbt& psbt) { psbt.inputs[index].unknown.emplace(key, base::Bytes(64, 1)); },
            m_seed.tree ? refused("A61", "vault.bad_signature")
                        : refused("A39", "vault.undisclosed_tap_tree"));
        if (m_seed.tree)
            secondLeaf(index);
        add(
            "an internal key that is the output key" + at(index),
            [&](Psbt& psbt) {
                const base::ByteSpan output = base::ByteSpan(m_seed.spent[index].scriptPubKey).subspan(2);
                psbt.inputs[index].tapInternalKey = crypto::XOnlyPublicKey::parse(output);
            },
            refused("A66", "vault.tap_internal_key_mismatch"));
    }

    /// A64: a leaf of the vault beside the one to be signed, and in its place one that waits for its lock.
    void secondLeaf(std::size_t index) {
        const auto [branch, number] = SEED_PLACES.at(coinOf(index));
        const auto script = m_seed.vault.vault.descriptor.derive(branch, number).value();
        const descriptor::TapLeaf& other = script.leaves[1];
        add(
            "a second leaf of the vault" + at(index),
            [&](Psbt& psbt) {
                psbt.inputs[index].tapLeafScripts.emplace(other.controlBlock,
                                                          psbt::TapLeafScript{other.script, other.version});
            },
            refused("A64", "vault.several_tap_leaves"));
        add(
            "the script of one leaf with the place of another" + at(index),
            [&](Psbt& psbt) { psbt.inputs[index].tapLeafScripts.begin()->second.script = other.script; },
            refused("A64", "vault.tap_leaf_mismatch"));
    }
    /// Which of the two coins of the vault an input spends.
    [[nodiscard]] std::size_t coinOf(std::size_t index) const {
        const auto [branch, number] = SEED_PLACES[0];
        return m_seed.vault.vault.descriptor.derive(branch, number)->scriptPubKey ==
                       m_seed.spent[index].scriptPubKey
                   ? 0
                   : 1;
    }

    /// A11.
    void sameCoinTwice() {
        for (std::size_t index = 0; index < m_seed.spent.size(); ++index) {
            add(
                "the coin" + at(index) + " once more at the end",
                [&](Psbt& psbt) {
                    psbt.tx.inputs.push_back(psbt.tx.inputs[index]);
                    psbt.inputs.push_back(psbt.inputs[index]);
                },
                refused("A11", "vault.duplicate_input"));
            add(
                "the coin" + at(index) + " in place of the other",
                [&](Psbt& psbt) {
                    psbt.tx.inputs[1 - index] = psbt.tx.inputs[index];
                    psbt.inputs[1 - index] = psbt.inputs[index];
                },
                refused("A11", "vault.duplicate_input"));
        }
    }
    /// A06: somebody else's coin, with all that belongs to it.
    void foreignCoin() {
        const Psbt foreign = psbt::parsePsbt(m_seed.foreign).value();
        for (std::size_t index = 0; index < foreign.inputs.size(); ++index)
            add(
                "a foreign coin with its fields, number " + std::to_string(index),
                [&](Psbt& psbt) {
                    psbt.tx.inputs.push_back(foreign.tx.inputs[index]);
                    psbt.inputs.push_back(foreign.inputs[index]);
                },
                // The internal key of every tree without a key path is the same, and stands in its fields.
                m_seed.tree ? refused("A127", "vault.claimed_input") : refused("A06", "vault.foreign_input"));
    }
    /// A08, in the bytes: the value type cannot hold them.
    void impossibleAmounts() {
        const RawPsbt seed(m_seed.psbt);
        RawPsbt read = seed;
        const base::Bytes tx = RawPsbt::field(read.global(), 0x00).value;
        const auto map = mapTransaction(tx);
        for (const std::uint64_t amount :
             {std::uint64_t{1} << 63U, ~std::uint64_t{0}, MOST_MONEY + 1, ~std::uint64_t{0} - MOST_MONEY})
            for (std::size_t i = 0; i < tx.size(); ++i) {
                if (map[i].part != TxPart::amount || map[i].offset != 0)
                    continue;
                RawPsbt raw = seed;
                overwrite(RawPsbt::field(raw.global(), 0x00).value, i, amount);
                m_mutants.push_back(
                    {m_seed.name,
                     "amount " + std::to_string(amount) + " of output " + std::to_string(map[i].item),
                     raw.bytes(), refused("A08", "psbt.bad_amount")});
            }
        for (std::size_t input = 0; input < m_seed.spent.size(); ++input)
            for (const std::uint64_t amount : {std::uint64_t{1} << 63U, MOST_MONEY + 1}) {
                RawPsbt raw = seed;
                overwrite(RawPsbt::field(raw.input(input), 0x01).value, 0, amount);
                m_mutants.push_back({m_seed.name, "claimed amount " + std::to_string(amount) + at(input),
                                     raw.bytes(), refused("A08", "psbt.bad_amount")});
            }
    }
    static void overwrite(base::Bytes& bytes, std::size_t at, std::uint64_t value) {
        const base::Bytes number = base::ByteWriter().u64(value).take();
        std::ranges::copy(number, bytes.begin() + static_cast<std::ptrdiff_t>(at));
    }
    /// A54.
    void scriptSigs() {
        for (std::size_t index = 0; index < m_seed.spent.size(); ++index) {
            add(
                "a scriptSig" + at(index),
                [&](Psbt& psbt) { psbt.tx.inputs[index].scriptSig = base::Bytes{0x51}; },
                refused("A54", "psbt.unsigned_tx_has_script_sig"));
            RawPsbt raw(m_seed.psbt);
            Psbt psbt = m_seed.parsed();
            psbt.tx.inputs[index].witness = {{1, 2, 3}};
            RawPsbt::field(raw.global(), 0x00).value = psbt.tx.serialize();
            m_mutants.push_back({m_seed.name, "a witness" + at(index), raw.bytes(),
                                 refused("A54", "psbt.unsigned_tx_has_witness")});
        }
    }

    Mutants& m_mutants;
    const Seed& m_seed;
};

} // namespace

void addInputMutants(Mutants& mutants, const Seed& seed) {
    InputMutator(mutants, seed).all();
}

} // namespace strongroom::test
