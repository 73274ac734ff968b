#include "vault/message_draft.h"

#include "base/text_encoding.h"
#include "fakes/spend_world.h"
#include "psbt/combine.h"
#include "psbt/message_verify.h"
#include "vault/review.h"

#include <doctest/doctest.h>

using namespace strongroom;
using base::Json;
using bitcoin::SpendVerdict;
using psbt::ProofFormat;

namespace {

constexpr std::string_view WORDS = "We hold these coins.\nOn 21 November.";

/// One vault's words, with coins of it at 0/3 and 1/4 where they are asked for.
struct Saying {
    explicit Saying(test::TestVault by) : vault(std::move(by)) {
        request.message = base::toBytes(base::asBytes(WORDS));
        request.place = {0, 7};
    }
    void addCoin(std::size_t branch, std::uint32_t index) {
        const vault::Coin coin = chain.fund(vault.vault, 1'000'000, branch, index);
        request.coins.push_back(
            {chain.lookUp()(coin.outpoint.txid).value(), coin.outpoint.vout, {branch, index}});
    }
    [[nodiscard]] base::Result<vault::MessageDraft, base::Failure> draft() const {
        return vault::draftMessage(vault.vault, request);
    }
    [[nodiscard]] std::string refusal() const {
        const auto made = draft();
        return made ? "" : made.error().code;
    }
    /// Signed by as many accounts as are needed.
    [[nodiscard]] psbt::ProofProgress proof() const {
        vault::MessageDraft made = draft().value();
        REQUIRE(test::signAll(made.psbt, vault, vault.vault.descriptor.threshold()));
        return psbt::finishProof(made.psbt, made.format).value();
    }

    test::TestVault vault;
    test::TestChain chain;
    vault::MessageRequest request;
};

std::vector<test::TestVault> everyKind() {
    std::vector<test::TestVault> kinds;
    kinds.push_back(test::wpkhVault());
    kinds.push_back(test::multiVault());
    kinds.push_back(test::trVault());
    return kinds;
}

Json requestDocument() {
    return Json::Object{{"age", 0},         {"branch", 0}, {"coins", Json::Array()},
                        {"format", Json()}, {"index", 7},  {"message", base::toHex(base::asBytes(WORDS))},
                        {"leaf", Json()},   {"time", 0},   {"utf8", false}};
}

} // namespace

TEST_CASE("every kind of vault signs a message, and the proof holds for it and for no other") {
    for (test::TestVault& kind : everyKind()) {
        const Saying saying(std::move(kind));
        const psbt::ProofProgress proof = saying.proof();
        REQUIRE(proof.signature);
        CHECK(proof.format == ProofFormat::simple);
        CHECK(proof.signature->starts_with("smp"));
        const auto script = saying.draft()->scriptPubKey;
        CHECK(script == saying.vault.vault.descriptor.derive(0, 7)->scriptPubKey);
        CHECK(psbt::verifyMessage(script, base::asBytes(WORDS), *proof.signature)->verdict ==
              SpendVerdict::valid);
        CHECK(psbt::verifyMessage(script, base::asBytes("other words"), *proof.signature)->verdict ==
              SpendVerdict::invalid);
    }
}

TEST_CASE("every kind of vault proves funds, each coin by its own keys") {
    for (test::TestVault& kind : everyKind()) {
        Saying saying(std::move(kind));
        saying.addCoin(0, 3);
        saying.addCoin(1, 4);
        const psbt::ProofProgress proof = saying.proof();
        REQUIRE(proof.signature);
        CHECK(proof.signature->starts_with("pof"));
        const auto verdict =
            psbt::verifyMessage(proof.about.scriptPubKey, base::asBytes(WORDS), *proof.signature);
        CHECK(verdict->verdict == SpendVerdict::valid);
        REQUIRE(verdict->coins.size() == 2);
        CHECK(verdict->coins[1].output.amount == base::Amount::sat(1'000'000));
        CHECK(verdict->coins[1].output.scriptPubKey ==
              saying.vault.vault.descriptor.derive(1, 4)->scriptPubKey);
    }
}

TEST_CASE("signers who are told the same words make the same transaction, and their signatures combine") {
    const Saying saying(test::multiVault());
    vault::MessageDraft first = saying.draft().value();
    vault::MessageDraft second = saying.draft().value();
    CHECK(first.psbt == second.psbt);
    REQUIRE(test::signInput(first.psbt, 0, saying.vault.accounts[0]));
    CHECK_FALSE(psbt::finishProof(first.psbt)->signature);
    REQUIRE(test::signInput(second.psbt, 0, saying.vault.accounts[2]));
    const psbt::Psbt both = psbt::combine(first.psbt, second.psbt).value();
    CHECK(psbt::finishProof(both)->signature.has_value());
}

TEST_CASE("a proof with locks is in full form and says them") {
    Saying saying(test::wpkhVault());
    saying.request.locks = {500'000, 144};
    const psbt::ProofProgress proof = saying.proof();
    CHECK(proof.format == ProofFormat::full);
    const auto verdict =
        psbt::verifyMessage(proof.about.scriptPubKey, base::asBytes(WORDS), proof.signature.value());
    CHECK(verdict->verdict == SpendVerdict::valid);
    CHECK(verdict->locks.lockTime == 500'000);
    CHECK(verdict->locks.sequence == 144);
    saying.addCoin(0, 3);
    const auto draft = saying.draft();
    for (const bitcoin::TxIn& input : draft->psbt.tx.inputs)
        CHECK(input.sequence == 144); // what the coins' own locks need, too
    const psbt::ProofProgress funds = saying.proof();
    CHECK(psbt::verifyMessage(funds.about.scriptPubKey, base::asBytes(WORDS), funds.signature.value())
              ->verdict == SpendVerdict::valid);
}

TEST_CASE("a form of proof that cannot say what is asked for is refused") {
    Saying saying(test::wpkhVault());
    saying.request.format = ProofFormat::full;
    CHECK(saying.proof().signature->starts_with("ful"));
    saying.request.format = ProofFormat::proofOfFunds;
    CHECK(saying.refusal() == "message.no_coins");
    saying.request.format = ProofFormat::simple;
    saying.request.locks = {500'000, 0};
    CHECK(saying.refusal() == "message.format_too_narrow");
    saying.request.locks = {};
    CHECK(saying.refusal() == "");
    saying.addCoin(0, 3);
    CHECK(saying.refusal() == "message.format_too_narrow");
    saying.request.format = ProofFormat::full;
    CHECK(saying.refusal() == "message.format_too_narrow");

    Saying legacy({test::vaultOf("legacy", "pkh(" + test::makeAccount("old").text() + "/<0;1>/*)"), {}});
    CHECK(legacy.draft()->format == ProofFormat::full);
    legacy.request.format = ProofFormat::simple;
    CHECK(legacy.refusal() == "message.simple_needs_segwit");
}

TEST_CASE(
    "a message's transaction is never reviewed as a payment, nor a payment finished as a message (A104)") {
    for (test::TestVault& kind : everyKind()) {
        const Saying saying(std::move(kind));
        const psbt::Psbt message = saying.draft()->psbt;
        const auto review =
            vault::reviewSpend(message, std::vector{saying.vault.vault}, {}, {}, bitcoin::Network::regtest);
        CHECK(review.has(vault::FindingCode::messageProof));
        CHECK_FALSE(review.signable());

        psbt::Psbt payment = test::spendOf(saying.vault.vault).psbt;
        CHECK(psbt::finishProof(payment).error().code == "message.not_a_proof");
        psbt::setMessage(payment, base::asBytes(WORDS));
        CHECK(psbt::finishProof(payment).error().code == "message.not_a_proof");
    }
}

TEST_CASE("coins of a proof of funds are the vault's own, and each stands once") {
    Saying saying(test::wpkhVault());
    saying.addCoin(0, 3);
    saying.request.coins.front().place.index = 4;
    CHECK(saying.refusal() == "vault.coin_not_of_vault");
    saying.request.coins.front().place.index = 3;
    saying.request.coins.front().vout = 9;
    CHECK(saying.refusal() == "vault.coin_not_of_vault");
    saying.request.coins.front().vout = 1;
    CHECK(saying.refusal() == "");
    saying.request.coins.push_back(saying.request.coins.front());
    CHECK(saying.refusal() == "message.duplicate_coin");
}

TEST_CASE("what may mislead its reader is not signed unless it is said explicitly, or not at all (A104)") {
    Saying saying(test::wpkhVault());
    saying.request.message = base::toBytes(base::asBytes("Аll of them")); // begins with a Cyrillic letter
    CHECK(saying.refusal() == "message.not_ascii");
    saying.request.characters = psbt::Characters::plainUtf8;
    CHECK(saying.refusal() == "");
    saying.request.message = base::toBytes(base::asBytes("\xe2\x80\xaeleft"));
    CHECK(saying.refusal() == "message.not_text");
    saying.request.place = {0, bitcoin::HARDENED};
    saying.request.message.clear();
    CHECK(saying.refusal() == "vault.underivable");
}

TEST_CASE("of a taproot tree exactly the leaf that was chosen is in the PSBT, or none") {
    std::string keys[3];
    for (int i = 0; i < 3; ++i)
        keys[i] = test::makeAccount("leaf" + std::to_string(i)).text() + "/<0;1>/*";
    Saying saying(
        {test::vaultOf("tree", "tr(" + keys[0] + ",{multi_a(1," + keys[1] + "),multi_a(1," + keys[2] + ")})"),
         {}});
    CHECK(saying.draft()->psbt.inputs.front().tapLeafScripts.empty());
    saying.request.leaf = 1;
    const auto script = saying.vault.vault.descriptor.derive(0, 7).value();
    const auto chosen = saying.draft()->psbt.inputs.front().tapLeafScripts;
    REQUIRE(chosen.size() == 1);
    CHECK(chosen.begin()->first == script.leaves[1].controlBlock);
    CHECK(chosen.begin()->second.script == script.leaves[1].script);
    saying.request.leaf = 2;
    CHECK(saying.refusal() == "vault.underivable");
    Saying plain(test::wpkhVault());
    plain.request.leaf = 0;
    CHECK(plain.refusal() == "vault.underivable");
}

TEST_CASE("a request to sign a message is read strictly") {
    const auto read = vault::parseMessageRequest(requestDocument());
    REQUIRE(read);
    CHECK(read->place.index == 7);
    CHECK(vault::toJson(*read) == requestDocument());
    CHECK(std::ranges::equal(read->message, base::asBytes(WORDS)));

    Saying saying(test::wpkhVault());
    saying.addCoin(1, 4);
    const Json coin(
        Json::Object{{"branch", 1},
                     {"index", 4},
                     {"transaction", base::toHex(saying.request.coins[0].transaction.serialize())},
                     {"vout", 1}});
    Json withCoin = requestDocument();
    withCoin.object()->insert_or_assign("coins", Json::Array{coin});
    CHECK(vault::parseMessageRequest(withCoin)->coins.at(0).place.branch == 1);
    CHECK(vault::toJson(*vault::parseMessageRequest(withCoin)) == withCoin);

    const auto refused = [](std::string_view name, Json value) {
        Json changed = requestDocument();
        changed.object()->insert_or_assign(std::string(name), std::move(value));
        const auto result = vault::parseMessageRequest(changed);
        return !result && result.error() == psbt::MessageError::badRequest;
    };
    CHECK(refused("psbt", "cHNidP8="));
    CHECK(refused("message", "no hex"));
    CHECK(refused("format", "legacy"));
    CHECK(refused("format", 1));
    CHECK(refused("index", -1));
    CHECK(refused("time", std::int64_t{1} << 32));
    CHECK(refused("utf8", 1));
    CHECK(refused("leaf", -1));
    CHECK(refused("leaf", "0"));
    CHECK(refused("coins", Json()));
    CHECK(refused("coins", Json::Array{Json::Object{{"txid", "00"}}}));
    CHECK(refused("coins", Json::Array(vault::MAX_FUNDS_COINS + 1, coin)));
    Json broken = coin;
    broken.object()->insert_or_assign("transaction", "00");
    CHECK(refused("coins", Json::Array{broken}));
}
