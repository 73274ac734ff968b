// What is hostile by size: refused at a named limit, in time and memory that the bytes themselves bound.
#include "base/byte_writer.h"
#include "psbt/codec.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

using namespace strongroom;
using psbt::Error;

namespace {

constexpr std::size_t ALLOWED_KIB = 64 * 1024;

/// The most memory that this process had at once, in KiB; reset by `forgetPeak`.
std::size_t peakKib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stoul(line.substr(6));
    return 0;
}
void forgetPeak() {
    std::ofstream("/proc/self/clear_refs") << "5";
}

base::ByteWriter start(std::uint32_t version) {
    base::ByteWriter writer;
    writer.bytes(base::Bytes{'p', 's', 'b', 't', 0xff});
    if (version == 2)
        writer.bytesWithLength(base::Bytes{0xfb}).bytesWithLength(base::ByteWriter().u32(2).take());
    return writer;
}

/// What the reader says to `bytes`, and whether it stayed within the memory that it may take above them.
std::optional<Error> refusal(const base::Bytes& bytes) {
    forgetPeak();
    const std::size_t before = peakKib();
    const auto parsed = psbt::parsePsbtText(bytes);
    CHECK(peakKib() - before < ALLOWED_KIB);
    return parsed ? std::nullopt : std::optional(parsed.error());
}

base::Bytes version2(std::uint64_t inputs, std::uint64_t outputs, std::size_t zeros) {
    base::ByteWriter writer = start(2);
    const auto field = [&](std::uint8_t type, const base::Bytes& value) {
        writer.bytesWithLength(base::Bytes{type}).bytesWithLength(value);
    };
    field(0x02, base::ByteWriter().u32(2).take());
    field(0x04, base::ByteWriter().compactSize(inputs).take());
    field(0x05, base::ByteWriter().compactSize(outputs).take());
    writer.u8(0).bytes(base::Bytes(zeros));
    return writer.take();
}

} // namespace

TEST_CASE("64 MB are refused unread, as binary and as base64") {
    base::Bytes large = start(0).take();
    large.resize(64'000'000);
    CHECK(refusal(large) == Error::tooLarge);
    CHECK(refusal(base::Bytes(64'000'000, 'A')) == Error::tooLarge);
}

TEST_CASE("16 MiB of tiny fields, of white space or of padding take no more memory than is allowed") {
    base::ByteWriter fields = start(0);
    for (std::uint32_t i = 0; fields.data().size() < psbt::MAX_PSBT_SIZE - 8; ++i)
        fields.u8(5).u8(0xf0).u32(i).u8(0);
    CHECK(refusal(fields.take()) == Error::tooManyFields);
    CHECK(refusal(base::Bytes(psbt::MAX_PSBT_SIZE, '\n')) == Error::notPsbt);
    CHECK(refusal(base::Bytes(psbt::MAX_PSBT_SIZE, '=')) == Error::notPsbt);
    CHECK(refusal(base::Bytes(psbt::MAX_PSBT_SIZE, 'A')) == Error::notPsbt);
}

TEST_CASE("a hundred thousand outputs and 2^32 inputs are refused where they are announced") {
    CHECK(refusal(version2(1, 100'000, 200'000)) == Error::tooLarge);
    CHECK(refusal(version2(0xffffffff, 1, 200'000)) == Error::tooLarge);
    CHECK(refusal(version2(~std::uint64_t{0}, ~std::uint64_t{0}, 10)) == Error::tooLarge);
    bitcoin::Transaction many;
    many.inputs.push_back({});
    many.outputs.resize(100'000);
    base::ByteWriter old = start(0);
    old.bytesWithLength(base::Bytes{0x00}).bytesWithLength(many.serializeWithoutWitness()).u8(0);
    CHECK(refusal(old.take()) == Error::tooLarge);
}

TEST_CASE("final witnesses of many empty items share the limit of fields") {
    base::ByteWriter writer = start(0);
    bitcoin::Transaction tx;
    tx.inputs.resize(100);
    tx.outputs.resize(1);
    writer.bytesWithLength(base::Bytes{0x00}).bytesWithLength(tx.serializeWithoutWitness()).u8(0);
    const base::Bytes items = base::ByteWriter()
                                  .compactSize(psbt::MAX_WITNESS_ITEMS)
                                  .bytes(base::Bytes(psbt::MAX_WITNESS_ITEMS))
                                  .take();
    for (std::size_t i = 0; i < 100; ++i)
        writer.bytesWithLength(base::Bytes{0x08}).bytesWithLength(items).u8(0);
    writer.u8(0);
    CHECK(refusal(writer.take()) == Error::tooManyFields);
}

TEST_CASE("a tree of a million leaves, or one as deep as its bytes, is refused while it is read") {
    const auto withTree = [](const base::Bytes& tree) {
        base::ByteWriter writer = start(0);
        bitcoin::Transaction tx;
        tx.inputs.resize(1);
        tx.outputs.resize(1);
        writer.bytesWithLength(base::Bytes{0x00}).bytesWithLength(tx.serializeWithoutWitness()).u8(0).u8(0);
        writer.bytesWithLength(base::Bytes{0x06}).bytesWithLength(tree).u8(0);
        return writer.take();
    };
    base::Bytes deep;
    base::Bytes flat;
    for (std::size_t i = 0; i < 4'000'000; ++i) {
        const base::Bytes leaf{static_cast<std::uint8_t>(i % 129), 0xc0, 0x00};
        deep.insert(deep.end(), leaf.begin(), leaf.end());
        flat.insert(flat.end(), {128, 0xc0, 0x00});
    }
    CHECK(refusal(withTree(deep)) == Error::badTapTree);
    CHECK(refusal(withTree(flat)) == Error::badTapTree);
}
