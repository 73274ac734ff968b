#include "service/signer_control.h"

#include "service/authority_changes.h"
#include "store/log.h"

#include <algorithm>

namespace strongroom::service {

namespace {

constexpr std::size_t MAX_REASON = 500;

SignerPhase phaseIn(const signer::Frame& status) {
    const auto phase = textOf(status, "phase");
    if (!phase)
        return SignerPhase::absent;
    if (*phase == "armed")
        return SignerPhase::armed;
    return *phase == "open" ? SignerPhase::open : SignerPhase::locked;
}

std::vector<std::string> namesIn(const signer::Frame& status, std::string_view member,
                                 const authority::AuthorityState& authority) {
    std::vector<std::string> names;
    const base::Json* list = status.header.find(member);
    if (list == nullptr || list->array() == nullptr)
        return names;
    for (const base::Json& person : *list->array()) {
        if (const std::string* id = person.string())
            names.push_back(nameOfPerson(authority, *id));
    }
    return names;
}

std::vector<SignerStatus::Officer> officersWithout(const std::vector<std::string>& unsealedBy,
                                                   const authority::AuthorityState& authority) {
    std::vector<SignerStatus::Officer> officers;
    for (const quorum::Person& person : authority.roster().people()) {
        const bool done = std::find(unsealedBy.begin(), unsealedBy.end(), person.name) != unsealedBy.end();
        if (person.isActive() && person.hasRole(quorum::Role::officer) && !done)
            officers.push_back({person.handle, person.name});
    }
    std::sort(officers.begin(), officers.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return officers;
}

Outcome<SignerStatus> statusFrom(State& state, const signer::Frame& frame) {
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    SignerStatus status;
    status.phase = phaseIn(frame);
    status.armedBy = namesIn(frame, "armed_by", registry->state());
    status.unsealedBy = namesIn(frame, "unsealed_by", registry->state());
    status.canUnseal = officersWithout(status.unsealedBy, registry->state());
    if (const auto since = numberOf(frame, "armed_since"))
        status.armedSince = base::UnixTime{*since};
    if (const auto until = numberOf(frame, "armed_until"))
        status.armedUntil = base::UnixTime{*until};
    const auto clock = textOf(frame, "clock");
    if (clock && *clock == "ahead") {
        STRONGROOM_ASSIGN(const std::int64_t stated, numberOf(frame, "time_stated"));
        STRONGROOM_ASSIGN(const std::int64_t proven, numberOf(frame, "time_proven"));
        status.clock = ClockDoubt{{stated}, {proven}};
    }
    status.officersNeeded = static_cast<int>(numberOf(frame, "officers_needed").value_or(2));
    return status;
}

std::string unfreezeSentence(const authority::AuthorityState& authority) {
    std::string sentence = "Unfreezing needs ";
    for (const quorum::SubQuorum& part : authority.changeRules().unfreeze)
        sentence += std::to_string(part.k) + " × " + std::string(quorum::name(part.role)) + " ";
    return sentence + "without whoever froze it.";
}

/// Why, as the person who froze said it to their own seat.
std::string reasonOf(State& state, const base::UnixTime& since) {
    store::LeafFilter filter;
    filter.kind = std::string("console.freeze_reason");
    filter.from = since - base::Seconds{60};
    const auto leaves = store::Log(state.database).find(filter);
    if (!leaves || leaves->empty())
        return {};
    const auto json = base::Json::parse(base::asText(leaves->back().salts));
    const base::Json* reason = json ? json->find("reason") : nullptr;
    const base::Json* value = reason != nullptr ? reason->find("value") : nullptr;
    return value != nullptr && value->string() != nullptr ? *value->string() : std::string();
}

} // namespace

Outcome<FreezeStatus> freezeStatus(Workspace& workspace) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    const authority::AuthorityState& authority = registry->state();
    FreezeStatus status;
    status.frozen = authority.isFrozen();
    if (!status.frozen)
        return status;
    const authority::Freeze& freeze = authority.freezes().back();
    for (const quorum::PersonId& person : freeze.by)
        status.by += (status.by.empty() ? "" : " and ") + nameOfPerson(authority, person);
    status.since = freeze.at;
    status.reason = reasonOf(state, freeze.at);
    status.unfreezeSentence = unfreezeSentence(authority);
    return status;
}

Outcome<SignerStatus> signerStatus(Workspace& workspace) {
    State& state = workspace.state();
    const auto reply = askSigner(state, {"status", {}, {}});
    if (!reply)
        return SignerStatus{}; // absent: that is a state, not a failure
    return statusFrom(state, *reply);
}

Outcome<SignerStatus> arm(Workspace& workspace, const std::string& personId, const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(base::Bytes share, hotShareOf(state, personId));
    STRONGROOM_ASSIGN(const signer::Frame reply,
                      askSignerAs(state, personId, {"arm", {}, {std::move(share)}}, passphrase));
    return statusFrom(state, reply);
}

Outcome<SignerStatus> disarm(Workspace& workspace) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const signer::Frame reply, askSigner(state, {"disarm", {}, {}}));
    STRONGROOM_TRY(pullLog(state));
    return statusFrom(state, reply);
}

Outcome<SignerStatus> confirmClock(Workspace& workspace, base::UnixTime shown, const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const signer::Frame reply,
                      askSignerAs(state, state.person,
                                  {"confirm_clock", {{"shown_clock", shown.seconds}}, {}}, passphrase));
    return statusFrom(state, reply);
}

Outcome<void> lockSeat(Workspace& workspace) {
    STRONGROOM_TRY(askSigner(workspace.state(), {"lock", {}, {}}));
    return {};
}

Outcome<FreezeStatus> freeze(Workspace& workspace, const std::string& reason, const SecretText& passphrase) {
    State& state = workspace.state();
    if (reason.empty() || reason.size() > MAX_REASON || !base::isPlainUtf8(reason))
        return base::Unexpected(base::Failure(Error::reasonMissing));
    STRONGROOM_TRY(signChange(state, {authority::ChangeKind::freeze, {}, {}}, passphrase));
    // Frozen already, whatever becomes of the reason.
    SignerRequest record{
        "record",
        {{"kind", "console.freeze_reason"}, {"fields", base::Json::Object{{"reason", reason}}}},
        {}};
    static_cast<void>(askSigner(state, record));
    static_cast<void>(pullLog(state));
    return freezeStatus(workspace);
}

Outcome<FreezeStatus> unfreeze(Workspace& workspace, const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(signChange(state, {authority::ChangeKind::unfreeze, {}, {}}, passphrase));
    return freezeStatus(workspace);
}

} // namespace strongroom::service
