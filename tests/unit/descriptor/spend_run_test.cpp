// Every witness that satisfy() makes is run by the script evaluator, with real signatures and real locks:
// over all that can be at hand for chosen scripts, and over random sane ones (seeded).
#include "base/text_encoding.h"
#include "bitcoin/spend_check.h"
#include "descriptor/descriptor.h"
#include "support/coins.h"
#include "support/random_miniscript.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>

using namespace strongroom;
using namespace strongroom::descriptor;
using bitcoin::Network;

namespace {

constexpr std::uint32_t OLDER = 144;
constexpr std::uint32_t AFTER = 700;
constexpr std::uint8_t KEYS = 8;

const test::Coins& coins() {
    static const test::Coins s_coins;
    return s_coins;
}

Bytes preimage() {
    return Bytes(32, 7);
}

std::string hashText() {
    return base::toHex(crypto::sha256(preimage()).span());
}

/// What is at hand: key n is bit n − 1, then preimage, relative and absolute lock.
struct AtHand {
    std::uint32_t bits;
    [[nodiscard]] bool key(std::uint8_t n) const { return ((bits >> (n - 1U)) & 1U) != 0; }
    [[nodiscard]] bool secret() const { return ((bits >> KEYS) & 1U) != 0; }
    [[nodiscard]] bool older() const { return ((bits >> (KEYS + 1U)) & 1U) != 0; }
    [[nodiscard]] bool after() const { return ((bits >> (KEYS + 2U)) & 1U) != 0; }
};

/// `A` to `H` stand for keys 1 to 8, `#` for the hash.
std::string withKeys(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c >= 'A' && c <= 'H')
            result += base::toHex(coins().key(static_cast<std::uint8_t>(c - 'A' + 1)).span());
        else if (c == '#')
            result += hashText();
        else
            result += c;
    }
    return result;
}

/// One input that spends a descriptor's script, and the signatures that whoever is at hand makes for it.
class Spend final : public SignatureSource {
public:
    Spend(const Descriptor& descriptor, AtHand atHand)
        : m_script(descriptor.derive(0, 0).value()), m_atHand(atHand) {
        m_transaction.version = 2;
        m_transaction.lockTime = atHand.after() ? AFTER : 0;
        m_transaction.inputs.push_back({});
        m_transaction.inputs[0].sequence = atHand.older() ? OLDER : 0xfffffffe;
        m_transaction.outputs.push_back({base::Amount::sat(1'000), {0x51}});
        m_prevouts.push_back({base::Amount::sat(2'000), m_script.scriptPubKey});
    }

    /// Whether there is a witness; one that there is must be right, no heavier than said, and foretold.
    bool run(const Descriptor& descriptor) {
        const auto spend = descriptor.satisfy(m_script, *this);
        const auto plan = descriptor.plan(assets(descriptor));
        CHECK(plan.has_value() == spend.has_value());
        if (!spend || !plan)
            return false;
        m_transaction.inputs[0].scriptSig = spend->scriptSig;
        m_transaction.inputs[0].witness = spend->witness;
        const auto check = bitcoin::checkSpend(m_transaction, m_prevouts);
        CHECK(check.verdict == bitcoin::SpendVerdict::valid);
        CHECK(weight() <= plan->inputWeight);
        CHECK(plan->inputWeight <= descriptor.maxInputWeight());
        CHECK(plan->leaf == spend->leaf);
        return true;
    }

    [[nodiscard]] std::optional<Bytes> ecdsaSignature(const crypto::PublicKey& key) const override {
        const auto n = owner([&](const crypto::PublicKey& one) { return one == key; });
        if (!n)
            return std::nullopt;
        const bitcoin::SighashContext sighashes(m_transaction, m_prevouts);
        if (!m_script.witnessScript.empty())
            return coins().ecdsa(*n, sighashes, 0, m_script.witnessScript);
        const bool keyHash = m_script.redeemScript.size() == 22 || m_script.scriptPubKey.size() == 22;
        if (keyHash)
            return coins().ecdsa(*n, sighashes, 0, bitcoin::p2wpkhScriptCode(crypto::hash160(key.span())));
        const Bytes& code = m_script.redeemScript.empty() ? m_script.scriptPubKey : m_script.redeemScript;
        return coins().ecdsaOver(*n, sighashes.legacy(0, code, 1).value());
    }
    [[nodiscard]] std::optional<Bytes> schnorrSignature(const crypto::XOnlyPublicKey&) const override {
        return std::nullopt; // leaves are what is tried here
    }
    [[nodiscard]] std::optional<Bytes> schnorrLeafSignature(const crypto::XOnlyPublicKey& key,
                                                            const crypto::Hash256& leafHash) const override {
        const auto n = owner([&](const crypto::PublicKey& one) { return one.xOnly() == key; });
        if (!n)
            return std::nullopt;
        const bitcoin::SighashContext sighashes(m_transaction, m_prevouts);
        return coins().schnorrOver(
            *n, sighashes.tapscript(0, bitcoin::SighashType::defaultAll, leafHash).value());
    }
    [[nodiscard]] std::optional<Bytes> preimage(HashKind, ByteSpan) const override {
        return m_atHand.secret() ? std::optional(::preimage()) : std::nullopt;
    }
    [[nodiscard]] std::optional<std::uint32_t> inputSequence() const override {
        return m_transaction.inputs[0].sequence;
    }
    [[nodiscard]] std::optional<std::uint32_t> lockTime() const override { return m_transaction.lockTime; }

private:
    template <typename Is>
    [[nodiscard]] std::optional<std::uint8_t> owner(Is is) const {
        for (std::uint8_t n = 1; n <= KEYS; ++n) {
            if (m_atHand.key(n) && is(coins().key(n)))
                return n;
        }
        return std::nullopt;
    }

    [[nodiscard]] SpendAssets assets(const Descriptor& descriptor) const {
        SpendAssets assets{{}, {}, m_transaction.inputs[0].sequence, m_transaction.lockTime};
        if (m_atHand.secret())
            assets.hashes.push_back(base::toBytes(crypto::sha256(::preimage()).span()));
        const bool taproot = wrappingOf(descriptor.scriptType()) == Wrapping::tr;
        for (std::size_t i = taproot ? 1 : 0; i < descriptor.keys().size(); ++i) {
            const crypto::PublicKey& key = descriptor.keys()[i].publicKey();
            if (owner([&](const crypto::PublicKey& one) { return one == key; }))
                assets.keys.push_back(i);
        }
        return assets;
    }

    [[nodiscard]] std::int64_t weight() const {
        const auto withLength = [](std::size_t size) { return size + (size < 0xfd ? 1 : 3); };
        std::size_t weight = 4 * (40 + withLength(m_transaction.inputs[0].scriptSig.size())) + 1;
        for (const Bytes& item : m_transaction.inputs[0].witness)
            weight += withLength(item.size());
        return static_cast<std::int64_t>(weight);
    }

    DerivedScript m_script;
    AtHand m_atHand;
    bitcoin::Transaction m_transaction;
    std::vector<bitcoin::TxOut> m_prevouts;
};

struct Chosen {
    std::string text;
    std::function<bool(AtHand)> opens;
};

std::size_t count(AtHand h, std::initializer_list<std::uint8_t> keys) {
    return static_cast<std::size_t>(
        std::count_if(keys.begin(), keys.end(), [&](std::uint8_t n) { return h.key(n); }));
}

} // namespace

TEST_CASE("a script opens to exactly those who may, and the evaluator accepts their witness") {
    const std::vector<Chosen> scripts{
        {"pkh(A)", [](AtHand h) { return h.key(1); }},
        {"pk(A)", [](AtHand h) { return h.key(1); }},
        {"wpkh(A)", [](AtHand h) { return h.key(1); }},
        {"sh(wpkh(A))", [](AtHand h) { return h.key(1); }},
        {"multi(2,A,B,C)",
         [](AtHand h) {
             return count(h, {1, 2, 3}) >= 2;
         }},
        {"sh(sortedmulti(2,A,B,C))",
         [](AtHand h) {
             return count(h, {1, 2, 3}) >= 2;
         }},
        {"sh(wsh(sortedmulti(2,C,B,A)))",
         [](AtHand h) {
             return count(h, {1, 2, 3}) >= 2;
         }},
        {"wsh(or_d(multi(2,A,B),and_v(v:pkh(C),older(144))))",
         [](AtHand h) {
             return count(h, {1, 2}) == 2 || (h.key(3) && h.older());
         }},
        {"wsh(andor(pk(A),older(144),and_v(v:pk(B),after(700))))",
         [](AtHand h) { return (h.key(1) && h.older()) || (h.key(2) && h.after()); }},
        {"wsh(thresh(3,pk(A),s:pk(B),s:pk(C),sln:older(144)))",
         [](AtHand h) {
             return count(h, {1, 2, 3}) + (h.older() ? 1U : 0U) >= 3;
         }},
        {"wsh(and_v(v:pk(A),or_d(pk(B),sha256(#))))",
         [](AtHand h) { return h.key(1) && (h.key(2) || h.secret()); }},
        {"tr(H,{pk(A),{multi_a(2,B,C,D),and_v(v:pkh(A),older(144))}})",
         [](AtHand h) {
             return h.key(1) || count(h, {2, 3, 4}) >= 2;
         }},
        {"tr(H,sortedmulti_a(2,C,B,A))",
         [](AtHand h) {
             return count(h, {1, 2, 3}) >= 2;
         }},
        {"tr(H,and_v(v:multi_a(1,A,B),after(700)))",
         [](AtHand h) {
             return count(h, {1, 2}) >= 1 && h.after();
         }},
    };
    for (const Chosen& chosen : scripts) {
        INFO(chosen.text);
        const auto descriptor = Descriptor::parse(withKeys(chosen.text), Network::regtest);
        REQUIRE(descriptor);
        for (std::uint32_t keys = 0; keys < 16; ++keys) {
            for (std::uint32_t rest = 0; rest < 8; ++rest) {
                const AtHand atHand{keys | rest << KEYS};
                CHECK(Spend(*descriptor, atHand).run(*descriptor) == chosen.opens(atHand));
            }
        }
    }
}

TEST_CASE("whatever random sane script is satisfied, the evaluator accepts the witness") {
    std::size_t sane = 0;
    std::size_t spent = 0;
    for (const ScriptContext context : {ScriptContext::segwitV0, ScriptContext::tapscript}) {
        test::RandomMiniscript generator(20'261'121, context);
        std::mt19937 random(7);
        for (int i = 0; i < 30'000 && sane < (context == ScriptContext::tapscript ? 400U : 200U); ++i) {
            const std::string script = generator.script();
            const std::string text =
                context == ScriptContext::tapscript ? "tr(H," + script + ")" : "wsh(" + script + ")";
            const auto descriptor = Descriptor::parse(withKeys(text), Network::regtest);
            if (!descriptor)
                continue;
            INFO(text);
            ++sane;
            CHECK(Descriptor::parse(descriptor->text(), Network::regtest).value() == *descriptor);
            const std::uint32_t all = (1U << (KEYS + 3U)) - 1;
            spent += Spend(*descriptor, {all}).run(*descriptor) ? 1U : 0U;
            for (int tries = 0; tries < 10; ++tries) {
                const AtHand atHand{static_cast<std::uint32_t>(random()) & all};
                spent += Spend(*descriptor, atHand).run(*descriptor) ? 1U : 0U;
            }
        }
    }
    CHECK(sane == 400);
    CHECK(spent > 1'000);
}
