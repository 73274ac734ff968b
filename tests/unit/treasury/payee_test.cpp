#include "treasury/payee.h"

#include "subject.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::treasury;
using strongroom::test::FOUNDED;

namespace {

constexpr base::Seconds COOLING{1'000};

authority::PayeeEntry entryApprovedAt(base::UnixTime at) {
    return {test::supplier(), authority::hashOf(test::supplier()), at, 1, {}};
}

} // namespace

TEST_CASE("a payee cools from the later of approval and first sight, to the second") {
    const authority::PayeeEntry entry = entryApprovedAt(FOUNDED);
    const auto phaseAfter = [&](base::UnixTime seen, std::int64_t seconds) {
        return phaseOf(entry, seen, COOLING, FOUNDED + base::Seconds{seconds});
    };
    CHECK(phaseAfter(FOUNDED, 999) == PayeePhase::cooling);
    CHECK(phaseAfter(FOUNDED, 1'000) == PayeePhase::active);
    // Backdated approval: it was seen only 500 s later.
    CHECK(phaseAfter(FOUNDED + base::Seconds{500}, 1'499) == PayeePhase::cooling);
    CHECK(phaseAfter(FOUNDED + base::Seconds{500}, 1'500) == PayeePhase::active);
    // A clock that was wrong when it was seen does not shorten it.
    CHECK(phaseAfter(FOUNDED - base::Seconds{500}, 999) == PayeePhase::cooling);
}

TEST_CASE("a revoked payee stays revoked, however old") {
    authority::PayeeEntry entry = entryApprovedAt(FOUNDED);
    entry.record.state = authority::RecordState::ended;
    CHECK(phaseOf(entry, FOUNDED, COOLING, FOUNDED + base::Seconds{1'000'000}) == PayeePhase::revoked);
}

TEST_CASE("a record that was never seen is seen now") {
    PayeeHistory history;
    CHECK(history.seen({}, FOUNDED) == FOUNDED);
    history.firstSeen.emplace(crypto::Hash256(), FOUNDED - base::Seconds{5});
    CHECK(history.seen({}, FOUNDED) == FOUNDED - base::Seconds{5});
}

TEST_CASE("first use is known to a complete journal, and unknown to a partial one unless it paid before") {
    PayeeHistory history;
    const crypto::Hash256 payee = test::supplier().id;
    CHECK(!history.firstUse(payee, FOUNDED).isProven());
    history.useLog = UseLog::complete;
    CHECK(history.firstUse(payee, FOUNDED).proven());
    history.notePayment(payee, FOUNDED + base::Seconds{100});
    history.notePayment(payee, FOUNDED + base::Seconds{50});
    CHECK(!history.firstUse(payee, FOUNDED).proven());
    CHECK(!history.firstUse(payee, FOUNDED + base::Seconds{99}).proven());
    CHECK(history.firstUse(payee, FOUNDED + base::Seconds{100}).proven()); // paid before this record was seen
    history.useLog = UseLog::partial;
    CHECK(!history.firstUse(payee, FOUNDED).proven());
    CHECK(!history.firstUse(payee, FOUNDED + base::Seconds{100}).isProven());
}
