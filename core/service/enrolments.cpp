#include "service/enrolments.h"

#include "service/workspace_files.h"

#include <algorithm>

namespace strongroom::service {

using base::Json;

namespace {

/// Two envelopes in base64.
constexpr std::uint64_t MAX_FILE = 4 * MAX_ENVELOPE_FILE;

Json toJson(const PendingEnrolment& enrolment) {
    return Json::Object{{"v", 1},
                        {"person", enrolment.personId},
                        {"name", enrolment.name},
                        {"key_id", enrolment.keyId},
                        {"approval_key", base::toBase64(enrolment.approvalKey)},
                        {"slot", base::toBase64(enrolment.slot)}};
}

Outcome<PendingEnrolment> parseEnrolment(base::ByteSpan bytes) {
    const auto json = Json::parseCanonical(base::asText(bytes));
    if (!json)
        return base::Unexpected(Error::workspaceDamaged);
    base::JsonFields fields(*json);
    const auto version = fields.integer("v");
    PendingEnrolment enrolment{fields.string("person").value_or(""),
                               fields.string("name").value_or(""),
                               fields.string("key_id").value_or(""),
                               {},
                               {}};
    const auto approvalKey = base::fromBase64(fields.string("approval_key").value_or("?"));
    const auto slot = base::fromBase64(fields.string("slot").value_or("?"));
    if (!fields.done() || version != 1 || !approvalKey || !slot)
        return base::Unexpected(Error::workspaceDamaged);
    enrolment.approvalKey = *approvalKey;
    enrolment.slot = *slot;
    return enrolment;
}

bool isEnrolled(const PendingEnrolment& enrolment, const quorum::Roster& roster) {
    const auto bytes = base::fromHex(enrolment.keyId);
    const auto key = bytes ? crypto::KeyId::from(*bytes) : std::nullopt;
    const auto holder = key ? roster.holderOf(*key) : std::nullopt;
    return holder && holder->person->handle == enrolment.personId;
}

Outcome<void> moveIn(State& state, const PendingEnrolment& enrolment) {
    base::FileSystem& files = *state.ports.files;
    const std::string& folder = state.card.folder;
    STRONGROOM_TRY(base::writeWhole(files, envelopePath(folder, APPROVAL_KEYS_FOLDER, enrolment.personId),
                                    enrolment.approvalKey));
    STRONGROOM_ASSIGN(Slots slots, readSlots(state.ports, folder));
    const bool known =
        std::any_of(slots.envelopes.begin(), slots.envelopes.end(),
                    [&](const Slots::Envelope& one) { return one.personId == enrolment.personId; });
    if (!known) {
        slots.envelopes.push_back({enrolment.personId, enrolment.slot});
        slots.card.people.push_back({enrolment.personId, enrolment.name, {}});
        const std::string text = service::toJson(slots).canonical();
        STRONGROOM_TRY(base::writeWhole(files, pathOf(folder, SLOTS_FILE), base::asBytes(text)));
    }
    state.card = slots.card;
    return {};
}

} // namespace

Outcome<void> keepEnrolment(State& state, const PendingEnrolment& enrolment) {
    base::FileSystem& files = *state.ports.files;
    const std::string folder = pathOf(state.card.folder, ENROLMENTS_FOLDER);
    STRONGROOM_TRY(files.createFolders(folder));
    const std::string text = toJson(enrolment).canonical();
    STRONGROOM_TRY(base::writeWhole(files, pathOf(folder, enrolment.keyId + ".json"), base::asBytes(text)));
    return {};
}

Outcome<void> settleEnrolments(State& state) {
    base::FileSystem& files = *state.ports.files;
    const std::string folder = pathOf(state.card.folder, ENROLMENTS_FOLDER);
    const auto names = files.list(folder);
    if (!names)
        return {}; // nobody was ever proposed
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    for (const std::string& name : *names) {
        const std::string path = pathOf(folder, name);
        STRONGROOM_ASSIGN(const base::Bytes bytes, base::readWhole(files, path, MAX_FILE));
        const auto enrolment = parseEnrolment(bytes);
        if (!enrolment || !isEnrolled(*enrolment, registry->state().roster()))
            continue; // opens nothing
        STRONGROOM_TRY(moveIn(state, *enrolment));
        STRONGROOM_TRY(files.remove(path));
    }
    return {};
}

} // namespace strongroom::service
