#include "service/workspace_files.h"

#include "base/text_encoding.h"
#include "store/database.h"

namespace strongroom::service {

using base::Json;

namespace {

constexpr std::int64_t SLOTS_VERSION = 1;
constexpr std::size_t SEAT_DIGITS = 16;
constexpr std::size_t TREASURY_DIGITS = 64;

bool isHandle(std::string_view text) {
    return !text.empty() && text.size() <= 32 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

bool readSlot(const Json& json, Slots& slots) {
    base::JsonFields fields(json);
    WorkspaceCard::Slot slot;
    slot.personId = fields.string("person").value_or("");
    slot.personName = fields.string("name").value_or("");
    const Json* envelope = fields.object("slot");
    if (const Json* shown = fields.optional("shown_passphrase"))
        slot.shownPassphrase = shown->string() != nullptr ? *shown->string() : "";
    if (!fields.done() || !isHandle(slot.personId) || (!slots.card.training && !slot.shownPassphrase.empty()))
        return false;
    slots.envelopes.push_back({slot.personId, base::toBytes(base::asBytes(envelope->canonical()))});
    slots.card.people.push_back(std::move(slot));
    return true;
}

} // namespace

Json toJson(const Slots& slots) {
    Json::Array list;
    for (std::size_t i = 0; i < slots.card.people.size(); ++i) {
        const WorkspaceCard::Slot& person = slots.card.people[i];
        const auto envelope = Json::parse(base::asText(slots.envelopes[i].slot));
        STRONGROOM_CHECK(envelope.has_value());
        Json::Object slot{{"person", person.personId}, {"name", person.personName}, {"slot", *envelope}};
        if (!person.shownPassphrase.empty())
            slot.emplace("shown_passphrase", person.shownPassphrase);
        list.push_back(std::move(slot));
    }
    return Json::Object{{"v", SLOTS_VERSION},
                        {"schema", store::Database::SCHEMA_VERSION},
                        {"treasury", slots.card.treasuryId},
                        {"treasury_name", slots.card.treasuryName},
                        {"network", slots.card.network},
                        {"training", slots.card.training},
                        {"log", slots.log},
                        {"slots", std::move(list)}};
}

base::Result<Slots, Error> parseSlots(base::ByteSpan bytes) {
    const auto json = Json::parse(base::asText(bytes));
    if (!json)
        return base::Unexpected(Error::workspaceDamaged);
    base::JsonFields fields(*json);
    const std::int64_t version = fields.integer("v").value_or(0);
    const std::int64_t schema = fields.integer("schema").value_or(0);
    if (version > SLOTS_VERSION || schema > store::Database::SCHEMA_VERSION)
        return base::Unexpected(Error::newerWorkspace);
    Slots slots;
    slots.card.treasuryId = fields.string("treasury").value_or("");
    slots.card.treasuryName = fields.string("treasury_name").value_or("");
    slots.card.network = fields.string("network").value_or("");
    slots.card.training = fields.boolean("training").value_or(false);
    slots.log = fields.string("log").value_or("");
    const Json* list = fields.array("slots");
    const auto treasury = base::fromHex(slots.card.treasuryId);
    if (!fields.done() || version != SLOTS_VERSION || schema < 1 || !treasury ||
        slots.card.treasuryId.size() != TREASURY_DIGITS || !isHandle(slots.log))
        return base::Unexpected(Error::workspaceDamaged);
    for (const Json& item : *list->array()) {
        if (!readSlot(item, slots))
            return base::Unexpected(Error::workspaceDamaged);
    }
    return slots;
}

Outcome<Slots> readSlots(const Ports& ports, const std::string& folder) {
    const std::string path = pathOf(folder, SLOTS_FILE);
    if (!ports.files->exists(path))
        return base::Unexpected(Error::workspaceNotFound);
    STRONGROOM_ASSIGN(const base::Bytes bytes, base::readWhole(*ports.files, path, MAX_SLOTS_FILE));
    STRONGROOM_ASSIGN(Slots slots, parseSlots(bytes));
    slots.card.folder = folder;
    return slots;
}

std::string seatFolderOf(const Ports& ports, const std::string& folder, const Slots& slots) {
    const std::string name = slots.card.treasuryId.substr(0, SEAT_DIGITS) + "-" + slots.log;
    return (slots.card.training ? folder + "/seats/" : ports.stateFolder + "/") + name;
}

std::string pathOf(const std::string& folder, std::string_view file) {
    return folder + "/" + std::string(file);
}

std::string envelopePath(const std::string& folder, std::string_view kind, std::string_view personId) {
    return folder + "/" + std::string(kind) + "/" + std::string(personId) + ".json";
}

std::string trainingChainPath(const std::string& folder) {
    return folder + "/training-chain/steps";
}

void removeFolder(base::FileSystem& files, const std::string& folder) {
    if (const auto names = files.list(folder)) {
        for (const std::string& name : *names) {
            const std::string path = folder + "/" + name;
            if (!files.remove(path))
                removeFolder(files, path);
        }
    }
    static_cast<void>(files.remove(folder));
}

} // namespace strongroom::service
