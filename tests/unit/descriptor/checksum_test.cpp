#include "descriptor/checksum.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom::descriptor;

TEST_CASE("the checksum is BIP380's") {
    CHECK(checksumOf("raw(deadbeef)") == "89f8spxm");
}

TEST_CASE("every single wrong character is found") {
    const std::string good = "raw(deadbeef)#89f8spxm";
    CHECK(stripChecksum(good, ChecksumRule::required).value() == "raw(deadbeef)");
    for (std::size_t i = 0; i < good.size(); ++i) {
        std::string bad = good;
        bad[i] = bad[i] == 'q' ? 'p' : 'q';
        CHECK_FALSE(stripChecksum(bad, ChecksumRule::required));
    }
}

TEST_CASE("two neighbours that changed places are found") {
    const std::string good = "raw(deadbeef)#89f8spxm";
    for (std::size_t i = 0; i + 1 < good.size(); ++i) {
        std::string bad = good;
        std::swap(bad[i], bad[i + 1]);
        if (bad != good)
            CHECK_FALSE(stripChecksum(bad, ChecksumRule::required));
    }
}

TEST_CASE("a missing checksum is an error only where one is required") {
    CHECK(stripChecksum("raw(deadbeef)", ChecksumRule::optional).value() == "raw(deadbeef)");
    CHECK(stripChecksum("raw(deadbeef)", ChecksumRule::required).error() == Error::checksumMissing);
}

TEST_CASE("a checksum has eight characters and stands once, at the end") {
    for (const char* text : {"raw(deadbeef)#", "raw(deadbeef)#89f8spx", "raw(deadbeef)#89f8spxmx",
                             "raw(deadbeef)#89f8spxm#89f8spxm"})
        CHECK(stripChecksum(text, ChecksumRule::optional).error() == Error::checksumLength);
    CHECK(stripChecksum("raw(deadbeef)#89F8SPXM", ChecksumRule::optional).error() == Error::checksumMismatch);
    CHECK(stripChecksum("raw(deedbeef)##9f8spxm", ChecksumRule::optional).error() == Error::checksumMismatch);
}

TEST_CASE("characters that descriptors do not know are refused") {
    CHECK_FALSE(checksumOf("raw(\xc3\x9c)"));
    CHECK_FALSE(checksumOf("raw(\n)"));
    CHECK(stripChecksum("raw(\xc3\x9c)#00000000", ChecksumRule::optional).error() == Error::character);
    CHECK(stripChecksum(std::string("raw(\0)", 6), ChecksumRule::optional).error() == Error::character);
}
