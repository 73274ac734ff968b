#include "store/database.h"

#include "store/coins.h"
#include "store/objects.h"
#include "store/withdrawals.h"
#include "support/no_room.h"
#include "support/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <sqlite3.h>
#include <sys/stat.h>
#include <thread>

using namespace strongroom;
using store::Database;
using store::Error;
using store::Mode;
using test::NoRoom;
using test::TemporaryFolder;

namespace {

const base::Bytes KEY(Database::KEY_SIZE, 0x5a);
const base::Bytes OTHER_KEY(Database::KEY_SIZE, 0x5b);

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void setValue(Database& database, const std::string& value) {
    auto transaction = store::Transaction::begin(database);
    REQUIRE(transaction);
    REQUIRE(store::Settings(database).set("name", value));
    REQUIRE(transaction->commit());
}

} // namespace

TEST_CASE("a new database opens again with its key and no other") {
    const TemporaryFolder folder;
    REQUIRE(Database::create(folder / "db", KEY));
    CHECK(Database::open(folder / "db", KEY, Mode::readWrite).has_value());
    CHECK(Database::open(folder / "db", OTHER_KEY, Mode::readWrite).error() == Error::wrongKey);
    CHECK(Database::create(folder / "db", KEY).error() == Error::alreadyExists);
    CHECK(Database::open(folder / "absent", KEY, Mode::readWrite).error() == Error::notFound);
}

TEST_CASE("nothing in the files of the database can be read without the key") {
    const TemporaryFolder folder;
    auto database = Database::create(folder / "db", KEY);
    REQUIRE(database);
    setValue(*database, "canary-5e1f");
    for (const char* file : {"db", "db-wal"}) {
        const std::string content = contentOf(folder / file);
        CHECK_FALSE(content.empty());
        CHECK(content.find("canary-5e1f") == std::string::npos);
        CHECK(content.find("SQLite format") == std::string::npos);
        CHECK(content.find("CREATE TABLE") == std::string::npos);
    }
}

TEST_CASE("what is not committed is gone") {
    const TemporaryFolder folder;
    auto database = Database::create(folder / "db", KEY);
    REQUIRE(database);
    {
        auto transaction = store::Transaction::begin(*database);
        REQUIRE(store::Settings(*database).set("name", "lost"));
    }
    CHECK_FALSE(store::Settings(*database).get("name")->has_value());
    setValue(*database, "kept");
    CHECK(*store::Settings(*database).get("name") == "kept");
}

TEST_CASE("a database of a newer version is refused and left as it was") {
    const TemporaryFolder folder;
    {
        auto database = Database::create(folder / "db", KEY);
        REQUIRE(database);
        REQUIRE(sqlite3_exec(database->handle(), "PRAGMA user_version = 99", nullptr, nullptr, nullptr) ==
                SQLITE_OK);
    }
    const std::string before = contentOf(folder / "db");
    CHECK(Database::open(folder / "db", KEY, Mode::readWrite).error() == Error::newerSchema);
    CHECK(contentOf(folder / "db") == before);
}

TEST_CASE("a database of the first version is migrated: every withdrawal is the root of its own versions") {
    const TemporaryFolder folder;
    store::WithdrawalRecord record;
    record.id = crypto::sha256(base::asBytes("INV-1"));
    record.root = crypto::sha256(base::asBytes("never stored in the first version"));
    {
        auto database = Database::create(folder / "db", KEY);
        REQUIRE(store::Withdrawals(*database).insert(record));
        REQUIRE(sqlite3_exec(database->handle(),
                             "DROP TABLE conflict; DROP INDEX withdrawal_by_root; "
                             "ALTER TABLE withdrawal DROP COLUMN root; PRAGMA user_version = 1",
                             nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    CHECK_FALSE(Database::open(folder / "db", KEY, Mode::readOnly).has_value());
    auto database = Database::open(folder / "db", KEY, Mode::readWrite);
    REQUIRE(database);
    CHECK(store::Withdrawals(*database).find(record.id)->value().root == record.id);
    CHECK_FALSE(store::Coins(*database).conflictHeight(bitcoin::Txid())->has_value());
}

TEST_CASE("a flipped byte in any page is found") {
    const TemporaryFolder folder;
    {
        auto database = Database::create(folder / "db", KEY);
        REQUIRE(database);
        for (int i = 0; i < 50; ++i)
            setValue(*database, std::string(500, static_cast<char>('a' + i % 26)));
    }
    CHECK(Database::checkIntegrity(folder / "db", KEY).has_value());
    const std::string original = contentOf(folder / "db");
    constexpr std::size_t PAGE = 4096;
    for (std::size_t offset = PAGE + 100; offset < original.size(); offset += PAGE) {
        std::string damaged = original;
        damaged[offset] = static_cast<char>(damaged[offset] ^ 1);
        std::ofstream(folder / "db", std::ios::binary) << damaged;
        CHECK_FALSE(Database::checkIntegrity(folder / "db", KEY).has_value());
    }
}

TEST_CASE("a database whose tables were taken away by hand is damaged, not the end of the program") {
    const TemporaryFolder folder;
    auto database = Database::create(folder / "db", KEY);
    REQUIRE(database);
    REQUIRE(sqlite3_exec(database->handle(), "DROP TABLE setting; ALTER TABLE object RENAME COLUMN id TO x",
                         nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK(store::Settings(*database).get("name").error() == Error::damaged);
    CHECK(store::Objects(*database).ofType("intent").error() == Error::damaged);
}

TEST_CASE("a row that this program would not write is refused, not half-read") {
    const TemporaryFolder folder;
    auto database = Database::create(folder / "db", KEY);
    REQUIRE(database);
    REQUIRE(sqlite3_exec(database->handle(),
                         "INSERT INTO object (hash, id, type, subject, bytes, received_at, origin) "
                         "VALUES (x'00', x'00', 'intent', x'', x'', 1, 'seat')",
                         nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK(store::Objects(*database).ofType("intent").error() == Error::badValue);
}

TEST_CASE("a writer that waits longer than five seconds is told so, and a name that no disk takes is an "
          "error of it") {
    const TemporaryFolder folder;
    auto first = Database::create(folder / "db", KEY);
    auto second = Database::open(folder / "db", KEY, Mode::readWrite);
    REQUIRE(first);
    REQUIRE(second);
    {
        const auto writing = store::Transaction::begin(*first);
        REQUIRE(writing);
        CHECK(store::Transaction::begin(*second).error() == Error::busy);
    }
    CHECK(store::Transaction::begin(*second).has_value());
    CHECK(Database::create(folder / std::string(300, 'x'), KEY).error() == Error::ioError);
}

TEST_CASE("a database and its copies are the owner's alone from their first byte on") {
    const TemporaryFolder folder;
    const auto before = umask(0); // would leave new files open to everybody
    auto database = Database::create(folder / "db", KEY);
    REQUIRE(database);
    CHECK(database->copyTo(folder / "copy", KEY).has_value());
    umask(before);
    for (const char* file : {"db", "db-wal", "db-shm", "copy"}) {
        struct stat status {};
        REQUIRE(stat((folder / file).c_str(), &status) == 0);
        CHECK((status.st_mode & 0777U) == 0600U);
    }
    std::ofstream(folder / "taken") << "somebody's";
    CHECK(Database::create(folder / "taken", KEY).error() == Error::alreadyExists);
    CHECK(database->copyTo(folder / "taken", KEY).error() == Error::alreadyExists);
    CHECK(contentOf(folder / "taken") == "somebody's");
}

TEST_CASE("a reader does not write, and sees what a writer committed") {
    const TemporaryFolder folder;
    auto writer = Database::create(folder / "db", KEY);
    REQUIRE(writer);
    auto reader = Database::open(folder / "db", KEY, Mode::readOnly);
    REQUIRE(reader);
    CHECK(store::Transaction::begin(*reader).error() == Error::readOnly);
    CHECK(store::Settings(*reader).set("name", "x").error() == Error::readOnly);
    setValue(*writer, "seen");
    CHECK(*store::Settings(*reader).get("name") == "seen");
}

TEST_CASE("what another connection changed is noticed, what this one changed is not news") {
    const TemporaryFolder folder;
    Database one = Database::create(folder / "db", KEY).value();
    Database other = Database::open(folder / "db", KEY, Mode::readWrite).value();
    const std::int64_t before = one.changesByOthers().value();
    setValue(one, "mine");
    CHECK(one.changesByOthers().value() == before);
    setValue(other, "theirs");
    CHECK(one.changesByOthers().value() != before);
}

TEST_CASE("two writers take turns") {
    const TemporaryFolder folder;
    REQUIRE(Database::create(folder / "db", KEY));
    const auto write = [&](const std::string& name) {
        auto database = Database::open(folder / "db", KEY, Mode::readWrite);
        for (int i = 0; i < 20; ++i) {
            auto transaction = store::Transaction::begin(*database);
            if (!transaction || !store::Settings(*database).set(name, std::to_string(i)) ||
                !transaction->commit())
                return;
        }
    };
    std::thread first(write, "first");
    std::thread second(write, "second");
    first.join();
    second.join();
    auto database = Database::open(folder / "db", KEY, Mode::readOnly);
    CHECK(*store::Settings(*database).get("first") == "19");
    CHECK(*store::Settings(*database).get("second") == "19");
}

TEST_CASE("a copy is whole and opens with the same key") {
    const TemporaryFolder folder;
    auto database = Database::create(folder / "db", KEY);
    REQUIRE(database);
    setValue(*database, "copied");
    REQUIRE(database->copyTo(folder / "copy", KEY));
    auto copy = Database::open(folder / "copy", KEY, Mode::readOnly);
    REQUIRE(copy);
    CHECK(*store::Settings(*copy).get("name") == "copied");
    CHECK(Database::open(folder / "copy", OTHER_KEY, Mode::readOnly).error() == Error::wrongKey);
}

TEST_CASE("a full disk is said, and what was there stays as it was") {
    const TemporaryFolder folder;
    auto database = Database::create(folder / "db", KEY);
    REQUIRE(database);
    setValue(*database, "before");
    // As large as it is and no larger: what the system says of a full disk, SQLite says of this.
    REQUIRE(sqlite3_exec(database->handle(), "PRAGMA max_page_count = 1", nullptr, nullptr, nullptr) ==
            SQLITE_OK);
    {
        auto transaction = store::Transaction::begin(*database);
        REQUIRE(transaction);
        REQUIRE(store::Settings(*database).set("name", "after"));
        const auto refused = store::Settings(*database).set("large", std::string(1U << 20U, 'x'));
        REQUIRE_FALSE(refused);
        CHECK(refused.error() == Error::diskFull);
    }
    CHECK(store::Settings(*database).get("name").value() == "before");
    REQUIRE(sqlite3_exec(database->handle(), "PRAGMA max_page_count = 100000", nullptr, nullptr, nullptr) ==
            SQLITE_OK);
    setValue(*database, "after");
    CHECK(store::Settings(*database).get("name").value() == "after");
    CHECK(Database::checkIntegrity(folder / "db", KEY));
}

TEST_CASE("a disk that is full when a database is opened is said, too") {
    const TemporaryFolder folder;
    REQUIRE(Database::create(folder / "db", KEY));
    base::Result<Database, Error> refused = [&] {
        const NoRoom full(4'096); // gone before anything is reported, which may be to a file
        return Database::open(folder / "db", KEY, Mode::readWrite);
    }();
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == Error::diskFull);
    CHECK(Database::open(folder / "db", KEY, Mode::readWrite));
}
