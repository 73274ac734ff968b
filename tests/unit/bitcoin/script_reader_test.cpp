#include "bitcoin/script_reader.h"

#include "support/hex.h"

#include <doctest/doctest.h>

using namespace strongroom;
using bitcoin::ScriptReader;

TEST_CASE("a script is read operation by operation, pushes with their data") {
    const base::Bytes script = test::hex("0051"
                                         "0201ff"
                                         "4c0102"
                                         "4d010003"
                                         "4e0100000004"
                                         "ac");
    ScriptReader reader(script);
    const std::vector<std::pair<int, base::Bytes>> expected{
        {0x00, {}}, {0x51, {}}, {0x02, {0x01, 0xff}}, {0x4c, {2}}, {0x4d, {3}}, {0x4e, {4}}, {0xac, {}}};
    for (const auto& [code, data] : expected) {
        const auto operation = reader.next();
        REQUIRE(operation);
        CHECK(operation->code == code);
        CHECK(base::toBytes(operation->data) == data);
    }
    CHECK(reader.atEnd());
    CHECK_FALSE(reader.next());
}

TEST_CASE("a push that is cut off ends the reading, and what was not read is known") {
    for (const char* const script : {"02ff", "4c", "4c02ff", "4d01", "4d0100", "4effffffffff", "4b"}) {
        const base::Bytes bytes = test::hex(script);
        ScriptReader reader(bytes);
        CHECK_FALSE(reader.next());
        CHECK_FALSE(reader.atEnd());
        CHECK(base::toBytes(reader.rest()) == bytes);
    }
}
