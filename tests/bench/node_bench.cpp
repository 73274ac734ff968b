// The wallet of a real node at the same work: a thousand inputs, from a PSBT's text to the signed one's.
#include "ratio.h"
#include "review_and_sign.h"

#include "base/check.h"
#include "base/system_ports.h"
#include "bitcoin/address.h"
#include "bitcoin/script.h"
#include "descriptor/checksum.h"
#include "fakes/counting_random.h"
#include "fakes/private_account.h"
#include "keys/software_key_provider.h"
#include "psbt/codec.h"
#include "secret/secret_memory.h"
#include "support/node.h"
#include "threads/thread_executor.h"

#include <cstdio>
#include <exception>
#include <map>

using namespace strongroom;

namespace {

constexpr std::uint32_t INPUTS = 1'000;
constexpr std::uint32_t FUNDED_AT_ONCE = 100;
constexpr std::int64_t COIN = 1'000'000;

std::string addressAt(const vault::Vault& vault, std::uint32_t index) {
    return bitcoin::encodeAddress(vault.descriptor.derive(0, index)->scriptPubKey, vault.network).value();
}

/// What else the node's only wallet looks through, beside one descriptor with this vault's private key.
struct WalletKind {
    const char* label;
    bool blank; ///< Nothing else; otherwise the descriptors that the node gives every new wallet.
};

void importVault(test::Node& node, const test::TestVault& vault, const WalletKind& kind) {
    node.rpc("createwallet", {"bench", false, kind.blank, "", false, true});
    const test::AccountKey& account = vault.accounts.front();
    const secret::SecretText key = test::privateOf(account).text();
    const std::string text = "wpkh([" + bitcoin::toText(account.origin.fingerprint) + "/" +
                             account.origin.path.relativeText() + "]" +
                             std::string(base::asText(key.utf8())) + "/0/*)"; // a test key of a test node
    const base::Json::Object descriptor{{"desc", text + "#" + *descriptor::checksumOf(text)},
                                        {"timestamp", "now"},
                                        {"range", base::Json::Array{0, static_cast<int>(INPUTS)}}};
    const auto answer = node.rpc("importdescriptors", {base::Json::Array{descriptor}});
    STRONGROOM_CHECK(*answer.array()->front().find("success")->boolean());
}

psbt::Psbt fundedSpend(test::Node& node, const vault::Vault& vault) {
    constexpr unsigned MATURE = 120;
    node.mineTo(addressAt(vault, 0), MATURE);
    std::map<bitcoin::Txid, bitcoin::Transaction> previous;
    std::vector<vault::Coin> coins;
    for (std::uint32_t first = 0; first < INPUTS; first += FUNDED_AT_ONCE) {
        base::Json::Array outputs;
        for (std::uint32_t i = first; i < first + FUNDED_AT_ONCE; ++i)
            outputs.push_back(base::Json::Object{{addressAt(vault, i), "0.01"}});
        const auto sent =
            node.rpc("send", {outputs, nullptr, "unset", 10,
                              base::Json::Object{{"change_address", addressAt(vault, 0)}, {"minconf", 1}}});
        const auto txid = *bitcoin::txidFromText(*sent.find("txid")->string());
        const bitcoin::Transaction tx = node.transaction(txid);
        for (std::uint32_t i = first; i < first + FUNDED_AT_ONCE; ++i) {
            const auto script = vault.descriptor.derive(0, i)->scriptPubKey;
            for (std::uint32_t vout = 0; vout < tx.outputs.size(); ++vout)
                if (tx.outputs[vout].scriptPubKey == script &&
                    tx.outputs[vout].amount == base::Amount::sat(COIN))
                    coins.push_back({{txid, vout}, base::Amount::sat(COIN), script, 0, i, 100, {}});
        }
        previous.emplace(txid, tx);
        node.mineTo(addressAt(vault, 0), 1);
    }
    STRONGROOM_CHECK(coins.size() == INPUTS);
    test::CountingRandom random;
    vault::SpendRequest request;
    request.payments = {
        {test::payeeScript(), *base::Amount::fromSatoshi(INPUTS * (COIN - 300)), nullptr, {}}};
    request.feeRate = base::FeeRate::satPerVb(1);
    auto built = vault::buildSpend(
        vault, request, coins, [&](const bitcoin::Txid& txid) { return std::optional(previous.at(txid)); },
        random);
    STRONGROOM_CHECK(built.has_value() && built->psbt.inputs.size() == INPUTS);
    return std::move(built->psbt);
}

std::size_t signaturesIn(const std::string& text) {
    const auto psbt = psbt::parsePsbtText(base::asBytes(text));
    STRONGROOM_CHECK(psbt.has_value());
    std::size_t count = 0;
    for (const psbt::PsbtInput& input : psbt->inputs)
        count += input.partialSigs.size();
    return count;
}

void benchNode(const WalletKind& kind) {
    test::Node node;
    const test::TestVault vault = test::wpkhVault();
    importVault(node, vault, kind);
    const std::string text = psbt::toBase64(fundedSpend(node, vault.vault));
    base::SystemRandom random;
    threads::ThreadExecutor two(2);
    keys::SoftwareKeyProvider onTwo(test::privateOf(vault.accounts.front()), random, two);
    keys::SoftwareKeyProvider onOne(test::privateOf(vault.accounts.front()), random);
    const auto byNode = [&] {
        return *node.rpc("walletprocesspsbt", {text, true, "ALL", true, false}).find("psbt")->string();
    };
    const auto byUs = [&](keys::KeyProvider& provider) {
        const auto psbt = psbt::parsePsbtText(base::asBytes(text));
        STRONGROOM_CHECK(psbt.has_value());
        return psbt::toBase64(
            bench::reviewAndSign(*psbt, std::span(&vault.vault, 1), provider, vault.accounts.front().xpub));
    };
    STRONGROOM_CHECK(signaturesIn(byNode()) == INPUTS && signaturesIn(byUs(onOne)) == INPUTS);
    const std::string label = std::string("wpkh, 1000 inputs, the node's ") + kind.label + " against us";
    const auto compareWith = [&](const std::string& threads, keys::KeyProvider& provider) {
        bench::print(label + threads,
                     bench::compare([&] { static_cast<void>(byNode()); },
                                    [&] { static_cast<void>(byUs(provider)); }, bench::Measure::elapsed),
                     "≥ 20");
    };
    compareWith("", onOne);
    compareWith(" on two threads", onTwo);
}

} // namespace

int main() {
    if (!secret::initialise()) {
        std::fputs("cannot lock memory for secrets\n", stderr);
        return 1;
    }
    try {
        benchNode({"barest wallet", true});
        benchNode({"default wallet", false});
    } catch (const std::exception& why) {
        std::fprintf(stderr, "the node: %s\n", why.what());
        return 1;
    }
    return 0;
}
