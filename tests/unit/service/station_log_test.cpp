#include "service/station_log.h"

#include "audit/checkpoint.h"
#include "audit/leaf.h"
#include "unit/treasury/subject.h"

#include <doctest/doctest.h>

using namespace strongroom;
using treasury::Receipt;

namespace {

const bitcoin::Fingerprint KEY{{1, 2, 3, 4}};
const bitcoin::Fingerprint OTHER_KEY{{5, 6, 7, 8}};

/// What `station` says when its log has `size` records and its clock shows `minutes`.
Receipt receiptAt(std::uint64_t size, std::int64_t minutes, const std::string& log = "station-a",
                  const std::string& station = "station-a", const bitcoin::Fingerprint& key = KEY) {
    Receipt receipt;
    receipt.fingerprint = key;
    receipt.at = base::UnixTime{test::NOW.seconds + 60 * minutes};
    receipt.log = log;
    receipt.logKey = test::deviceKey(station, 0).publicKey();
    const audit::Checkpoint checkpoint{audit::LogName{test::foundedState().treasuryText(), log}.origin(),
                                       size, crypto::sha256(base::asBytes(log + std::to_string(size)))};
    receipt.checkpoint = audit::signCheckpoint(checkpoint, test::deviceKey(station, 0));
    return receipt;
}

std::string answer(const Receipt& receipt, const std::vector<Receipt>& earlier,
                   const authority::AuthorityState& state = test::foundedState()) {
    const auto checked = service::checkStationLog(receipt, earlier, state);
    return checked ? "fits" : checked.error().code;
}

} // namespace

TEST_CASE("a station's receipts are taken in any order, as long as one growing log could have made them") {
    const Receipt early = receiptAt(5, 1);
    const Receipt late = receiptAt(9, 3);
    CHECK(answer(early, {}) == "fits");
    CHECK(answer(late, {early}) == "fits");
    CHECK(answer(early, {late}) == "fits");
    CHECK(answer(receiptAt(7, 2), {early, late}) == "fits");
    CHECK(answer(receiptAt(7, 1), {early, late}) == "fits"); // in the same second as the first
    CHECK(answer(late, {early, late}) == "fits");            // the same once more
}

TEST_CASE("a station that was rolled back contradicts what it said") {
    const Receipt known = receiptAt(9, 3);
    CHECK(answer(receiptAt(8, 4), {known}) == "cold.station_log_contradiction");
    CHECK(answer(receiptAt(9, 4), {known}) == "cold.station_log_contradiction");
    CHECK(answer(receiptAt(9, 3, "station-a", "station-a", OTHER_KEY), {known}) ==
          "cold.station_log_contradiction");
    CHECK(answer(receiptAt(10, 2), {known}) == "cold.station_log_contradiction");
}

TEST_CASE("a station that keeps another log than before is not believed until people registered it") {
    const Receipt known = receiptAt(9, 3);
    const Receipt otherKey = receiptAt(2, 4, "station-a", "station-b");
    const Receipt otherName = receiptAt(2, 4, "station-b", "station-b");
    CHECK(answer(otherKey, {known}) == "cold.station_log_replaced");
    CHECK(answer(otherName, {known}) == "cold.station_log_replaced");
    const authority::AuthorityState state = test::changed(
        test::foundedState(), authority::ChangeKind::logs,
        authority::recordsDocument<authority::LogRecord>({test::logRecord("station-b")}), {"anna", "ben"});
    CHECK(answer(otherName, {known}, state) == "fits");
    CHECK(answer(known, {otherName}, state) == "cold.station_log_replaced");
    // Another station is none of its business.
    CHECK(answer(receiptAt(2, 4, "station-b", "station-b", OTHER_KEY), {known}) == "fits");
}

TEST_CASE("a receipt cites a seal of its own log, by its own key") {
    Receipt receipt = receiptAt(5, 1);
    receipt.checkpoint = receiptAt(5, 1, "station-b").checkpoint;
    CHECK(answer(receipt, {}) == "cold.receipt_checkpoint");
    receipt.checkpoint = receiptAt(5, 1, "station-a", "station-b").checkpoint;
    CHECK(answer(receipt, {}) == "cold.receipt_checkpoint");
    receipt.checkpoint = "strongroom/checkpoint\n";
    CHECK(answer(receipt, {}) == "cold.receipt_checkpoint");
}
