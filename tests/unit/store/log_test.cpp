#include "store/log.h"
#include "support/temporary_folder.h"

#include <doctest/doctest.h>

using namespace strongroom;
using store::Database;

namespace {

store::LeafRow leafAt(std::uint64_t position, const std::string& sentence, const std::string& kind = "note") {
    store::LeafRow leaf;
    leaf.position = position;
    leaf.hash = crypto::sha256(base::asBytes(sentence));
    leaf.bytes = base::toBytes(base::asBytes(sentence));
    leaf.at = {100 + static_cast<std::int64_t>(position)};
    leaf.actor = "anna";
    leaf.kind = kind;
    leaf.sentence = sentence;
    return leaf;
}

} // namespace

TEST_CASE("leaves are appended in order and never over one another") {
    const test::TemporaryFolder folder;
    auto database = Database::create(folder / "db", base::Bytes(32, 1));
    store::Log log(*database);
    REQUIRE(log.append(leafAt(0, "zero")));
    CHECK(log.append(leafAt(0, "again")).error() == store::Error::conflict);
    CHECK(log.append(leafAt(2, "gap")).error() == store::Error::conflict);
    REQUIRE(log.append(leafAt(1, "one")));
    CHECK(*log.size() == 2);
    CHECK(log.hashes()->size() == 2);
    CHECK(log.range(1, 10)->front().sentence == "one");
}

TEST_CASE("leaves are filtered by text, kind and time, newest first, and wildcards mean themselves") {
    const test::TemporaryFolder folder;
    auto database = Database::create(folder / "db", base::Bytes(32, 1));
    store::Log log(*database);
    REQUIRE(log.append(leafAt(0, "Anna proposed 100% of it")));
    REQUIRE(log.append(leafAt(1, "Ben refused", "refusal")));
    REQUIRE(log.append(leafAt(2, "anna took it back")));
    CHECK(log.find({})->front().position == 2);
    CHECK(log.find({.text = "ANNA"})->size() == 2);
    CHECK(log.find({.text = "%"})->size() == 1);
    CHECK(log.find({.text = "_"})->empty());
    CHECK(log.find({.kind = "refusal"})->size() == 1);
    CHECK(log.find({.kind = "refus"})->empty());
    CHECK(log.find({.from = base::UnixTime{101}, .to = base::UnixTime{101}})->front().sentence ==
          "Ben refused");
    CHECK(log.find({.offset = 1, .limit = 1})->front().position == 1);
}

TEST_CASE("the latest checkpoint of each log is kept at hand") {
    const test::TemporaryFolder folder;
    auto database = Database::create(folder / "db", base::Bytes(32, 1));
    store::Log log(*database);
    for (const std::uint64_t size : {1U, 3U, 2U})
        REQUIRE(log.putCheckpoint({"strongroom/a/b", size, crypto::Hash256(), "note", {5}}));
    REQUIRE(log.putCheckpoint({"strongroom/a/c", 9, crypto::Hash256(), "note", {5}}));
    CHECK(log.latestCheckpoint("strongroom/a/b")->value().size == 3);
    CHECK(log.latestCheckpoints()->size() == 2);
    CHECK_FALSE(log.latestCheckpoint("strongroom/x/y")->has_value());
}
