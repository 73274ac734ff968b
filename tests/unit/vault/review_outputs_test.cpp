#include "review_subject.h"

#include "bitcoin/script.h"

using namespace strongroom;
using policy::OutputClass;
using vault::FindingCode;

namespace {

/// The script of a vault at a place, with honest fields about it, in place of the change.
void sendChangeTo(psbt::Psbt& psbt, const vault::Vault& vault, std::size_t branch, std::uint32_t index) {
    const auto script = vault.descriptor.derive(branch, index).value();
    const std::size_t change = test::changeOf(psbt);
    psbt.tx.outputs[change].scriptPubKey = script.scriptPubKey;
    psbt::PsbtOutput fields;
    for (const auto& key : script.keys)
        if (script.internalKey)
            fields.tapBip32.emplace(*script.internalKey,
                                    psbt::TapDerivation{{}, {key.fingerprint, key.path}});
        else
            fields.bip32.emplace(key.key, bitcoin::KeyOrigin{key.fingerprint, key.path});
    if (!script.witnessScript.empty())
        fields.witnessScript = script.witnessScript;
    psbt.outputs[change] = fields;
}

OutputClass classOfChange(const vault::SpendReview& review, const psbt::Psbt& seed) {
    return review.outputs[test::changeOf(seed)].outputClass;
}

struct Reviewed {
    vault::SpendReview review;
    OutputClass change;
};
Reviewed afterChange(const test::TestVault& vault, const test::Mutation& mutate) {
    const psbt::Psbt seed = test::spendOf(vault.vault).psbt;
    auto review = test::reviewMutated(vault, mutate);
    const OutputClass change = classOfChange(review, seed);
    return {std::move(review), change};
}

/// Another script, with the fields of the real change left in place.
test::Mutation spoof(base::Bytes script) {
    return [script](psbt::Psbt& psbt) { psbt.tx.outputs[test::changeOf(psbt)].scriptPubKey = script; };
}

struct Multi {
    std::size_t threshold;
    std::vector<crypto::PublicKey> keys;
};

/// The witness script of the real change, rewritten, in place of the real one.
test::Mutation spoofMulti(const std::function<base::Bytes(Multi)>& rewrite) {
    return [rewrite](psbt::Psbt& psbt) {
        const std::size_t change = test::changeOf(psbt);
        const auto stated = bitcoin::matchMultisig(*psbt.outputs[change].witnessScript);
        Multi multi{stated->threshold, {}};
        for (const base::ByteSpan key : stated->keys)
            multi.keys.push_back(*crypto::PublicKey::parse(key));
        const base::Bytes script = rewrite(std::move(multi));
        psbt.outputs[change].witnessScript = script;
        psbt.tx.outputs[change].scriptPubKey = bitcoin::p2wshScript(script);
    };
}

bool isFraud(const Reviewed& reviewed) {
    return reviewed.review.has(FindingCode::claimedChange) && !reviewed.review.signable() &&
           reviewed.change == OutputClass::unknown;
}

} // namespace

TEST_CASE("change with our path but a foreign key is fraud") {
    const auto thief = test::makeAccount("thief").xpub.publicKey();
    CHECK(isFraud(afterChange(test::wpkhVault(), spoof(bitcoin::p2wpkhScript(thief)))));
    CHECK(isFraud(afterChange(test::trVault(), spoof(bitcoin::p2trScript(thief.xOnly())))));
    CHECK(isFraud(afterChange(test::wpkhVault(), [&](psbt::Psbt& psbt) {
        const std::size_t change = test::changeOf(psbt);
        const auto origin = psbt.outputs[change].bip32.begin()->second;
        psbt.outputs[change].bip32 = {{thief, origin}};
        psbt.tx.outputs[change].scriptPubKey = bitcoin::p2wpkhScript(thief);
    })));
}

TEST_CASE("change whose script goes on after CHECKMULTISIG is fraud") {
    CHECK(isFraud(afterChange(test::multiVault(), spoofMulti([](const Multi& multi) {
                                  base::Bytes script = bitcoin::multisigScript(multi.threshold, multi.keys);
                                  script.insert(script.end(), {0x75, 0x51}); // OP_DROP OP_1
                                  return script;
                              }))));
}

TEST_CASE("change with one cosigner exchanged is fraud") {
    for (std::size_t position = 0; position < 3; ++position)
        CHECK(isFraud(afterChange(test::multiVault(), spoofMulti([&](Multi multi) {
                                      multi.keys[position] = test::makeAccount("thief").xpub.publicKey();
                                      return bitcoin::multisigScript(multi.threshold, multi.keys);
                                  }))));
}

TEST_CASE("change with a lower threshold is fraud") {
    CHECK(isFraud(afterChange(test::multiVault(), spoofMulti([](const Multi& multi) {
                                  return bitcoin::multisigScript(1, multi.keys);
                              }))));
}

TEST_CASE("change with the same keys in another order is fraud") {
    CHECK(isFraud(afterChange(test::multiVault(), spoofMulti([](Multi multi) {
                                  std::swap(multi.keys[0], multi.keys[1]);
                                  return bitcoin::multisigScript(multi.threshold, multi.keys);
                              }))));
}

TEST_CASE("change to one key of a multisig, or to a multisig of a single key, is fraud") {
    CHECK(isFraud(afterChange(test::multiVault(), [](psbt::Psbt& psbt) {
        const std::size_t change = test::changeOf(psbt);
        psbt.tx.outputs[change].scriptPubKey =
            bitcoin::p2wpkhScript(*psbt.outputs[change].bip32.begin()->first.point());
        psbt.outputs[change].witnessScript.reset();
    })));
    CHECK(isFraud(afterChange(test::wpkhVault(), [](psbt::Psbt& psbt) {
        const std::size_t change = test::changeOf(psbt);
        const std::vector keys{*psbt.outputs[change].bip32.begin()->first.point(),
                               test::makeAccount("thief").xpub.publicKey()};
        psbt.outputs[change].witnessScript = bitcoin::multisigScript(1, keys);
        psbt.tx.outputs[change].scriptPubKey = bitcoin::p2wshScript(*psbt.outputs[change].witnessScript);
    })));
}

TEST_CASE("change with our key in another kind of script is fraud") {
    const auto drift =
        [](const std::function<base::Bytes(const crypto::PublicKey&, psbt::PsbtOutput&)>& make) {
            return [make](psbt::Psbt& psbt) {
                const std::size_t change = test::changeOf(psbt);
                const crypto::PublicKey key = *psbt.outputs[change].bip32.begin()->first.point();
                psbt.tx.outputs[change].scriptPubKey = make(key, psbt.outputs[change]);
            };
        };
    CHECK(isFraud(afterChange(test::wpkhVault(), drift([](const auto& key, psbt::PsbtOutput& fields) {
                                  fields.redeemScript = bitcoin::p2wpkhScript(key);
                                  return bitcoin::p2shScript(crypto::hash160(*fields.redeemScript));
                              }))));
    CHECK(isFraud(afterChange(test::wpkhVault(), drift([](const auto& key, psbt::PsbtOutput&) {
                                  return bitcoin::p2pkhScript(crypto::hash160(key.span()));
                              }))));
    CHECK(isFraud(afterChange(test::wpkhVault(), drift([](const auto& key, psbt::PsbtOutput&) {
                                  return bitcoin::p2trScript(key.xOnly());
                              }))));
    CHECK(isFraud(afterChange(test::multiVault(), [](psbt::Psbt& psbt) {
        const std::size_t change = test::changeOf(psbt);
        const base::Bytes redeem = psbt.tx.outputs[change].scriptPubKey;
        psbt.outputs[change].redeemScript = redeem;
        psbt.tx.outputs[change].scriptPubKey = bitcoin::p2shScript(crypto::hash160(redeem));
    })));
}

TEST_CASE("our own script far beyond the gap is not change: coins there could be held to ransom") {
    const auto hot = test::wpkhVault();
    for (const std::uint32_t index : {1'000U, 2'147'483'647U}) {
        const auto far = afterChange(hot, [&](psbt::Psbt& psbt) { sendChangeTo(psbt, hot.vault, 1, index); });
        CHECK(far.change == OutputClass::unknown);
        CHECK(far.review.askedCodes() == std::vector<std::string>{"vault.beyond_gap"});
    }
    const auto last = afterChange(hot, [&](psbt::Psbt& psbt) { sendChangeTo(psbt, hot.vault, 1, 999); });
    CHECK(last.change == OutputClass::change);
    CHECK(last.review.findings.empty());
}

TEST_CASE("the gap counts from the last address that the judge knows to be issued") {
    auto hot = test::wpkhVault();
    psbt::Psbt psbt = test::spendOf(hot.vault).psbt;
    sendChangeTo(psbt, hot.vault, 1, 5'999);
    const auto has = [&](std::uint32_t issued) {
        hot.vault.issued = issued;
        return vault::reviewSpend(psbt, std::vector{hot.vault}, {}, {}, bitcoin::Network::regtest)
            .has(FindingCode::beyondGap);
    };
    CHECK(has(4'999));
    CHECK_FALSE(has(5'000));
}

TEST_CASE("a path that no registered descriptor has is not change") {
    const auto hot = test::wpkhVault();
    const auto withPath = [&](const char* path) {
        return afterChange(hot, [&](psbt::Psbt& psbt) {
            for (auto& [key, origin] : psbt.outputs[test::changeOf(psbt)].bip32)
                origin.path = bitcoin::DerivationPath::parse(path).value();
        });
    };
    for (const char* path : {"m/84h/1h/0h/2/9", "m/84h/1h/1h/1/9", "m/84h/1h/0h/1/9h", "m/84h/1h/0h/1",
                             "m/84h/1h/0h/1/9/0/0/0/0/0/0/0/0", "m/49h/1h/0h/1/9", "m"}) {
        CAPTURE(path);
        const auto reviewed = withPath(path);
        CHECK(reviewed.change == OutputClass::unknown);
        CHECK(reviewed.review.askedCodes() == std::vector<std::string>{"vault.path_outside_descriptor"});
    }
}

TEST_CASE("a receive address is not change, but stays in the vault") {
    const auto hot = test::wpkhVault();
    const auto reviewed = afterChange(hot, [&](psbt::Psbt& psbt) { sendChangeTo(psbt, hot.vault, 0, 9); });
    CHECK(reviewed.change == OutputClass::internal);
    CHECK(reviewed.review.has(FindingCode::ownReceiveAddress));
    CHECK(reviewed.review.signable());
    CHECK(policy::deriveAction(reviewed.review.facts).stated() != policy::Action::consolidate);
}

TEST_CASE("change in another registered vault is a transfer with that vault's name") {
    const test::Treasury& treasury = test::treasury();
    const auto up =
        afterChange(treasury.hot, [&](psbt::Psbt& psbt) { sendChangeTo(psbt, treasury.cold.vault, 1, 2); });
    CHECK(up.change == OutputClass::internal);
    CHECK(up.review.has(FindingCode::otherVault));
    CHECK(up.review.signable());
    CHECK(std::ranges::any_of(up.review.findings, [](const vault::Finding& finding) {
        return finding.message.find("cold") != std::string::npos;
    }));
    const auto down =
        afterChange(treasury.cold, [&](psbt::Psbt& psbt) { sendChangeTo(psbt, treasury.hot.vault, 1, 2); });
    CHECK(down.change == OutputClass::internal);
    CHECK(policy::deriveOutflow(down.review.facts).proven() >
          policy::deriveOutflow(up.review.facts).proven()); // from cold to hot leaves the tier
}

TEST_CASE("without a path nothing is ours, however familiar the script") {
    const auto reviewed = afterChange(
        test::wpkhVault(), [](psbt::Psbt& psbt) { psbt.outputs[test::changeOf(psbt)].bip32.clear(); });
    CHECK(reviewed.change == OutputClass::unknown);
}

TEST_CASE("unusually many change outputs are asked about, and every one is listed") {
    const auto hot = test::wpkhVault();
    const auto withChanges = [&](std::uint32_t count) {
        return test::reviewMutated(hot, [&](psbt::Psbt& psbt) {
            const std::size_t change = test::changeOf(psbt);
            psbt.tx.outputs[change].amount = base::Amount::sat(1'000);
            for (std::uint32_t i = 1; i < count; ++i) {
                const auto script = hot.vault.descriptor.derive(1, 100 + i).value();
                psbt.tx.outputs.push_back({base::Amount::sat(250'000), script.scriptPubKey});
                psbt.outputs.push_back({});
                psbt.outputs.back().bip32.emplace(
                    script.keys[0].key, bitcoin::KeyOrigin{script.keys[0].fingerprint, script.keys[0].path});
            }
        });
    };
    CHECK_FALSE(withChanges(10).has(FindingCode::manyChangeOutputs));
    CHECK(withChanges(11).has(FindingCode::manyChangeOutputs));
    CHECK(withChanges(11).outputs.size() == 12);
    CHECK_FALSE(withChanges(11).signable());
}

TEST_CASE("an output without an amount is asked about") {
    const auto reviewed = afterChange(test::wpkhVault(), [](psbt::Psbt& psbt) {
        psbt.tx.outputs[test::changeOf(psbt)].amount = base::Amount();
    });
    CHECK(reviewed.review.has(FindingCode::zeroAmount));
    CHECK_FALSE(reviewed.review.signable());
}

TEST_CASE("dust is asked about, up to the exact threshold") {
    const auto withAmount = [](std::int64_t satoshi) {
        return test::reviewMutated(test::wpkhVault(),
                                   [&](psbt::Psbt& psbt) {
                                       psbt.tx.outputs[test::paymentOf(psbt)].amount =
                                           *base::Amount::fromSatoshi(satoshi);
                                   })
            .has(FindingCode::dustOutput);
    };
    CHECK(withAmount(1));
    CHECK(withAmount(293));
    CHECK_FALSE(withAmount(294));
}

TEST_CASE("future witness versions and bare scripts are asked about") {
    const auto paying = [](base::Bytes script) {
        return test::reviewMutated(test::wpkhVault(), [&](psbt::Psbt& psbt) {
            psbt.tx.outputs[test::paymentOf(psbt)].scriptPubKey = script;
        });
    };
    for (std::uint8_t version = 2; version <= 16; ++version)
        CHECK(paying(bitcoin::witnessProgramScript(version, base::Bytes(32, 1))).askedCodes() ==
              std::vector<std::string>{"vault.unknown_witness_version"});
    const auto key = test::makeAccount("x").xpub.publicKey();
    base::Bytes p2pk(1, 33);
    p2pk.insert(p2pk.end(), key.span().begin(), key.span().end());
    p2pk.push_back(0xac);
    for (const base::Bytes& script : {p2pk, bitcoin::multisigScript(1, std::vector{key}), base::Bytes{0x51}})
        CHECK(paying(script).has(FindingCode::nonStandardOutput));
}

TEST_CASE("OP_RETURN is shown in full, whatever follows the data, and asked about when it destroys coins") {
    const auto with = [](base::Bytes script, std::int64_t satoshi) {
        return test::reviewMutated(test::wpkhVault(), [&](psbt::Psbt& psbt) {
            psbt.tx.outputs.push_back({*base::Amount::fromSatoshi(satoshi), script});
            psbt.outputs.push_back({});
        });
    };
    for (const base::Bytes& script :
         {base::Bytes{0x6a, 0x02, 0xbe, 0xef}, base::Bytes{0x6a, 0x01, 0x00, 0xac, 0xac}}) {
        const auto free = with(script, 0);
        CHECK(free.signable());
        CHECK(free.outputs.back().outputClass == OutputClass::opReturn);
        CHECK(free.has(FindingCode::opReturn));
        CHECK_FALSE(free.has(FindingCode::opReturnBurns));
        CHECK(with(script, 1).has(FindingCode::opReturnBurns));
        CHECK_FALSE(with(script, 1).signable());
    }
    const auto shown = with({0x6a, 0x02, 0xbe, 0xef}, 0);
    CHECK(shown.findings.front().message.find("6a02beef") != std::string::npos);
}
