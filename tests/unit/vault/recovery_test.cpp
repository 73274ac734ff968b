#include "vault/recovery.h"

#include <doctest/doctest.h>

using namespace strongroom;
using vault::Error;
using vault::KeySet;
using vault::Recovery;
using vault::RecoveryPlan;
using vault::SequenceMeaning;
using vault::SpendPath;

namespace {

const std::string TEXT =
    "wsh(or_d(multi(2,A/<0;1>/*,B/<0;1>/*,C/<0;1>/*),and_v(v:multi(2,D/<0;1>/*,E/<0;1>/*),"
    "older(12960))))";

/// A point whose private key nobody has (BIP341).
const std::string NOBODY = "50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0";

Recovery recovery() {
    return {{2, {0, 1, 2}}, {2, {3, 4}}, 12'960};
}

RecoveryPlan plan() {
    return {{2, {"A/<0;1>/*", "B/<0;1>/*", "C/<0;1>/*"}}, {2, {"D/<0;1>/*", "E/<0;1>/*"}}, 12'960};
}

bitcoin::Transaction spendWith(std::initializer_list<std::uint32_t> sequences) {
    bitcoin::Transaction tx;
    for (const std::uint32_t sequence : sequences)
        tx.inputs.push_back({{}, {}, sequence, {}});
    return tx;
}

} // namespace

TEST_CASE("a plan becomes the registered shape, and is read back from it") {
    CHECK(vault::composeRecovery(plan()).value() == TEXT);
    CHECK(vault::readRecovery(TEXT) == recovery());
}

TEST_CASE("a set of one key stands alone in the descriptor") {
    RecoveryPlan single = plan();
    single.primary = {1, {"A"}};
    single.recovery = {1, {"B"}};
    CHECK(vault::composeRecovery(single).value() == "wsh(or_d(pk(A),and_v(v:pk(B),older(12960))))");
    CHECK(vault::readRecovery("wsh(or_d(pk(A),and_v(v:pk(B),older(12960))))") ==
          Recovery{{1, {0}}, {1, {1}}, 12'960});
    CHECK(vault::readRecovery("wsh(or_d(pk(A),and_v(v:pkh(B),older(12960))))") ==
          Recovery{{1, {0}}, {1, {1}}, 12'960});
}

TEST_CASE("a taproot vault has its recovery path in a leaf, and its primary keys above it or beside it") {
    RecoveryPlan tree = plan();
    tree.script = RecoveryPlan::Script::tr;
    const std::string locked = "and_v(v:multi_a(2,D/<0;1>/*,E/<0;1>/*),older(12960))";
    const std::string text = "tr(" + NOBODY + ",{multi_a(2,A/<0;1>/*,B/<0;1>/*,C/<0;1>/*)," + locked + "})";
    CHECK(vault::composeRecovery(tree).value() == text);
    CHECK(vault::readRecovery(text) == Recovery{{2, {1, 2, 3}}, {2, {4, 5}}, 12'960, 0, 1});
    tree.primary = {1, {"A/<0;1>/*"}};
    CHECK(vault::composeRecovery(tree).value() == "tr(A/<0;1>/*," + locked + ")");
    const auto key = vault::readRecovery("tr(A/<0;1>/*," + locked + ")");
    REQUIRE(key);
    CHECK(*key == Recovery{{1, {0}}, {2, {1, 2}}, 12'960, std::nullopt, 0});
    CHECK(vault::leafOf(*key, SpendPath::primary) == std::nullopt);
    CHECK(vault::leafOf(*key, SpendPath::recovery) == 0);
}

TEST_CASE("no other descriptor is taken for a recovery vault") {
    for (const char* text : {
             "wpkh(A)",
             "wsh(sortedmulti(2,A,B))",
             "wsh(or_d(multi(2,A,B),and_v(v:multi(2,D,E),after(12960))))",
             "wsh(or_d(multi(2,A,B),and_v(v:multi(2,D,E),older(65536))))",
             "wsh(or_d(multi(2,A,B),and_v(v:multi(2,D,E),older(4194305))))",
             "wsh(or_d(multi(2,A,B),and_v(v:multi(2,D,E),older(0))))",
             "wsh(or_d(multi(2,A,B),and_v(v:multi(2,D,E),older(012))))",
             "wsh(or_d(multi(2,A,B),and_v(v:multi(3,D,E),older(10))))",
             "wsh(or_d(multi(2,A,B),and_v(v:multi(2,D,E),older(10))))x",
             "wsh(or_d(multi(2,A,B),and_v(v:multi(2,D,E),older(10)))",
             "wsh(or_d(multi(2,A,B),and_v(or_c(pk(C),v:multi(2,D,E)),older(10))))",
             "wsh(or_d(multi(2,A,B),and_v(v:and_v(v:pk(C),pk(D)),older(10))))",
             "wsh(or_d(multi(2,musig(A,B),C),and_v(v:pk(D),older(10))))",
             "wsh(or_d(pk(),and_v(v:pk(D),older(10))))",
             "wsh(andor(pk(A),older(10),pk(B)))",
             "tr(A,and_v(v:multi(2,D,E),older(10)))",
             "tr(A,{pk(B),and_v(v:pk(C),older(10))})",
             "tr(A,{and_v(v:pk(B),older(10)),and_v(v:pk(C),older(20))})",
             "tr(A,and_v(v:pk(B),after(10)))",
             "tr(A,and_v(v:pk(B),older(10)))x",
             "tr(musig(A,B),and_v(v:pk(C),older(10)))",
             "",
         }) {
        CAPTURE(text);
        CHECK_FALSE(vault::readRecovery(text));
    }
    CHECK_FALSE(vault::readRecovery("tr(" + NOBODY + ",{and_v(v:pk(A),older(10)),pk(B)})"));
    CHECK_FALSE(vault::readRecovery("tr(" + NOBODY + ",{pk(A),{pk(B),and_v(v:pk(C),older(10))}})"));
    CHECK(vault::readRecovery("wsh(or_d(multi(2,A,B),and_v(v:multi(2,D,E),older(65535))))"));
}

TEST_CASE("a lock is seen wherever it stands") {
    CHECK(vault::hasLock(TEXT));
    CHECK(vault::hasLock("wsh(and_v(v:pk(A),after(800000)))"));
    CHECK_FALSE(vault::hasLock("wsh(multi(1,A,B))"));
}

TEST_CASE("a set of keys needs at least one of them and at most all") {
    const auto errorWith = [](auto change) {
        RecoveryPlan changed = plan();
        change(changed);
        return vault::composeRecovery(changed).error();
    };
    CHECK(errorWith([](RecoveryPlan& p) { p.primary.threshold = 0; }) == Error::recoveryKeyCount);
    CHECK(errorWith([](RecoveryPlan& p) { p.primary.threshold = 4; }) == Error::recoveryKeyCount);
    CHECK(errorWith([](RecoveryPlan& p) { p.recovery.keys.clear(); }) == Error::recoveryKeyCount);
    CHECK(errorWith([](RecoveryPlan& p) { p.recovery.keys.assign(21, "K"); }) == Error::recoveryKeyCount);
}

TEST_CASE("a delay is one block at least and sixteen bits of blocks at most") {
    RecoveryPlan changed = plan();
    changed.blocks = 0;
    CHECK(vault::composeRecovery(changed).error() == Error::recoveryDelayRange);
    changed.blocks = 65'536;
    CHECK(vault::composeRecovery(changed).error() == Error::recoveryDelayRange);
    changed.blocks = 65'535;
    CHECK(vault::composeRecovery(changed).has_value());
    CHECK(vault::recoveryBlocks(90).value() == 12'960);
    CHECK(vault::recoveryBlocks(455).value() == 65'520);
    CHECK(vault::recoveryBlocks(456).error() == Error::recoveryDelayRange);
    CHECK(vault::recoveryBlocks(0).error() == Error::recoveryDelayRange);
    CHECK(vault::recoveryBlocks(std::int64_t{1} << 32).error() == Error::recoveryDelayRange);
}

TEST_CASE("a recovery vault is said in one sentence") {
    CHECK(vault::recoverySentence(recovery(), {"Anna", "Ben", "Cleo", "Dan", "Eva"}) ==
          "Any 2 of Anna, Ben and Cleo; after about 90 days without movement, Dan and Eva together.");
    CHECK(vault::recoverySentence({{2, {0, 1}}, {1, {2}}, 20}, {"Anna", "Ben", "the escrow"}) ==
          "Anna and Ben together; after about 3 hours without movement, the escrow alone.");
}

TEST_CASE("blocks are told in the largest unit that still says something") {
    CHECK(vault::aboutBlocks(1) == "about 10 minutes");
    CHECK(vault::aboutBlocks(11) == "about 110 minutes");
    CHECK(vault::aboutBlocks(12) == "about 2 hours");
    CHECK(vault::aboutBlocks(287) == "about 48 hours");
    CHECK(vault::aboutBlocks(288) == "about 2 days");
    CHECK(vault::aboutBlocks(65'535) == "about 455 days");
}

TEST_CASE("a sequence number opens the recovery path, takes the primary one, or opens nothing") {
    const auto meaning = [](std::uint32_t sequence, std::int32_t version = 2) {
        return vault::meaningOf(version, sequence, recovery());
    };
    CHECK(meaning(0xfffffffd) == SequenceMeaning::noLock);
    CHECK(meaning(0xffffffff) == SequenceMeaning::noLock);
    CHECK(meaning(12'960) == SequenceMeaning::opensRecovery);
    CHECK(meaning(12'961) == SequenceMeaning::opensRecovery);
    CHECK(meaning(12'959) == SequenceMeaning::opensNothing);
    CHECK(meaning(0) == SequenceMeaning::opensNothing);
    CHECK(meaning(12'960 | (1U << 22U)) == SequenceMeaning::opensNothing); // counts time
    CHECK(meaning(12'960 | (1U << 31U)) == SequenceMeaning::noLock);
    CHECK(meaning(12'960, 1) == SequenceMeaning::opensNothing);
}

TEST_CASE("a transaction takes one path with all its inputs, or none") {
    CHECK(vault::pathOf(spendWith({0xfffffffd, 0xffffffff}), recovery()) == SpendPath::primary);
    CHECK(vault::pathOf(spendWith({12'960, 13'000}), recovery()) == SpendPath::recovery);
    CHECK_FALSE(vault::pathOf(spendWith({12'960, 0xfffffffd}), recovery()));
    CHECK_FALSE(vault::pathOf(spendWith({12'960, 12'959}), recovery()));
    CHECK_FALSE(vault::pathOf(spendWith({}), recovery()));
    CHECK(vault::keysOf(recovery(), SpendPath::primary) == KeySet{2, {0, 1, 2}});
    CHECK(vault::keysOf(recovery(), SpendPath::recovery) == KeySet{2, {3, 4}});
    CHECK(recovery().recovery.contains(4));
    CHECK_FALSE(recovery().recovery.contains(2));
}
