#include "store/objects.h"
#include "support/temporary_folder.h"

#include <doctest/doctest.h>

using namespace strongroom;
using store::Database;

namespace {

store::StoredObject objectOf(std::string_view content, std::string_view subject, std::int64_t time) {
    const crypto::Hash256 hash = crypto::sha256(base::asBytes(content));
    return {
        hash,   hash,  "intent", base::toBytes(base::asBytes(subject)), base::toBytes(base::asBytes(content)),
        {time}, "seat"};
}

} // namespace

TEST_CASE("objects come back with the bytes that were signed, in the order of their arrival") {
    const test::TemporaryFolder folder;
    auto database = Database::create(folder / "db", base::Bytes(32, 1));
    REQUIRE(database);
    store::Objects objects(*database);
    REQUIRE(objects.put(objectOf("second", "w1", 20)));
    REQUIRE(objects.put(objectOf("first", "w1", 10)));
    REQUIRE(objects.put(objectOf("other", "w2", 5)));
    REQUIRE(objects.put(objectOf("first", "w1", 99))); // again: nothing changes
    const auto about = objects.about(base::asBytes("w1"));
    REQUIRE(about);
    REQUIRE(about->size() == 2);
    CHECK(base::asText(about->at(0).bytes) == "first");
    CHECK(about->at(0).receivedAt.seconds == 10);
    CHECK(base::asText(about->at(1).bytes) == "second");
    CHECK(objects.ofType("intent")->size() == 3);
    CHECK(objects.byHash(about->at(0).hash)->has_value());
    CHECK_FALSE(objects.byHash(crypto::Hash256())->has_value());
}

TEST_CASE("a second head of the same version is a conflict") {
    const test::TemporaryFolder folder;
    auto database = Database::create(folder / "db", base::Bytes(32, 1));
    store::Objects objects(*database);
    REQUIRE(objects.putHead(1, base::asBytes("one")));
    CHECK(objects.putHead(1, base::asBytes("another")).error() == store::Error::conflict);
    REQUIRE(objects.putHead(2, base::asBytes("two")));
    CHECK(objects.heads()->size() == 2);
    CHECK(base::asText(objects.heads()->front()) == "one");
}

TEST_CASE("documents are found by their hash") {
    const test::TemporaryFolder folder;
    auto database = Database::create(folder / "db", base::Bytes(32, 1));
    store::Objects objects(*database);
    const crypto::Hash256 hash = crypto::sha256(base::asBytes("policy"));
    REQUIRE(objects.putDocument(hash, base::asBytes("policy")));
    CHECK(base::asText(**objects.document(hash)) == "policy");
    CHECK_FALSE(objects.document(crypto::Hash256())->has_value());
}

TEST_CASE("text that looks like SQL is only text") {
    const test::TemporaryFolder folder;
    auto database = Database::create(folder / "db", base::Bytes(32, 1));
    store::Settings settings(*database);
    const std::string hostile = "'); DROP TABLE setting; --";
    REQUIRE(settings.set(hostile, hostile));
    CHECK(*settings.get(hostile) == hostile);
}
