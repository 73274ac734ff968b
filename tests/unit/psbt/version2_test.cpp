// Version 2: locktime.h, convert.h, and what combine.h and signatures.h do with it.
#include "base/byte_writer.h"
#include "fakes/spend_world.h"
#include "psbt/codec.h"
#include "psbt/combine.h"
#include "psbt/convert.h"
#include "psbt/finalize.h"
#include "psbt/locktime.h"
#include "support/psbt_mutator.h"

#include <doctest/doctest.h>

using namespace strongroom;
using psbt::Error;
using test::RawPsbt;

namespace {

psbt::Psbt seed(psbt::Version version = psbt::Version::v2) {
    return psbt::convert(test::spendOf(test::multiVault().vault).psbt, version);
}

std::optional<Error> errorAfter(const std::function<void(RawPsbt&)>& mutate) {
    RawPsbt raw(psbt::serialize(seed()));
    mutate(raw);
    const auto parsed = psbt::parsePsbt(raw.bytes());
    return parsed ? std::nullopt : std::optional(parsed.error());
}

psbt::PsbtInput demanding(std::optional<std::uint32_t> time, std::optional<std::uint32_t> height) {
    psbt::PsbtInput input;
    input.requiredTimeLocktime = time;
    input.requiredHeightLocktime = height;
    return input;
}

} // namespace

TEST_CASE("version 2 says the same as version 0, through the same bytes each time") {
    const psbt::Psbt old = test::spendOf(test::multiVault().vault).psbt;
    const psbt::Psbt both = psbt::convert(old, psbt::Version::v2);
    CHECK(both.tx == old.tx);
    const base::Bytes written = psbt::serialize(both);
    const auto parsed = psbt::parsePsbt(written);
    REQUIRE(parsed);
    CHECK(*parsed == both);
    CHECK(psbt::serialize(*parsed) == written);
    CHECK(psbt::convert(*parsed, psbt::Version::v0) == old);
    CHECK(psbt::convert(old, psbt::Version::v0) == old);
}

TEST_CASE("the lock time is of the kind that all demanding inputs allow") {
    using Inputs = std::vector<psbt::PsbtInput>;
    const auto determine = [](const Inputs& inputs) { return psbt::determineLocktime(7, inputs); };
    CHECK(psbt::determineLocktime({}, {}).value() == 0);
    CHECK(determine({}).value() == 7);
    CHECK(determine({demanding({}, {})}).value() == 7);
    CHECK(determine({demanding({}, 100), demanding({}, 200), demanding({}, {})}).value() == 200);
    CHECK(determine({demanding(600'000'000, 100), demanding({}, 50)}).value() == 100);
    CHECK(determine({demanding(600'000'000, 100), demanding(700'000'000, {})}).value() == 700'000'000);
    CHECK(determine({demanding(600'000'000, 100)}).value() == 100); // height where both would do
    CHECK(determine({demanding(600'000'000, {}), demanding({}, 1)}).error() == Error::locktimeConflict);
}

TEST_CASE("a version 2 PSBT lacks nothing that its transaction needs") {
    for (const std::uint8_t type : std::vector<std::uint8_t>{0x02, 0x04, 0x05})
        CHECK(errorAfter([&](RawPsbt& raw) { RawPsbt::erase(raw.global(), type); }) ==
              Error::missingVersion2Field);
    for (const std::uint8_t type : std::vector<std::uint8_t>{0x0e, 0x0f}) {
        CHECK(errorAfter([&](RawPsbt& mutant) { RawPsbt::erase(mutant.sections()[1], type); }) ==
              Error::missingVersion2Field);
    }
    for (const std::uint8_t type : std::vector<std::uint8_t>{0x03, 0x04})
        CHECK(errorAfter([&](RawPsbt& mutant) { RawPsbt::erase(mutant.sections().back(), type); }) ==
              Error::missingVersion2Field);
}

TEST_CASE("a field of version 2 of the wrong length is refused") {
    const auto global = [](std::uint8_t type, const base::Bytes& value) {
        return errorAfter([&](RawPsbt& raw) {
            std::erase_if(raw.global(), [&](const auto& field) { return field.key.front() == type; });
            RawPsbt::add(raw.global(), {type}, value);
        });
    };
    CHECK(global(0x04, {2, 0}) == Error::valueLength); // number of inputs
    CHECK(global(0x05, {2, 0}) == Error::valueLength); // number of outputs
    CHECK(global(0x06, {}) == Error::valueLength);     // modifiable
    CHECK(global(0x06, {1, 0}) == Error::valueLength);
    CHECK(errorAfter([](RawPsbt& raw) { RawPsbt::field(raw.input(0), 0x0e).value.pop_back(); }) ==
          Error::valueLength); // previous transaction
    CHECK(errorAfter([](RawPsbt& raw) { RawPsbt::field(raw.output(0), 0x03).value.pop_back(); }) ==
          Error::valueLength); // amount
    CHECK(errorAfter([](RawPsbt& raw) { RawPsbt::field(raw.output(0), 0x03).value.push_back(0); }) ==
          Error::valueLength);
}

TEST_CASE("a version 2 PSBT with the transaction of version 0 is refused") {
    CHECK(errorAfter([](RawPsbt& raw) {
              RawPsbt::add(raw.global(), {0x00}, seed().tx.serializeWithoutWitness());
          }) == Error::version0Field);
}

TEST_CASE("a height is no time, and a time no height") {
    const auto with = [](std::uint8_t type, std::uint32_t number) {
        return errorAfter([&](RawPsbt& raw) {
            RawPsbt::add(raw.sections()[1], {type}, base::ByteWriter().u32(number).take());
        });
    };
    CHECK(with(0x11, 499'999'999) == Error::badLocktime);
    CHECK(with(0x11, 500'000'000) == std::nullopt);
    CHECK(with(0x12, 500'000'000) == Error::badLocktime);
    CHECK(with(0x12, 499'999'999) == std::nullopt);
    CHECK(with(0x12, 0) == Error::badLocktime);
}

TEST_CASE("inputs that cannot share one lock time are refused") {
    CHECK(errorAfter([](RawPsbt& raw) {
              RawPsbt::add(raw.sections()[1], {0x11}, base::ByteWriter().u32(600'000'000).take());
              RawPsbt::add(raw.sections()[2], {0x12}, base::ByteWriter().u32(100).take());
          }) == Error::locktimeConflict);
}

TEST_CASE("announced counts are not believed, and huge ones are refused unread") {
    const auto counted = [](std::uint8_t type, std::uint64_t count) {
        return errorAfter([&](RawPsbt& raw) {
            RawPsbt::field(raw.global(), type).value = base::ByteWriter().compactSize(count).take();
        });
    };
    for (const std::uint64_t count : {std::uint64_t{0xffffffff}, ~std::uint64_t{0}, std::uint64_t{100'000}}) {
        CHECK(counted(0x04, count) == Error::tooLarge);
        CHECK(counted(0x05, count) == Error::tooLarge);
    }
    CHECK(counted(0x04, 100).has_value()); // outputs are read as inputs
    CHECK(counted(0x05, 100) == Error::truncated);
    CHECK(counted(0x05, 1) == Error::trailingData);
}

TEST_CASE("version 2 amounts are within 21 million, one by one and in sum") {
    const auto paying = [](std::uint64_t amount) {
        return errorAfter([&](RawPsbt& raw) {
            RawPsbt::field(raw.sections().back(), 0x03).value = base::ByteWriter().u64(amount).take();
        });
    };
    CHECK(paying(1) == std::nullopt);
    CHECK(paying(~std::uint64_t{0}) == Error::badAmount);
    CHECK(paying(base::Amount::MAX_SATOSHI) == Error::badAmount); // with the other output
}

TEST_CASE("a version 2 transaction that nobody relays is refused") {
    psbt::Psbt large = seed();
    large.tx.outputs[0].scriptPubKey.resize(psbt::MAX_UNSIGNED_TX_SIZE);
    CHECK(psbt::parsePsbt(psbt::serialize(large)).error() == Error::tooLarge);
}

TEST_CASE("PSBTs of both versions are combined into the version of the first") {
    const auto vault = test::multiVault();
    psbt::Psbt a = seed(psbt::Version::v2);
    psbt::Psbt b = seed(psbt::Version::v0);
    REQUIRE(test::signInput(a, 0, vault.accounts[0]));
    REQUIRE(test::signInput(b, 0, vault.accounts[1]));
    const auto newer = psbt::combine(a, b);
    REQUIRE(newer);
    CHECK(newer->version == psbt::Version::v2);
    CHECK(newer->inputs[0].partialSigs.size() == 2);
    CHECK(*psbt::parsePsbt(psbt::serialize(*newer)) == *newer);
    const auto older = psbt::combine(b, a);
    REQUIRE(older);
    CHECK(*older == psbt::convert(*newer, psbt::Version::v0));
}

TEST_CASE("demands that together give another lock time are not combined") {
    psbt::Psbt a = seed();
    a.fallbackLocktime = 200;
    a.tx.lockTime = 200;
    psbt::Psbt b = a;
    b.inputs[0].requiredHeightLocktime = 200;
    b.inputs[1].requiredTimeLocktime = 600'000'000;
    CHECK(psbt::combine(a, b).error() == Error::conflictingValue);
    b.inputs[1].requiredTimeLocktime.reset();
    CHECK(psbt::combine(a, b).has_value());
}

TEST_CASE("a signature fixes what was modifiable, and combining keeps it fixed") {
    const auto vault = test::multiVault();
    for (std::uint8_t flags = 0; flags < 8; ++flags) {
        psbt::Psbt open = seed();
        open.modifiable = flags;
        psbt::Psbt fixed = open;
        REQUIRE(test::signInput(fixed, 0, vault.accounts[0]));
        CHECK(fixed.modifiable == (flags & psbt::HAS_SIGHASH_SINGLE));
        CHECK(psbt::combine(open, fixed)->modifiable == (flags & psbt::HAS_SIGHASH_SINGLE));
        CHECK(psbt::combine(fixed, open)->modifiable == (flags & psbt::HAS_SIGHASH_SINGLE));
    }
}

TEST_CASE("a version 2 PSBT is signed and finalized like its version 0") {
    const auto vault = test::multiVault();
    psbt::Psbt psbt = seed();
    REQUIRE(test::signAll(psbt, vault, 2));
    const auto final = psbt::finalize(psbt);
    REQUIRE(final);
    REQUIRE(final->complete());
    CHECK(final->tx->txid() == psbt.tx.txid());
    CHECK(*psbt::parsePsbt(psbt::serialize(final->psbt)) == final->psbt);
}
