#include "bitcoin/sighash.h"

#include "bitcoin/script.h"
#include "support/hex.h"

#include <doctest/doctest.h>

#include <set>
#include <vector>

using namespace strongroom;
using namespace strongroom::bitcoin;

namespace {

constexpr std::array ALL_TYPES{SighashType::defaultAll,
                               SighashType::all,
                               SighashType::none,
                               SighashType::single,
                               SighashType::allAnyoneCanPay,
                               SighashType::noneAnyoneCanPay,
                               SighashType::singleAnyoneCanPay};

struct Example {
    Transaction transaction;
    std::vector<TxOut> prevouts;
};

Example twoInputsOneOutput() {
    Example example;
    for (std::uint8_t i = 1; i <= 2; ++i) {
        TxIn input;
        input.prevout.txid.mutableSpan()[0] = i;
        input.sequence = 0xfffffffd;
        example.transaction.inputs.push_back(input);
        example.prevouts.push_back({Amount::fromSatoshi(i * 1'000).value(), Bytes{0x51, i}});
    }
    example.transaction.outputs.push_back({Amount::sat(2'500), Bytes{0x51}});
    return example;
}

crypto::Hash256 v0(const Example& example, SighashType type, std::size_t index = 0) {
    return SighashContext(example.transaction, example.prevouts).segwitV0(index, Bytes{0x51}, type).value();
}
crypto::Hash256 taproot(const Example& example, SighashType type, std::size_t index = 0) {
    return SighashContext(example.transaction, example.prevouts).taprootKeyPath(index, type).value();
}

} // namespace

TEST_CASE("exactly seven numbers are signature hash types") {
    std::set<std::uint32_t> found;
    for (std::uint32_t value = 0; value < 0x10000; ++value) {
        if (sighashTypeFrom(value))
            found.insert(value);
    }
    CHECK(found == std::set<std::uint32_t>{0x00, 0x01, 0x02, 0x03, 0x81, 0x82, 0x83});
    for (const std::uint32_t value : {0x101U, 0x10000U, 0x80000001U, 0xffffffffU})
        CHECK_FALSE(sighashTypeFrom(value));
}

TEST_CASE("every hash type signs something else") {
    const Example example = twoInputsOneOutput();
    std::set<crypto::Hash256> digests;
    for (const SighashType type : ALL_TYPES) {
        CHECK(digests.insert(taproot(example, type)).second);
        if (type != SighashType::defaultAll)
            CHECK(digests.insert(v0(example, type)).second);
    }
}

TEST_CASE("a version 0 digest for all covers its own amount, every outpoint and every output") {
    const Example example = twoInputsOneOutput();
    const auto digest = v0(example, SighashType::all);
    Example changed = example;
    changed.prevouts[0].amount = Amount::sat(999);
    CHECK(v0(changed, SighashType::all) != digest);
    changed = example;
    changed.transaction.inputs[1].prevout.vout = 1;
    CHECK(v0(changed, SighashType::all) != digest);
    changed = example;
    changed.transaction.outputs[0].amount = Amount::sat(2'499);
    CHECK(v0(changed, SighashType::all) != digest);
    changed = example;
    changed.transaction.inputs[1].sequence = 0;
    CHECK(v0(changed, SighashType::all) != digest);
    // What BIP143 leaves open, and why a previous transaction is demanded for each input (ATTACKS A01).
    changed = example;
    changed.prevouts[1].amount = Amount::sat(1);
    CHECK(v0(changed, SighashType::all) == digest);
}

TEST_CASE("a taproot digest covers the amounts and scripts of all spent outputs") {
    const Example example = twoInputsOneOutput();
    for (const SighashType type : {SighashType::defaultAll, SighashType::all}) {
        const auto digest = taproot(example, type);
        Example changed = example;
        changed.prevouts[1].amount = Amount::sat(1);
        CHECK(taproot(changed, type) != digest);
        changed = example;
        changed.prevouts[1].scriptPubKey = {0x52};
        CHECK(taproot(changed, type) != digest);
        CHECK(taproot(example, type, 1) != digest);
    }
}

TEST_CASE("what cannot be hashed is refused with its reason") {
    const Example example = twoInputsOneOutput();
    const SighashContext context(example.transaction, example.prevouts);
    CHECK(context.segwitV0(2, Bytes{0x51}, SighashType::all).error() == Error::sighashInputIndex);
    CHECK(context.legacy(2, Bytes{0x51}, 1).error() == Error::sighashInputIndex);
    CHECK(context.taprootKeyPath(2, SighashType::all).error() == Error::sighashInputIndex);
    CHECK(context.segwitV0(0, Bytes{0x51}, SighashType::defaultAll).error() == Error::sighashType);
    CHECK(context.taprootKeyPath(1, SighashType::single).error() == Error::sighashNoMatchingOutput);
    CHECK(context.taprootKeyPath(1, SighashType::singleAnyoneCanPay).error() ==
          Error::sighashNoMatchingOutput);
    CHECK(context.taprootKeyPath(0, SighashType::single));
}

TEST_CASE("an unknown spent output blocks only the digests that need it") {
    const Example example = twoInputsOneOutput();
    const SighashContext context(example.transaction,
                                 std::vector<const TxOut*>{&example.prevouts[0], nullptr});
    CHECK(context.segwitV0(0, Bytes{0x51}, SighashType::all).value() == v0(example, SighashType::all));
    CHECK(context.segwitV0(1, Bytes{0x51}, SighashType::all).error() == Error::sighashPrevoutUnknown);
    CHECK(context.taprootKeyPath(0, SighashType::all).error() == Error::sighashPrevoutUnknown);
    CHECK(context.taprootKeyPath(0, SighashType::allAnyoneCanPay).value() ==
          taproot(example, SighashType::allAnyoneCanPay));
    CHECK(context.taprootKeyPath(1, SighashType::allAnyoneCanPay).error() == Error::sighashPrevoutUnknown);
}
