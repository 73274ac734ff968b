#include "policy/boundary.h"

#include "examples.h"
#include "policy/starter_policy.h"

using namespace strongroom;
using namespace strongroom::policy;
using namespace strongroom::policy::test;

namespace {

const SourceVault HOT_VAULT{HOT, "Hot", Tier::hot};
const SourceVault COLD_VAULT{COLD, "Cold", Tier::cold};

std::optional<std::int64_t> largest(const Policy& policy, std::uint32_t people,
                                    const SourceVault& vault = HOT_VAULT) {
    const auto amount = largestOutflow(policy, vault, people);
    return amount ? std::optional(amount->satoshi()) : std::nullopt;
}

std::string rule(const std::string& id, const std::string& effect, const std::string& when,
                 const std::string& more = "") {
    return R"({"id":")" + id + R"(","effect":")" + effect + R"(","source":"any","when":)" + when + more + "}";
}

const std::string OFFICERS = R"(,"obligations":[{"kind":"approvals","role":"officer","k":)";

std::string outflow(const std::string& op, std::int64_t value) {
    return R"({"field":"tx.outflow","op":")" + op + R"(","value":)" + std::to_string(value) + "}";
}

std::string window(const std::string& field, std::int64_t seconds, const std::string& op,
                   std::int64_t value) {
    return R"({"field":")" + field + R"(","scope":"vault","seconds":)" + std::to_string(seconds) +
           R"(,"op":")" + op + R"(","value":)" + std::to_string(value) + "}";
}

} // namespace

TEST_CASE("an empty policy lets nobody move anything, one without limits anyone everything") {
    CHECK(largest(Policy(), 5) == 0);
    CHECK(largest(policyOf(ALLOW_ALL), 1) == std::nullopt);
}

TEST_CASE("a day's limit is reached to the satoshi, by many small payments") {
    const Policy policy = policyOf(ALLOW_ALL + "," + rule("small", "deny", outflow(">", 3'000)) + "," +
                                   rule("day", "deny", window("window.sum_after", DAY, ">", 10'000)));
    CHECK(largest(policy, 1) == 10'000);
}

TEST_CASE("a limit an hour is reached twenty-four times") {
    const Policy policy =
        policyOf(ALLOW_ALL + "," + rule("hour", "deny", window("window.sum_after", 3'600, ">", 10'000)));
    CHECK(largest(policy, 1) == 240'000);
}

TEST_CASE("a count an hour bounds the largest payment times the count") {
    const Policy policy = policyOf(ALLOW_ALL + "," + rule("big", "deny", outflow(">=", 5'000)) + "," +
                                   rule("burst", "deny", window("window.count", 3'600, ">=", 2)));
    CHECK(largest(policy, 1) == 24 * 2 * 4'999);
}

TEST_CASE("payments without a bound on their number are not bounded") {
    CHECK(largest(policyOf(ALLOW_ALL + "," + rule("big", "deny", outflow(">", 5'000))), 1) == std::nullopt);
}

TEST_CASE("the proposer is one of the people and does not approve, unless a rule says so") {
    const auto policy = [](const std::string& counts) {
        return policyOf(ALLOW_ALL + "," +
                        rule("one", "require", outflow(">", 5'000), OFFICERS + "1" + counts + "}]") + "," +
                        rule("day", "deny", window("window.sum_after", DAY, ">", 10'000)) + "," +
                        rule("once", "deny", window("window.count", DAY, ">=", 1)));
    };
    CHECK(largest(policy(""), 1) == 5'000);
    CHECK(largest(policy(""), 2) == 10'000);
    CHECK(largest(policy(R"(,"initiator_counts":true)"), 1) == 10'000);
}

TEST_CASE("the starter policy: one person alone, two people, three, from the hot tier") {
    const Policy starter = starterPolicy({});
    CHECK(largest(starter, 1) == 500'000'000);
    CHECK(largest(starter, 2) == 500'000'000);
    CHECK(largest(starter, 3) == 1'000'000'000);
    CHECK(largest(starter, 5) == 1'000'000'000);
}

TEST_CASE("the starter policy: nobody alone and no two people move anything from cold") {
    const Policy starter = starterPolicy({});
    CHECK(largest(starter, 1, COLD_VAULT) == 0);
    CHECK(largest(starter, 2, COLD_VAULT) == 0);
    CHECK(largest(starter, 3, COLD_VAULT) == std::nullopt);
}
