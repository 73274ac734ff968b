#include "seeds.h"

#include "base/byte_writer.h"
#include "base/check.h"
#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "bitcoin/base58check.h"
#include "fakes/counting_random.h"
#include "psbt/codec.h"
#include "psbt/finalize.h"
#include "signer/unpoliced/unpoliced.h"
#include "support/psbt_mutator.h"
#include "support/secret_text.h"

#include <array>
#include <memory>
#include <sstream>

namespace strongroom::test {

namespace {

constexpr std::uint32_t TESTNET_PRIVATE = 0x04358394; // BIP32, "tprv"

/// Which signatures are in a seed.
enum class Content { unsignedYet, signedOnce, finalOnce };

struct Kind {
    const char* name;
    TestVault (*make)(std::string_view label);
    const char* firstHolder; ///< Behind the label, as the vault's maker names its first key holder.
    std::size_t claims;
    std::size_t signers;
    bool taproot = false;
    bool nested = false;
    bool tree = false;
};

constexpr std::array KINDS{
    Kind{.name = "wpkh", .make = wpkhVault, .firstHolder = "", .claims = 1, .signers = 1},
    Kind{.name = "wsh-multi", .make = multiVault, .firstHolder = " one", .claims = 3, .signers = 2},
    Kind{.name = "tr", .make = trVault, .firstHolder = "", .claims = 1, .signers = 1, .taproot = true},
    Kind{
        .name = "sh-wpkh", .make = nestedVault, .firstHolder = "", .claims = 1, .signers = 1, .nested = true},
    Kind{.name = "sh-wsh-older",
         .make = recoverableVault,
         .firstHolder = " one",
         .claims = 3,
         .signers = 2,
         .nested = true},
    Kind{.name = "tr-tree",
         .make = treeVault,
         .firstHolder = " one",
         .claims = 5,
         .signers = 2,
         .taproot = true,
         .tree = true},
};

constexpr std::array<std::int64_t, 2> AMOUNTS{6'000'000, 5'000'000};

std::string labelOf(const Kind& kind) {
    return std::string("mutant ") + kind.name;
}

vault::BuiltSpend buildOn(const vault::Vault& vault, const Funding& funding) {
    CountingRandom random;
    vault::SpendRequest request;
    request.payments = {{payeeScript(), base::Amount::sat(8'000'000), nullptr, {}}};
    request.feeRate = base::FeeRate::satPerVb(12);
    request.changeIndex = 9;
    auto spend = vault::buildSpend(vault, request, funding.coins, funding.previous, random);
    STRONGROOM_CHECK(spend.has_value());
    return std::move(spend).value();
}

std::string privateText(const AccountKey& account, const std::string& label) {
    const base::Bytes publicBytes = *bitcoin::decodeBase58Check(account.xpub.text());
    base::ByteWriter writer;
    writer.u32BigEndian(TESTNET_PRIVATE);
    writer.bytes(base::ByteSpan(publicBytes).subspan(4, 41)); // depth, parent, number, chain code
    writer.u8(0).bytes(labelHash(label + " secret").span());
    return bitcoin::encodeBase58Check(writer.data());
}

/// Fields that a PSBT may carry, which do not change what it does.
void decorate(psbt::Psbt& psbt, const TestVault& vault, bool taproot) {
    const base::Bytes unknown{0x70, 'x'};
    const psbt::ProprietaryKey foreign{base::toBytes(base::asBytes("test")), 1, {'k'}};
    for (const AccountKey& account : vault.accounts)
        psbt.xpubs.emplace(*bitcoin::decodeBase58Check(account.xpub.text()), account.origin);
    psbt.unknown.emplace(unknown, base::Bytes{1, 2, 3});
    psbt.proprietary.emplace(foreign, base::Bytes{4, 5});
    for (psbt::PsbtInput& input : psbt.inputs) {
        input.sighashType = taproot ? 0 : 1;
        input.unknown.emplace(unknown, base::Bytes{1, 2, 3});
        input.proprietary.emplace(foreign, base::Bytes{4, 5});
    }
    for (psbt::PsbtOutput& output : psbt.outputs) {
        output.unknown.emplace(unknown, base::Bytes{1, 2, 3});
        output.proprietary.emplace(foreign, base::Bytes{4, 5});
    }
}

void addSignatures(Seed& seed, psbt::Psbt& psbt, Content content, std::size_t signers) {
    const std::size_t holders = seed.vault.accounts.size();
    if (content == Content::signedOnce) { // a cosigner everywhere; with one key only, the first input
        for (std::size_t i = 0; i < (holders > 1 ? psbt.inputs.size() : 1); ++i) {
            STRONGROOM_CHECK(signInput(psbt, i, seed.vault.accounts[holders > 1 ? 1 : 0]));
            seed.signedInputs.insert(i);
        }
        seed.staleSignature = "vault.bad_signature";
    }
    if (content == Content::finalOnce) {
        psbt::Psbt copy = psbt;
        STRONGROOM_CHECK(signAll(copy, seed.vault, signers));
        const psbt::PsbtInput final = psbt::finalize(copy)->psbt.inputs[0];
        psbt.inputs[0].finalScriptSig = final.finalScriptSig;
        psbt.inputs[0].finalScriptWitness = final.finalScriptWitness;
        seed.signedInputs.insert(0);
        seed.staleSignature = "vault.bad_final_witness";
    }
}

Seed makeSeed(const Kind& kind, Content content, const char* suffix, const FundingOf& fundingOf) {
    const std::string label = labelOf(kind);
    Seed seed{std::string(kind.name) + suffix, kind.make(label)};
    seed.taproot = kind.taproot;
    seed.nested = kind.nested;
    seed.tree = kind.tree;
    seed.claims = kind.claims;
    seed.signingKey = privateText(seed.vault.accounts[0], label + kind.firstHolder);
    vault::BuiltSpend built = buildOn(seed.vault.vault, fundingOf(kind.name, seed.vault.vault));
    seed.changeOutput = *built.changeOutput;
    for (std::size_t i = 0; i < built.psbt.inputs.size(); ++i) {
        const bitcoin::Transaction previous = built.psbt.inputs[i].nonWitnessUtxo->transaction();
        seed.spent.push_back(previous.outputs[built.psbt.tx.inputs[i].prevout.vout]);
        seed.spentCounts.push_back(previous.outputs.size());
    }
    decorate(built.psbt, seed.vault, kind.taproot);
    addSignatures(seed, built.psbt, content, kind.signers);
    seed.psbt = psbt::serialize(built.psbt);

    const TestVault stranger = kind.make("stranger");
    psbt::Psbt foreign = spendOf(stranger.vault).psbt;
    decorate(foreign, stranger, kind.taproot);
    seed.foreign = psbt::serialize(foreign);
    return seed;
}

} // namespace

std::vector<Seed> makeSeeds(const FundingOf& fundingOf) {
    std::vector<Seed> all;
    for (const Kind& kind : KINDS) {
        all.push_back(makeSeed(kind, Content::unsignedYet, "", fundingOf));
        all.push_back(makeSeed(kind, Content::signedOnce, ", signed", fundingOf));
        all.push_back(makeSeed(kind, Content::finalOnce, ", final", fundingOf));
    }
    return all;
}

std::vector<SeedKind> seedKinds() {
    std::vector<SeedKind> kinds;
    for (const Kind& kind : KINDS) {
        const std::string label = labelOf(kind);
        const TestVault made = kind.make(label);
        SeedKind row{kind.name,
                     made.vault.descriptor.textWithoutChecksum(),
                     made.accounts[0].xpub.text(),
                     privateText(made.accounts[0], label + kind.firstHolder),
                     {}};
        for (const auto& [branch, index] : SEED_PLACES)
            row.addresses.push_back(*bitcoin::encodeAddress(
                made.vault.descriptor.derive(branch, index)->scriptPubKey, made.vault.network));
        kinds.push_back(std::move(row));
    }
    return kinds;
}

psbt::Psbt Seed::parsed() const {
    return psbt::parsePsbt(psbt).value();
}

const std::vector<Seed>& seeds() {
    static const std::vector<Seed> all = makeSeeds([](std::string_view, const vault::Vault& vault) {
        const auto chain = std::make_shared<TestChain>();
        Funding funding;
        for (std::size_t i = 0; i < SEED_PLACES.size(); ++i)
            funding.coins.push_back(
                chain->fund(vault, AMOUNTS[i], SEED_PLACES[i].first, SEED_PLACES[i].second));
        funding.previous = [chain](const bitcoin::Txid& txid) { return chain->lookUp()(txid); };
        return funding;
    });
    return all;
}

const std::vector<std::string>& registered() {
    static const std::vector<std::string> texts = [] {
        std::vector<std::string> made;
        for (const Kind& kind : KINDS)
            made.push_back(kind.make(labelOf(kind)).vault.descriptor.text());
        return made;
    }();
    return texts;
}

const std::vector<vault::Vault>& registeredVaults() {
    static const std::vector<vault::Vault> vaults = [] {
        std::vector<vault::Vault> made;
        for (const std::string& text : registered())
            made.push_back(vault::vaultOfDescriptor(
                descriptor::Descriptor::parse(text, bitcoin::Network::regtest).value(), made.size()));
        return made;
    }();
    return vaults;
}

Answer askSigner(base::ByteSpan psbt, const Seed& seed) {
    CountingRandom random;
    const auto answer = signer::signPsbt({base::toBytes(psbt), registered(), "regtest"},
                                         secretText(seed.signingKey), secretText(""), random);
    if (answer)
        return {*base::fromBase64(*answer->find("psbt")->string()), {}};
    Answer result{std::nullopt, {answer.error().code}};
    for (const auto& [name, value] : answer.error().data) {
        std::istringstream words(name == "findings" ? value : "");
        for (std::string code; words >> code;)
            result.codes.push_back(code);
    }
    return result;
}

} // namespace strongroom::test
