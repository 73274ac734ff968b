#include "treasury/withdrawal_state.h"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <sstream>
#include <string>

using namespace strongroom;
using namespace strongroom::treasury;

namespace {

/// Written by hand from DESIGN §5, by rows: state, then event>state …; what is missing is forbidden.
constexpr std::string_view EXPECTED = R"(
draft propose>proposed
proposed forbid>not_allowed require_approvals>waiting_for_approvals start_cooling>cooling authorize>authorized reject>rejected take_back>taken_back expire>expired bury_conflict>replaced
not_allowed forbid>not_allowed require_approvals>waiting_for_approvals start_cooling>cooling authorize>authorized reject>rejected take_back>taken_back expire>expired bury_conflict>replaced
waiting_for_approvals forbid>not_allowed require_approvals>waiting_for_approvals start_cooling>cooling authorize>authorized reject>rejected take_back>taken_back expire>expired bury_conflict>replaced
cooling forbid>not_allowed require_approvals>waiting_for_approvals start_cooling>cooling authorize>authorized reject>rejected take_back>taken_back expire>expired bury_conflict>replaced
authorized forbid>not_allowed require_approvals>waiting_for_approvals start_cooling>cooling authorize>authorized start_signing>signing reject>rejected take_back>taken_back expire>expired bury_conflict>replaced
signing start_signing>signing complete_signatures>signed confirm>confirmed reject>rejected_pending take_back>taken_back_pending expire>expired_pending bury_conflict>replaced
signed send_out>broadcast confirm>confirmed reject>rejected_pending take_back>taken_back_pending expire>expired_pending bury_conflict>replaced
broadcast send_out>broadcast confirm>confirmed reject>rejected_pending take_back>taken_back_pending bury_conflict>replaced
confirmed confirm>confirmed unconfirm>broadcast
rejected_pending confirm>confirmed bury_conflict>rejected
taken_back_pending confirm>confirmed bury_conflict>taken_back
expired_pending confirm>confirmed reject>rejected_pending take_back>taken_back_pending bury_conflict>expired
rejected
taken_back
expired
replaced
)";

std::map<std::string, std::map<std::string, std::string>> expected() {
    std::map<std::string, std::map<std::string, std::string>> table;
    std::istringstream lines{std::string(EXPECTED)};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string state;
        if (!(words >> state))
            continue;
        auto& row = table[state];
        for (std::string word; words >> word;)
            row[word.substr(0, word.find('>'))] = word.substr(word.find('>') + 1);
    }
    return table;
}

WithdrawalState state(std::size_t index) {
    return static_cast<WithdrawalState>(index);
}

} // namespace

TEST_CASE("every state and event leads where the design says, and everything else is refused") {
    const auto table = expected();
    CHECK(table.size() == WITHDRAWAL_STATES);
    for (std::size_t s = 0; s < WITHDRAWAL_STATES; ++s) {
        for (std::size_t e = 0; e < WITHDRAWAL_EVENTS; ++e) {
            const auto event = static_cast<WithdrawalEvent>(e);
            const auto& row = table.at(std::string(name(state(s))));
            const auto entry = row.find(std::string(name(event)));
            const auto result = next(state(s), event);
            CAPTURE(name(state(s)));
            CAPTURE(name(event));
            if (entry == row.end()) {
                REQUIRE(!result);
                CHECK(result.error() == Error::forbiddenTransition);
            } else {
                REQUIRE(result);
                CHECK(name(*result) == entry->second);
            }
        }
    }
}

TEST_CASE("nothing ends a withdrawal whose signature is out but a buried conflict") {
    const std::set<WithdrawalState> ends = {WithdrawalState::rejected, WithdrawalState::takenBack,
                                            WithdrawalState::expired, WithdrawalState::replaced};
    for (std::size_t s = 0; s < WITHDRAWAL_STATES; ++s) {
        for (std::size_t e = 0; e < WITHDRAWAL_EVENTS; ++e) {
            const auto result = next(state(s), static_cast<WithdrawalEvent>(e));
            if (result && ends.contains(*result) && mayStillConfirm(state(s)))
                CHECK(static_cast<WithdrawalEvent>(e) == WithdrawalEvent::buryConflict);
        }
    }
}

TEST_CASE("signing starts from authorized only, and sending out from fully signed") {
    for (std::size_t s = 0; s < WITHDRAWAL_STATES; ++s) {
        const bool mayStart = state(s) == WithdrawalState::authorized || state(s) == WithdrawalState::signing;
        CHECK(next(state(s), WithdrawalEvent::startSigning).has_value() == mayStart);
        const bool maySend =
            state(s) == WithdrawalState::fullySigned || state(s) == WithdrawalState::broadcast;
        CHECK(next(state(s), WithdrawalEvent::sendOut).has_value() == maySend);
    }
}

TEST_CASE("rejected, taken back, expired and replaced are final") {
    for (std::size_t s = 0; s < WITHDRAWAL_STATES; ++s) {
        const bool final = state(s) == WithdrawalState::rejected || state(s) == WithdrawalState::takenBack ||
                           state(s) == WithdrawalState::expired || state(s) == WithdrawalState::replaced;
        CHECK(isFinal(state(s)) == final);
    }
}

TEST_CASE("names are unique and lead back") {
    std::set<std::string_view> names;
    for (std::size_t s = 0; s < WITHDRAWAL_STATES; ++s) {
        CHECK(names.insert(name(state(s))).second);
        CHECK(parseWithdrawalState(name(state(s))) == state(s));
    }
    CHECK(!parseWithdrawalState("Draft"));
    CHECK(!parseWithdrawalState(""));
}
