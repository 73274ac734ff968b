// Finalizing what no template knows: scripts that are miniscript, with what is at hand. The witness has to be
// the one that the descriptor gives, and the evaluator has to accept it.
#include "base/byte_writer.h"
#include "base/text_encoding.h"
#include "bitcoin/script.h"
#include "bitcoin/spend_check.h"
#include "descriptor/descriptor.h"
#include "psbt/codec.h"
#include "psbt/finalize.h"
#include "psbt/signatures.h"
#include "support/coins.h"
#include "support/random_miniscript.h"

#include <doctest/doctest.h>

#include <random>

using namespace strongroom;
using base::Bytes;
using base::ByteSpan;
using psbt::Error;

namespace {

constexpr std::uint32_t OLDER = 144;
constexpr std::uint32_t AFTER = 700;
constexpr std::uint8_t KEYS = 8;

const test::Coins& coins() {
    static const test::Coins s_coins;
    return s_coins;
}

/// `A` to `H` stand for keys 1 to 8, `#` for the hash of `theSecret()`.
Bytes theSecret() {
    return Bytes(32, 7);
}
descriptor::Result<descriptor::Descriptor> parse(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c >= 'A' && c <= 'H')
            result += base::toHex(coins().key(static_cast<std::uint8_t>(c - 'A' + 1)).span());
        else if (c == '#')
            result += base::toHex(crypto::sha256(theSecret()).span());
        else
            result += c;
    }
    return descriptor::Descriptor::parse(result, bitcoin::Network::regtest);
}

/// What is at hand.
struct AtHand {
    std::uint32_t keys = 0xff; ///< Key n is bit n − 1.
    bool secret = true;
    bool older = true;
    bool after = true;

    [[nodiscard]] bool key(std::uint8_t n) const { return ((keys >> (n - 1U)) & 1U) != 0; }
};

/// A PSBT of one input that spends the script, with every signature and preimage at hand.
psbt::Psbt spending(const descriptor::DerivedScript& script, const AtHand& atHand) {
    bitcoin::Transaction tx;
    tx.version = 2;
    tx.lockTime = atHand.after ? AFTER : 0;
    tx.inputs.push_back({});
    tx.inputs[0].sequence = atHand.older ? OLDER : 0xfffffffe;
    tx.outputs.push_back({base::Amount::sat(1'000), {0x51}});
    psbt::Psbt result = psbt::fromUnsigned(tx);
    psbt::PsbtInput& input = result.inputs[0];
    input.witnessUtxo = bitcoin::TxOut{base::Amount::sat(2'000), script.scriptPubKey};
    if (!script.redeemScript.empty())
        input.redeemScript = script.redeemScript;
    if (!script.witnessScript.empty())
        input.witnessScript = script.witnessScript;
    for (const descriptor::TapLeaf& leaf : script.leaves)
        input.tapLeafScripts.emplace(leaf.controlBlock, psbt::TapLeafScript{leaf.script, leaf.version});
    for (const descriptor::DerivedKey& key : script.keys) {
        if (script.outputKey)
            input.tapBip32.emplace(key.key.xOnly(), psbt::TapDerivation());
        else
            input.bip32.emplace(key.key, bitcoin::KeyOrigin());
    }
    if (atHand.secret)
        input.preimages.emplace(
            psbt::PreimageKey{psbt::PreimageKind::sha256, base::toBytes(crypto::sha256(theSecret()).span())},
            theSecret());
    const std::vector prevouts{*input.witnessUtxo};
    const bitcoin::SighashContext sighashes(result.tx, prevouts);
    for (std::uint8_t n = 1; n <= KEYS; ++n) {
        const bool named = std::ranges::any_of(
            script.keys, [&](const auto& key) { return key.key.xOnly() == coins().key(n).xOnly(); });
        if (!atHand.key(n) || !named)
            continue;
        if (!script.outputKey)
            input.partialSigs.emplace(coins().key(n), coins().ecdsa(n, sighashes, 0, script.witnessScript));
        for (const descriptor::TapLeaf& leaf : script.leaves)
            if (std::ranges::any_of(leaf.keys, [&](std::size_t place) {
                    return script.keys[place].key.xOnly() == coins().key(n).xOnly();
                }))
                input.tapScriptSigs.emplace(
                    psbt::TapScriptSigner{coins().key(n).xOnly(), leaf.hash},
                    coins().schnorrOver(
                        n, sighashes.tapscript(0, bitcoin::SighashType::defaultAll, leaf.hash).value()));
    }
    return result;
}

/// What a PSBT has, for the descriptor's own satisfier.
class Source final : public descriptor::SignatureSource {
public:
    explicit Source(const psbt::Psbt& psbt) : m_psbt(psbt) {}
    [[nodiscard]] std::optional<Bytes> ecdsaSignature(const crypto::PublicKey& key) const override {
        const auto found = m_psbt.inputs[0].partialSigs.find(key);
        return found == m_psbt.inputs[0].partialSigs.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::optional<Bytes> schnorrSignature(const crypto::XOnlyPublicKey&) const override {
        return std::nullopt;
    }
    [[nodiscard]] std::optional<Bytes> schnorrLeafSignature(const crypto::XOnlyPublicKey& key,
                                                            const crypto::Hash256& leaf) const override {
        const auto found = m_psbt.inputs[0].tapScriptSigs.find({key, leaf});
        return found == m_psbt.inputs[0].tapScriptSigs.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::optional<Bytes> preimage(descriptor::HashKind, ByteSpan) const override {
        return m_psbt.inputs[0].preimages.empty() ? std::nullopt : std::optional(theSecret());
    }
    [[nodiscard]] std::optional<std::uint32_t> inputSequence() const override {
        return m_psbt.tx.inputs[0].sequence;
    }
    [[nodiscard]] std::optional<std::uint32_t> lockTime() const override { return m_psbt.tx.lockTime; }

private:
    const psbt::Psbt& m_psbt;
};

/// Final exactly when the descriptor has a witness, and with the same one, which the script accepts.
bool finalizes(const descriptor::Descriptor& descriptor, const AtHand& atHand) {
    const auto script = descriptor.derive(0, 0).value();
    const psbt::Psbt psbt = spending(script, atHand);
    const auto result = psbt::finalize(psbt);
    REQUIRE(result);
    const auto wanted = descriptor.satisfy(script, Source(psbt));
    CHECK(result->complete() == wanted.has_value());
    if (!result->complete() || !wanted) {
        CHECK(result->psbt == psbt);
        return false;
    }
    CHECK(result->tx->inputs[0].scriptSig == wanted->scriptSig);
    CHECK(result->tx->inputs[0].witness == wanted->witness);
    const auto check = bitcoin::checkSpend(*result->tx, std::vector{*psbt.inputs[0].witnessUtxo},
                                           bitcoin::HashTypes::allOnly);
    CHECK(check.verdict == bitcoin::SpendVerdict::valid);
    CHECK(psbt::finalize(result->psbt)->tx == result->tx);
    CHECK(*psbt::parsePsbt(psbt::serialize(result->psbt)) == result->psbt);
    return true;
}

AtHand only(std::uint32_t keys) {
    return {keys, false, false, false};
}

} // namespace

TEST_CASE("a script with a lock finalizes by either branch, and by none before its time") {
    for (const std::string& text :
         std::vector<std::string>{"wsh(or_d(multi(2,A,B),and_v(v:pkh(C),older(144))))",
                                  "sh(wsh(or_d(multi(2,A,B),and_v(v:pkh(C),older(144)))))",
                                  "tr(H,or_d(multi_a(2,A,B),and_v(v:pkh(C),older(144))))",
                                  "tr(H,{multi_a(2,A,B),and_v(v:pkh(C),older(144))})"}) {
        CAPTURE(text);
        const auto descriptor = parse(text).value();
        CHECK(finalizes(descriptor, only(0b011)));
        CHECK_FALSE(finalizes(descriptor, only(0b001)));
        CHECK_FALSE(finalizes(descriptor, only(0b100)));
        CHECK(finalizes(descriptor, {.keys = 0b100, .secret = false, .older = true, .after = false}));
        CHECK(finalizes(descriptor, {.keys = 0b111, .secret = false, .older = true, .after = false}));
    }
    const auto absolute = parse("wsh(andor(pk(A),older(144),and_v(v:pk(B),after(700))))").value();
    CHECK_FALSE(finalizes(absolute, only(0b11)));
    CHECK(finalizes(absolute, {.keys = 0b11, .secret = false, .older = false, .after = true}));
    CHECK(finalizes(absolute, {.keys = 0b11, .secret = false, .older = true, .after = false}));
    CHECK_FALSE(finalizes(absolute, {.keys = 0b01, .secret = false, .older = false, .after = true}));
}

TEST_CASE("relative locks count from transaction version 2 on, and final inputs ignore the lock time") {
    const auto relative = parse("wsh(and_v(v:pk(A),older(144)))").value();
    psbt::Psbt psbt = spending(relative.derive(0, 0).value(), {});
    CHECK(psbt::finalize(psbt)->complete());
    psbt.tx.version = 1;
    psbt.inputs[0].partialSigs.clear();
    const std::vector prevouts{*psbt.inputs[0].witnessUtxo};
    psbt.inputs[0].partialSigs.emplace(
        coins().key(1),
        coins().ecdsa(1, bitcoin::SighashContext(psbt.tx, prevouts), 0, *psbt.inputs[0].witnessScript));
    CHECK_FALSE(psbt::finalize(psbt)->complete());

    const auto absolute = parse("wsh(and_v(v:pk(A),after(700)))").value();
    psbt = spending(absolute.derive(0, 0).value(), {});
    CHECK(psbt::finalize(psbt)->complete());
    psbt.tx.inputs[0].sequence = 0xffffffff;
    psbt.inputs[0].partialSigs.clear();
    psbt.inputs[0].partialSigs.emplace(
        coins().key(1),
        coins().ecdsa(1, bitcoin::SighashContext(psbt.tx, std::vector{*psbt.inputs[0].witnessUtxo}), 0,
                      *psbt.inputs[0].witnessScript));
    CHECK_FALSE(psbt::finalize(psbt)->complete());
}

TEST_CASE("what is called a preimage and is none is not used") {
    const auto descriptor = parse("wsh(and_v(v:pk(A),sha256(#)))").value();
    CHECK(finalizes(descriptor, only(1)) == false);
    psbt::Psbt psbt = spending(descriptor.derive(0, 0).value(), {});
    CHECK(psbt::finalize(psbt)->complete());
    psbt.inputs[0].preimages.begin()->second[5] ^= 1U;
    CHECK_FALSE(psbt::finalize(psbt)->complete());
}

TEST_CASE("a key that a script has by its hash alone is found among those that the input names") {
    const auto descriptor = parse("wsh(or_i(pkh(A),pkh(B)))").value();
    psbt::Psbt psbt = spending(descriptor.derive(0, 0).value(), only(1));
    CHECK(psbt::finalize(psbt)->complete());
    psbt.inputs[0].bip32.clear(); // B is in no field now
    CHECK_FALSE(psbt::finalize(psbt)->complete());
}

TEST_CASE("bare keys finalize, too") {
    const auto script = parse("pk(A)")->derive(0, 0).value();
    psbt::Psbt psbt = spending(script, only(0));
    const std::vector prevouts{*psbt.inputs[0].witnessUtxo};
    const bitcoin::SighashContext sighashes(psbt.tx, prevouts);
    psbt.inputs[0].partialSigs.emplace(
        coins().key(1), coins().ecdsaOver(1, sighashes.legacy(0, script.scriptPubKey, 1).value()));
    const auto result = psbt::finalize(psbt).value();
    REQUIRE(result.complete());
    CHECK(bitcoin::checkSpend(*result.tx, prevouts).verdict == bitcoin::SpendVerdict::valid);
}

TEST_CASE("a witness without a signature is never made: anybody could send the coin elsewhere") {
    const Bytes hash = base::toBytes(crypto::sha256(theSecret()).span());
    const Bytes script = // sha256(#), which no descriptor of ours may be
        base::ByteWriter().bytes(*base::fromHex("82012088a820")).bytes(hash).u8(0x87).take();
    bitcoin::Transaction tx;
    tx.inputs.push_back({});
    tx.outputs.push_back({base::Amount::sat(1'000), {0x51}});
    psbt::Psbt psbt = psbt::fromUnsigned(tx);
    psbt.inputs[0].witnessUtxo = bitcoin::TxOut{base::Amount::sat(2'000), bitcoin::p2wshScript(script)};
    psbt.inputs[0].witnessScript = script;
    psbt.inputs[0].preimages.emplace(psbt::PreimageKey{psbt::PreimageKind::sha256, hash}, theSecret());
    CHECK_FALSE(psbt::finalize(psbt)->complete());
}

TEST_CASE("random sane scripts finalize as their descriptors do, and the evaluator accepts it") {
    std::size_t final = 0;
    for (const descriptor::ScriptContext context :
         {descriptor::ScriptContext::segwitV0, descriptor::ScriptContext::tapscript}) {
        test::RandomMiniscript random(99, context);
        std::mt19937 dice(3);
        std::size_t sane = 0;
        for (int i = 0; i < 30'000 && sane < 100; ++i) {
            const std::string script = random.script();
            const auto descriptor =
                parse(context == descriptor::ScriptContext::tapscript ? "tr(H," + script + ")"
                                                                      : "wsh(" + script + ")");
            if (!descriptor)
                continue;
            CAPTURE(script);
            ++sane;
            final += finalizes(*descriptor, {}) ? 1U : 0U;
            for (int tries = 0; tries < 5; ++tries)
                final += finalizes(*descriptor, {static_cast<std::uint32_t>(dice()) & 0xffU, dice() % 2 == 0,
                                                 dice() % 2 == 0, dice() % 2 == 0})
                             ? 1U
                             : 0U;
        }
        CHECK(sane == 100);
    }
    CHECK(final > 300);
}
