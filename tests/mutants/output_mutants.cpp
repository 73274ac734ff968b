#include "bitcoin/script.h"
#include "generator.h"
#include "psbt/codec.h"

#include <functional>

namespace strongroom::test {

namespace {

using psbt::Psbt;

base::Amount satoshi(std::int64_t value) {
    return *base::Amount::fromSatoshi(value);
}

class OutputMutator {
public:
    OutputMutator(Mutants& mutants, const Seed& seed) : m_mutants(mutants), m_seed(seed) {}

    void all() {
        claimedChange();
        fees();
        if (!m_seed.staleSignature.empty())
            return; // every other change of the outputs leaves a signature over something else behind
        places();
        transfers();
        manyChanges();
        curiousScripts();
    }

private:
    void add(const std::string& change, const std::function<void(Psbt&)>& mutate, Expectation expected) {
        Psbt psbt = m_seed.parsed();
        mutate(psbt);
        m_mutants.push_back({m_seed.name, change, psbt::serialize(psbt), std::move(expected)});
    }
    [[nodiscard]] bitcoin::TxOut& change(Psbt& psbt) const { return psbt.tx.outputs[m_seed.changeOutput]; }
    [[nodiscard]] psbt::PsbtOutput& changeFields(Psbt& psbt) const {
        return psbt.outputs[m_seed.changeOutput];
    }
    static void push(Psbt& psbt, base::Amount amount, base::Bytes script, psbt::PsbtOutput fields = {}) {
        psbt.tx.outputs.push_back({amount, std::move(script)});
        psbt.outputs.push_back(std::move(fields));
    }
    [[nodiscard]] static crypto::PublicKey child(const AccountKey& account, std::uint32_t index = 9) {
        return account.xpub.derive(1)->derive(index)->publicKey();
    }

    /// A18 to A22, A26, A36: the paths of our change on a script that is not it.
    void claimedChange() {
        std::vector<std::pair<std::string, base::Bytes>> scripts;
        const auto push = [&](const std::string& what, base::Bytes script) {
            scripts.emplace_back(what, std::move(script));
        };
        std::vector<crypto::PublicKey> keys;
        for (const AccountKey& account : m_seed.vault.accounts)
            keys.push_back(child(account));
        std::ranges::sort(keys);
        const crypto::PublicKey attacker = makeAccount("attacker").xpub.publicKey();
        push("A18 the attacker's key", bitcoin::p2wpkhScript(attacker));
        push("A18 the attacker's taproot key", bitcoin::p2trScript(attacker.xOnly()));
        push("A18 the attacker's script",
             bitcoin::p2wshScript(bitcoin::multisigScript(1, std::vector{attacker})));
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const std::string which = " " + std::to_string(i);
            const auto hash = crypto::hash160(keys[i].span());
            push("A26 legacy" + which, bitcoin::p2pkhScript(hash));
            if (m_seed.nested && m_seed.claims == 1)
                push("A26 native" + which, bitcoin::p2wpkhScript(keys[i]));
            else
                push("A26 nested" + which,
                     bitcoin::p2shScript(crypto::hash160(bitcoin::p2wpkhScript(keys[i]))));
            push("A26 untweaked taproot" + which, bitcoin::p2trScript(keys[i].xOnly()));
            if (m_seed.claims > 1 || m_seed.taproot)
                push("A22 a single key" + which, bitcoin::p2wpkhScript(keys[i]));
            push("A22 a multisig of a single key" + which,
                 bitcoin::p2wshScript(bitcoin::multisigScript(1, std::vector{keys[i]})));
            push("A22 with the attacker" + which,
                 bitcoin::p2wshScript(bitcoin::multisigScript(1, std::vector{keys[i], attacker})));
            push("A96 bare multisig" + which, bitcoin::multisigScript(1, std::vector{keys[i]}));
        }
        if (m_seed.claims > 1)
            multisigs(scripts, keys, attacker);
        for (const auto& [what, script] : scripts)
            add(
                "change claimed: " + what.substr(4), [&](Psbt& psbt) { change(psbt).scriptPubKey = script; },
                refused(what.substr(0, 3), "vault.claimed_change"));
    }
    static void multisigs(std::vector<std::pair<std::string, base::Bytes>>& scripts,
                          const std::vector<crypto::PublicKey>& keys, const crypto::PublicKey& attacker) {
        const auto push = [&](const std::string& what, base::ByteSpan witnessScript) {
            scripts.emplace_back(what, bitcoin::p2wshScript(witnessScript));
        };
        const base::Bytes registered = bitcoin::multisigScript(2, keys);
        for (const auto& [what, tail] : {std::pair<std::string, base::Bytes>{"DROP 1", {0x75, 0x51}},
                                         {"NOP", {0x61}},
                                         {"DROP DROP 1", {0x75, 0x75, 0x51}}}) {
            base::Bytes longer = registered;
            longer.insert(longer.end(), tail.begin(), tail.end());
            push("A19 " + what + " behind the multisig", longer);
        }
        for (const std::size_t threshold : {std::size_t{1}, std::size_t{3}})
            push("A21 threshold " + std::to_string(threshold), bitcoin::multisigScript(threshold, keys));
        for (std::size_t i = 0; i < keys.size(); ++i) {
            auto swapped = keys;
            swapped[i] = attacker;
            push("A20 cosigner " + std::to_string(i) + " exchanged", bitcoin::multisigScript(2, swapped));
            auto fewer = keys;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            push("A21 without cosigner " + std::to_string(i), bitcoin::multisigScript(2, fewer));
            auto turned = keys;
            std::swap(turned[i], turned[(i + 1) % keys.size()]);
            push("A36 keys in another order " + std::to_string(i), bitcoin::multisigScript(2, turned));
        }
        scripts.emplace_back("A26 the multisig nested",
                             bitcoin::p2shScript(crypto::hash160(bitcoin::p2wshScript(registered))));
        scripts.emplace_back("A26 the multisig without witness",
                             bitcoin::p2shScript(crypto::hash160(registered)));
    }

    /// A09, at and beside each ceiling.
    void fees() {
        std::int64_t in = 0;
        for (const bitcoin::TxOut& spent : m_seed.spent)
            in += spent.amount.satoshi();
        const std::int64_t paid = m_seed.parsed().tx.outputs[m_seed.payment()].amount.satoshi();
        const auto withFee = [&](std::int64_t fee, const char* code) {
            add(
                "a fee of " + std::to_string(fee),
                [&](Psbt& psbt) { change(psbt).amount = satoshi(in - paid - fee); }, refused("A09", code));
        };
        withFee(-1, "vault.outputs_exceed_inputs");
        withFee(-1'000'000, "vault.outputs_exceed_inputs");
        withFee(in / 11, "vault.fee_rate_above_ceiling"); // ten percent of what is sent, to the satoshi
        withFee(in / 11 + 1, "vault.fee_share_above_ceiling");
        withFee(in - paid - 300, "vault.fee_share_above_ceiling");
        add(
            "all but the change is fee",
            [&](Psbt& psbt) { psbt.tx.outputs[m_seed.payment()].amount = base::Amount::sat(1'000); },
            refused("A09", "vault.fee_above_ceiling"));
    }

    struct Spot {
        std::size_t branch;
        std::uint32_t index;
    };
    /// Our own script at another place, with its true paths unless `path` says otherwise.
    void moveChange(Psbt& psbt, Spot spot,
                    const std::function<void(std::vector<std::uint32_t>&)>& path = {}) const {
        const auto script = m_seed.vault.vault.descriptor.derive(spot.branch, spot.index).value();
        change(psbt).scriptPubKey = script.scriptPubKey;
        psbt::PsbtOutput& fields = changeFields(psbt);
        fields.bip32.clear();
        fields.tapBip32.clear();
        fields.tapInternalKey.reset();
        fields.redeemScript.reset();
        fields.witnessScript.reset();
        fields.tapTree.reset();
        for (const AccountKey& account : m_seed.vault.accounts) {
            std::vector<std::uint32_t> steps = account.origin.path.steps();
            steps.push_back(static_cast<std::uint32_t>(spot.branch));
            steps.push_back(spot.index);
            if (path)
                path(steps);
            const bitcoin::KeyOrigin origin{account.origin.fingerprint, bitcoin::DerivationPath(steps)};
            const auto key =
                account.xpub.derive(static_cast<std::uint32_t>(spot.branch))->derive(spot.index)->publicKey();
            if (m_seed.taproot)
                fields.tapBip32.emplace(key.xOnly(), psbt::TapDerivation{{}, origin});
            else
                fields.bip32.emplace(key, origin);
        }
    }
    /// A23, A24.
    void places() {
        constexpr std::uint32_t HARDENED = 0x80000000;
        for (const std::uint32_t index : {1'000U, 1'001U, 100'000U, 0x7fffffffU})
            for (const std::size_t branch : {std::size_t{0}, std::size_t{1}})
                add(
                    "change at " + std::to_string(branch) + "/" + std::to_string(index),
                    [&](Psbt& psbt) {
                        moveChange(psbt, {branch, index});
                    },
                    refused("A23", "vault.beyond_gap"));
        for (const std::uint32_t index : {0U, 10U, 999U})
            for (const std::size_t branch : {std::size_t{0}, std::size_t{1}})
                add(
                    "change at " + std::to_string(branch) + "/" + std::to_string(index),
                    [&](Psbt& psbt) {
                        moveChange(psbt, {branch, index});
                    },
                    accepted(branch == 1 ? "it is change, where a restored wallet looks"
                                         : "our own receive address, shown as one"));
        using Steps = std::vector<std::uint32_t>;
        const std::vector<std::pair<std::string, std::function<void(Steps&)>>> paths{
            {"a hardened leaf", [](Steps& steps) { steps.back() |= HARDENED; }},
            {"a hardened branch", [](Steps& steps) { steps[steps.size() - 2] |= HARDENED; }},
            {"branch 2", [](Steps& steps) { steps[steps.size() - 2] = 2; }},
            {"another account", [](Steps& steps) { steps[2] += 1; }},
            {"another coin type", [](Steps& steps) { steps[1] -= 1; }},
            {"another purpose", [](Steps& steps) { steps[0] = 44 | HARDENED; }},
            {"a step too few", [](Steps& steps) { steps.pop_back(); }},
            {"a step too many", [](Steps& steps) { steps.push_back(0); }},
            {"thirteen steps", [](Steps& steps) { steps.resize(13, 0); }},
            {"no steps", [](Steps& steps) { steps.clear(); }}};
        for (const auto& [what, path] : paths)
            add(
                "change with a path of " + what,
                [&](Psbt& psbt) {
                    moveChange(psbt, {1, 9}, path);
                },
                refused("A23", "vault.path_outside_descriptor"));
        const std::vector<std::pair<std::string, std::function<void(Steps&)>>> lies{
            {"the next index", [](Steps& steps) { steps.back() += 1; }},
            {"the last index", [](Steps& steps) { steps.back() = 0x7fffffff; }},
            {"the receive branch", [](Steps& steps) { steps[steps.size() - 2] = 0; }}};
        for (const auto& [what, path] : lies)
            add(
                "change with a path of " + what,
                [&](Psbt& psbt) {
                    moveChange(psbt, {1, 9}, path);
                },
                refused("A18", "vault.claimed_change"));
    }
    /// A25: to a registered vault of another kind, with true paths.
    void transfers() {
        for (const Seed& other : seeds()) {
            if (other.vault.vault.id == m_seed.vault.vault.id || !other.staleSignature.empty())
                continue;
            const Psbt theirs = other.parsed();
            add(
                "change into the vault of " + other.name,
                [&](Psbt& psbt) {
                    change(psbt).scriptPubKey = theirs.tx.outputs[other.changeOutput].scriptPubKey;
                    changeFields(psbt) = theirs.outputs[other.changeOutput];
                },
                accepted("a transfer to a registered vault, shown with its name"));
        }
    }
    /// A28.
    void manyChanges() {
        for (const std::uint32_t more : {9U, 10U, 50U})
            add(
                std::to_string(more + 1) + " change outputs",
                [&](Psbt& psbt) {
                    const bitcoin::TxOut whole = change(psbt);
                    const psbt::PsbtOutput fields = changeFields(psbt);
                    const std::int64_t part = whole.amount.satoshi() / (more + 1);
                    change(psbt).amount = satoshi(part);
                    for (std::uint32_t i = 0; i < more; ++i)
                        push(psbt, satoshi(part), whole.scriptPubKey, fields);
                },
                more < 10 ? accepted("ten change outputs, each listed")
                          : refused("A28", "vault.many_change_outputs"));
        for (const std::uint32_t count : {1U, 11U})
            add(
                std::to_string(count) + " more change outputs of nothing",
                [&](Psbt& psbt) {
                    const bitcoin::TxOut whole = change(psbt);
                    const psbt::PsbtOutput fields = changeFields(psbt);
                    for (std::uint32_t i = 0; i < count; ++i)
                        push(psbt, base::Amount(), whole.scriptPubKey, fields);
                },
                refused("A28", "vault.zero_amount"));
    }
    /// A95, A96. The change pays for what is added.
    void curiousScripts() {
        const auto addOutput = [&](const std::string& what, std::int64_t amount, const base::Bytes& script,
                                   Expectation expected) {
            add(
                "an output: " + what,
                [&](Psbt& psbt) {
                    change(psbt).amount = satoshi(change(psbt).amount.satoshi() - amount);
                    push(psbt, satoshi(amount), script);
                },
                std::move(expected));
        };
        const auto key = makeAccount("attacker").xpub.publicKey();
        const base::Bytes program(32, 5);
        for (std::uint8_t version = 2; version <= 16; ++version)
            addOutput("witness version " + std::to_string(version), 10'000,
                      bitcoin::witnessProgramScript(version, program),
                      refused("A96", "vault.unknown_witness_version"));
        base::Bytes payToKey{33};
        payToKey.insert(payToKey.end(), key.span().begin(), key.span().end());
        payToKey.push_back(0xac);
        addOutput("a bare key", 10'000, payToKey, refused("A96", "vault.non_standard_output"));
        addOutput("a bare multisig", 10'000, bitcoin::multisigScript(1, std::vector{key}),
                  refused("A96", "vault.non_standard_output"));
        addOutput("a script of nothing", 10'000, {}, refused("A96", "vault.non_standard_output"));
        addOutput("anybody's", 10'000, {0x51}, refused("A96", "vault.non_standard_output"));
        addOutput("one satoshi", 1, bitcoin::p2wpkhScript(key), refused("A96", "vault.dust_output"));
        addOutput("dust by one satoshi", 293, bitcoin::p2wpkhScript(key),
                  refused("A96", "vault.dust_output"));
        addOutput("no dust any more", 294, bitcoin::p2wpkhScript(key),
                  accepted("the smallest payment that is relayed"));
        addOutput("nothing", 0, bitcoin::p2wpkhScript(key), refused("A28", "vault.zero_amount"));
        for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{40}, std::size_t{80}}) {
            base::Bytes data{0x6a};
            if (size > 0)
                data.insert(data.end(), {0x4c, static_cast<std::uint8_t>(size)});
            data.resize(data.size() + size, 'd');
            const std::string what = std::to_string(size) + " bytes of data";
            addOutput(what, 0, data, accepted("data, shown in full"));
            addOutput(what + " and a coin", 1'000, data, refused("A95", "vault.op_return_burns"));
        }
    }

    Mutants& m_mutants;
    const Seed& m_seed;
};

} // namespace

void addOutputMutants(Mutants& mutants, const Seed& seed) {
    OutputMutator(mutants, seed).all();
}

} // namespace strongroom::test
