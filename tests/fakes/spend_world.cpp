#include "fakes/spend_world.h"

#include "base/byte_writer.h"
#include "base/check.h"
#include "bitcoin/script.h"
#include "fakes/counting_random.h"
#include "psbt/signatures.h"

namespace strongroom::test {

std::string AccountKey::text() const {
    return "[" + bitcoin::toText(origin.fingerprint) + "/" + origin.path.relativeText() + "]" + xpub.text();
}

const crypto::SecretKeyContext& secretKeys() {
    static CountingRandom random;
    static const crypto::SecretKeyContext context(random);
    return context;
}

crypto::Hash256 labelHash(std::string_view label) {
    return crypto::sha256(base::asBytes(label));
}

AccountKey makeAccount(std::string_view label, std::string_view path, bitcoin::Network network) {
    const std::string name(label);
    auto secret = crypto::SecretKey::copyOf(labelHash(name + " secret").span());
    const auto publicKey = secretKeys().publicKey(secret).value();
    const auto steps = bitcoin::DerivationPath::parse(path).value();
    const auto xpub = bitcoin::ExtendedPubKey::fromFields(
                          {bitcoin::keyNetwork(network), static_cast<std::uint8_t>(steps.size()),
                           *bitcoin::Fingerprint::from(labelHash(name + " parent").span().first(4)),
                           steps.empty() ? 0 : steps.steps().back(),
                           *bitcoin::ChainCode::from(labelHash(name + " chain code").span()), publicKey})
                          .value();
    return {std::move(secret),
            {*bitcoin::Fingerprint::from(labelHash(name + " master").span().first(4)), steps},
            xpub};
}

crypto::SecretKey childSecret(const AccountKey& account, const std::vector<std::uint32_t>& steps) {
    auto secret = account.secret.clone();
    bitcoin::ExtendedPubKey node = account.xpub;
    for (const std::uint32_t step : steps) {
        base::ByteWriter data;
        data.bytes(node.publicKey().span()).u32BigEndian(step);
        const crypto::Hash512 hash = crypto::hmacSha512(node.chainCode().span(), data.data());
        secret = secretKeys().tweakAdd(secret, hash.span().first(32)).value();
        node = node.derive(step).value();
    }
    return secret;
}

vault::Vault vaultOf(std::string name, std::string_view descriptorText, bitcoin::Network network,
                     vault::Tier tier) {
    auto parsed = descriptor::Descriptor::parse(descriptorText, network);
    STRONGROOM_CHECK(parsed.has_value());
    const vault::VaultId id(parsed->id().array());
    return {id, std::move(name), tier, network, std::move(parsed).value(), vault::DEFAULT_GAP_LIMIT, 0};
}

TestVault wpkhVault(std::string_view label) {
    std::vector<AccountKey> accounts;
    accounts.push_back(makeAccount(label, "m/84h/1h/0h"));
    vault::Vault vault = vaultOf(std::string(label), "wpkh(" + accounts[0].text() + "/<0;1>/*)");
    return {std::move(vault), std::move(accounts)};
}

TestVault trVault(std::string_view label) {
    std::vector<AccountKey> accounts;
    accounts.push_back(makeAccount(label, "m/86h/1h/0h"));
    vault::Vault vault = vaultOf(std::string(label), "tr(" + accounts[0].text() + "/<0;1>/*)");
    return {std::move(vault), std::move(accounts)};
}

std::string multiText(std::size_t threshold, const std::vector<AccountKey>& accounts,
                      std::string_view function) {
    std::string text = "wsh(" + std::string(function) + "(" + std::to_string(threshold);
    for (const AccountKey& account : accounts)
        text += "," + account.text() + "/<0;1>/*";
    return text + "))";
}

TestVault multiVault(std::string_view label) {
    std::vector<AccountKey> accounts;
    for (const char* holder : {" one", " two", " three"})
        accounts.push_back(makeAccount(std::string(label) + holder));
    vault::Vault vault =
        vaultOf(std::string(label), multiText(2, accounts), bitcoin::Network::regtest, vault::Tier::cold);
    return {std::move(vault), std::move(accounts)};
}

TestVault nestedVault(std::string_view label) {
    std::vector<AccountKey> accounts;
    accounts.push_back(makeAccount(label, "m/49h/1h/0h"));
    vault::Vault vault = vaultOf(std::string(label), "sh(wpkh(" + accounts[0].text() + "/<0;1>/*))");
    return {std::move(vault), std::move(accounts)};
}

namespace {

std::vector<AccountKey> holders(std::string_view label, std::initializer_list<const char*> names) {
    std::vector<AccountKey> accounts;
    for (const char* const holder : names)
        accounts.push_back(makeAccount(std::string(label) + holder));
    return accounts;
}

} // namespace

TestVault recoverableVault(std::string_view label) {
    auto accounts = holders(label, {" one", " two", " heir"});
    const auto key = [&](std::size_t holder) { return accounts[holder].text() + "/<0;1>/*"; };
    vault::Vault vault = vaultOf(std::string(label), "sh(wsh(or_d(multi(2," + key(0) + "," + key(1) +
                                                         "),and_v(v:pkh(" + key(2) + "),older(144)))))");
    return {std::move(vault), std::move(accounts)};
}

TestVault treeVault(std::string_view label) {
    // BIP341: nobody has the private key of this point.
    const std::string nobody = "50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0";
    auto accounts = holders(label, {" one", " two", " three", " heir"});
    const auto key = [&](std::size_t holder) { return accounts[holder].text() + "/<0;1>/*"; };
    vault::Vault vault =
        vaultOf(std::string(label), "tr(" + nobody + ",{multi_a(2," + key(0) + "," + key(1) + "," + key(2) +
                                        "),and_v(v:pk(" + key(3) + "),older(144))})");
    return {std::move(vault), std::move(accounts)};
}

TestVault recoveryVault(std::string_view label, std::uint32_t blocks, vault::RecoveryPlan::Script script) {
    std::vector<AccountKey> accounts;
    vault::RecoveryPlan plan{{2, {}}, {2, {}}, blocks, script};
    for (const char* holder : {" one", " two", " three", " fourth", " fifth"}) {
        accounts.push_back(makeAccount(std::string(label) + holder));
        auto& set = accounts.size() <= 3 ? plan.primary : plan.recovery;
        set.keys.push_back(accounts.back().text() + "/<0;1>/*");
    }
    vault::Vault vault = vaultOf(std::string(label), vault::composeRecovery(plan).value(),
                                 bitcoin::Network::regtest, vault::Tier::cold);
    return {std::move(vault), std::move(accounts)};
}

vault::Coin TestChain::fund(const vault::Vault& vault, std::int64_t satoshi, std::size_t branch,
                            std::uint32_t index) {
    bitcoin::Transaction tx;
    const std::string label = "funding " + std::to_string(m_transactions.size());
    tx.inputs.push_back({{*bitcoin::Txid::from(labelHash(label).span()), 7}, {}, 0xffffffff, {}});
    const base::Bytes script = vault.descriptor.derive(branch, index)->scriptPubKey;
    tx.outputs.push_back({base::Amount::sat(1'234'567), base::Bytes{0x6a, 0x01, 0x00}});
    tx.outputs.push_back({*base::Amount::fromSatoshi(satoshi), script});
    const bitcoin::OutPoint outpoint{tx.txid(), 1};
    m_transactions.emplace(outpoint.txid, std::move(tx));
    return {outpoint, *base::Amount::fromSatoshi(satoshi), script, branch, index, 100, {}};
}

vault::PreviousTransactions TestChain::lookUp() const {
    return [this](const bitcoin::Txid& txid) -> std::optional<bitcoin::Transaction> {
        const auto found = m_transactions.find(txid);
        return found == m_transactions.end() ? std::nullopt : std::optional(found->second);
    };
}

base::Bytes payeeScript(std::string_view label) {
    return bitcoin::p2wpkhScript(makeAccount(label).xpub.publicKey());
}

vault::BuiltSpend spendOf(const vault::Vault& vault) {
    TestChain chain;
    CountingRandom random;
    const std::vector<vault::Coin> coins{chain.fund(vault, 6'000'000, 0, 3),
                                         chain.fund(vault, 5'000'000, 1, 4)};
    vault::SpendRequest request;
    request.payments = {{payeeScript(), base::Amount::sat(8'000'000), nullptr, {}}};
    request.feeRate = base::FeeRate::satPerVb(12);
    request.changeIndex = 9;
    auto spend = vault::buildSpend(vault, request, coins, chain.lookUp(), random);
    STRONGROOM_CHECK(spend.has_value());
    return std::move(spend).value();
}

base::Bytes ecdsaWithType(const crypto::SecretKey& secret, const crypto::Hash256& digest, std::uint8_t type) {
    base::Bytes signature = secretKeys().ecdsaSign(secret, digest).value();
    signature.push_back(type);
    return signature;
}

bool signInput(psbt::Psbt& psbt, std::size_t index, const AccountKey& account) {
    const auto spent = psbt::spentOutputs(psbt);
    STRONGROOM_CHECK(spent.has_value());
    const bitcoin::SighashContext context = spent->context(psbt);
    const auto stepsBelow = [&](const bitcoin::KeyOrigin& origin) {
        const auto& steps = origin.path.steps();
        return std::vector<std::uint32_t>(steps.end() - 2, steps.end());
    };
    const psbt::PsbtInput& input = psbt.inputs[index];
    for (const auto& [key, origin] : input.bip32) {
        if (origin.fingerprint != account.origin.fingerprint)
            continue;
        const auto script = psbt::signingScript(input, *spent->outputs[index]).value();
        const auto digest = script.digestAll(context, index).value();
        return psbt::addSignature(psbt, index, key,
                                  ecdsaWithType(childSecret(account, stepsBelow(origin)), digest), context)
            .has_value();
    }
    for (const auto& [key, derivation] : input.tapBip32) {
        if (derivation.origin.fingerprint != account.origin.fingerprint)
            continue;
        const bitcoin::KeyOrigin& origin = derivation.origin;
        const auto sign = [&](const std::optional<crypto::Tweak>& tweak, const crypto::Hash256& digest) {
            const auto secret = childSecret(account, stepsBelow(origin));
            const auto signature =
                secretKeys().schnorrSign(secret, tweak, digest.span(), crypto::SchnorrAux{});
            return base::toBytes(signature->span());
        };
        if (!input.tapLeafScripts.empty()) { // the one that is stated
            const psbt::TapLeafScript& leaf = input.tapLeafScripts.begin()->second;
            const auto leafHash = bitcoin::tapLeafHash(leaf.leafVersion, leaf.script);
            const auto digest = context.tapscript(index, bitcoin::SighashType::defaultAll, leafHash).value();
            return psbt::addTapScriptSignature(psbt, index, {key, leafHash}, sign({}, digest), context)
                .has_value();
        }
        const auto root = input.tapMerkleRoot ? input.tapMerkleRoot->span() : base::ByteSpan();
        const auto digest = context.taprootKeyPath(index, bitcoin::SighashType::defaultAll).value();
        const auto tweak = crypto::tapTweak(*key.point(), root);
        return psbt::addTapKeySignature(psbt, index, sign(tweak, digest), context).has_value();
    }
    return false;
}

bool signAll(psbt::Psbt& psbt, const TestVault& vault, std::size_t signers) {
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i)
        for (std::size_t account = 0; account < signers; ++account)
            if (!signInput(psbt, i, vault.accounts.at(account)))
                return false;
    return true;
}

} // namespace strongroom::test
