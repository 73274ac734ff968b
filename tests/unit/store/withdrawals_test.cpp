#include "base/text_encoding.h"
#include "store/withdrawals.h"
#include "support/temporary_folder.h"

#include <doctest/doctest.h>

using namespace strongroom;
using store::Database;

namespace {

store::WithdrawalRecord recordOf(const std::string& name, std::int64_t time) {
    store::WithdrawalRecord record;
    record.id = crypto::sha256(base::asBytes(name));
    record.root = record.id;
    record.phase = "proposed";
    record.amount = base::Amount::sat(5);
    record.fee = base::Amount::sat(1);
    record.reference = name;
    record.payee = {1, 2, 3};
    record.proposedAt = {time};
    record.psbt = {9};
    return record;
}

} // namespace

TEST_CASE("a withdrawal is stored, changed and found by id, prefix and text") {
    const test::TemporaryFolder folder;
    auto database = Database::create(folder / "db", base::Bytes(32, 1));
    store::Withdrawals withdrawals(*database);
    auto record = recordOf("INV-1", 10);
    REQUIRE(withdrawals.insert(record));
    REQUIRE(withdrawals.insert(recordOf("INV-2", 20)));
    CHECK(withdrawals.insert(record).error() == store::Error::conflict);
    record.phase = "confirmed";
    record.height = 812;
    REQUIRE(withdrawals.update(record));
    const auto found = withdrawals.find(record.id);
    REQUIRE(found);
    CHECK((*found)->phase == "confirmed");
    CHECK((*found)->height == 812);
    CHECK((*found)->psbt == base::Bytes{9});
    CHECK(withdrawals.startingWith(base::toHex(record.id.span()).substr(0, 8))->size() == 1);
    CHECK(withdrawals.query({.text = "inv-2"})->size() == 1);
    CHECK(withdrawals.query({})->front().reference == "INV-2");
    CHECK(withdrawals.query({.phases = {"confirmed", "rejected"}})->size() == 1);
    CHECK(withdrawals.query({.text = "nothing", .payees = {{1, 2, 3}}})->size() == 2);
    CHECK(withdrawals.since({15})->size() == 1);
    CHECK(withdrawals.withoutOnePayee()->empty());
    auto several = recordOf("a file", 30);
    several.payee.clear();
    REQUIRE(withdrawals.insert(several));
    REQUIRE(withdrawals.withoutOnePayee()->size() == 1);
    CHECK(withdrawals.withoutOnePayee()->front().id == several.id);
}

TEST_CASE("changing a withdrawal that is not there is a conflict") {
    const test::TemporaryFolder folder;
    auto database = Database::create(folder / "db", base::Bytes(32, 1));
    store::Withdrawals withdrawals(*database);
    CHECK(withdrawals.update(recordOf("INV-1", 10)).error() == store::Error::conflict);
}

TEST_CASE("versions of one withdrawal are found by their root, the first one first") {
    const test::TemporaryFolder folder;
    auto database = Database::create(folder / "db", base::Bytes(32, 1));
    store::Withdrawals withdrawals(*database);
    auto first = recordOf("INV-1", 20);
    auto faster = recordOf("INV-1 faster", 10);
    faster.root = first.id;
    REQUIRE(withdrawals.insert(faster));
    REQUIRE(withdrawals.insert(recordOf("INV-2", 5)));
    REQUIRE(withdrawals.insert(first));
    const auto versions = withdrawals.versionsOf(first.id);
    REQUIRE(versions);
    REQUIRE(versions->size() == 2);
    CHECK(versions->front().id == first.id);
    CHECK(versions->back().root == first.id);
}
