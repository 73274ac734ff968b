#include "service/stateless/recovery_plan.h"

#include "fakes/spend_world.h"

#include <doctest/doctest.h>

using namespace strongroom;

namespace {

template <typename T>
std::string codeOf(const service::Outcome<T>& outcome) {
    return outcome ? "done" : outcome.error().code;
}

service::RecoveryPlanDraft draft() {
    service::RecoveryPlanDraft draft;
    draft.primary = {2,
                     {"Anna: " + test::makeAccount("anna").text(),
                      " Ben : " + test::makeAccount("ben").text(), "",
                      test::makeAccount("cleo").text() + "/<0;1>/*"}};
    draft.recovery = {1, {"the escrow: " + test::makeAccount("escrow").text()}};
    draft.days = 90;
    return draft;
}

} // namespace

TEST_CASE("lines of keys and a delay become a descriptor and a sentence") {
    const auto planned = service::planRecovery(draft(), "regtest");
    REQUIRE(codeOf(planned) == "done");
    CHECK(planned->blocks == 12'960);
    const std::string cleo = bitcoin::toText(test::makeAccount("cleo").origin.fingerprint);
    CHECK(planned->sentence ==
          "Any 2 of Anna, Ben and " + cleo + "; after about 90 days without movement, the escrow alone.");
    CHECK(planned->descriptor.starts_with("wsh(or_d(multi(2,[" +
                                          bitcoin::toText(test::makeAccount("anna").origin.fingerprint)));
    CHECK(planned->descriptor.find("/<0;1>/*),older(12960))))#") != std::string::npos);
}

TEST_CASE("a taproot vault is planned with the same sentence") {
    service::RecoveryPlanDraft taproot = draft();
    taproot.taproot = true;
    const auto planned = service::planRecovery(taproot, "regtest");
    REQUIRE(codeOf(planned) == "done");
    CHECK(planned->sentence == service::planRecovery(draft(), "regtest")->sentence);
    CHECK(planned->descriptor.starts_with("tr(50929b74"));
    taproot.primary = {1, {taproot.primary.lines[0]}};
    const auto single = service::planRecovery(taproot, "regtest");
    REQUIRE(codeOf(single) == "done");
    CHECK(single->sentence == "Anna alone; after about 90 days without movement, the escrow alone.");
    CHECK(single->descriptor.starts_with("tr([" +
                                         bitcoin::toText(test::makeAccount("anna").origin.fingerprint)));
}

TEST_CASE("what makes no recovery vault is refused before anything is proposed") {
    const auto codeWith = [](auto change, const char* network = "regtest") {
        service::RecoveryPlanDraft changed = draft();
        change(changed);
        return codeOf(service::planRecovery(changed, network));
    };
    CHECK(codeWith([](auto&) {}, "moonnet") == "input.network");
    CHECK(codeWith([](auto& d) { d.days = 456; }) == "vault.recovery_delay_range");
    CHECK(codeWith([](auto& d) { d.days.reset(); }) == "vault.recovery_delay_range");
    CHECK(codeWith([](auto& d) { d.blocks = 20; }) == "vault.recovery_delay_range");
    CHECK(codeWith([](auto& d) { d.primary.needed = 4; }) == "vault.recovery_key_count");
    CHECK(codeWith([](auto& d) { d.primary.needed = -1; }) == "vault.recovery_key_count");
    CHECK(codeWith([](auto& d) { d.recovery.lines = {" "}; }) == "vault.recovery_key_count");
    CHECK(codeWith([](auto& d) { d.primary.lines[1] = d.primary.lines[0]; }).starts_with("descriptor."));
    CHECK(codeWith([](auto& d) { d.primary.lines[0] = "Anna: nothing"; }).starts_with("descriptor."));
    CHECK(codeWith([](auto&) {}, "main").starts_with("descriptor."));
}

TEST_CASE("a line that is more than one key is no line of keys") {
    service::RecoveryPlanDraft changed = draft();
    changed.primary.lines = {changed.primary.lines[3] + "," + test::makeAccount("dora").text() + "/<0;1>/*",
                             "Ben: " + test::makeAccount("ben").text()};
    CHECK(codeOf(service::planRecovery(changed, "regtest")) == "vault.unsupported_lock");
    changed.primary = {1,
                       {changed.recovery.lines[0] + "/<0;1>/*),and_v(v:pk(" +
                        test::makeAccount("dora").text() + "/<0;1>/*),older(1"}};
    CHECK(codeOf(service::planRecovery(changed, "regtest")) != "done");
}
