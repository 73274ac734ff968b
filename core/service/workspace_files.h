// The files of a workspace folder that are readable without its key (docs/formats/workspace.md): slots.json
// and the key envelopes of the people. Internal to core/service.
#pragma once

#include "base/json.h"
#include "service/errors.h"
#include "service/workspace.h"

#include <string>
#include <string_view>
#include <vector>

namespace strongroom::service {

inline constexpr std::string_view SLOTS_FILE = "slots.json";
inline constexpr std::string_view DATABASE_FILE = "workspace.db";
inline constexpr std::string_view LOCK_FILE = "writer.lock";
inline constexpr std::string_view GENESIS_FILE = "genesis.json";
inline constexpr std::string_view APPROVAL_KEYS_FOLDER = "approval-keys";
inline constexpr std::string_view HOT_SHARES_FOLDER = "hot-shares";
/// Of people who were proposed and are not in the roster yet (service/enrolments.h).
inline constexpr std::string_view ENROLMENTS_FOLDER = "enrolments";

/// 64 people with an envelope of some 700 bytes each, with room.
inline constexpr std::uint64_t MAX_SLOTS_FILE = 256U * 1024U;
/// crypto::PassphraseEnvelope::MAX_BYTES.
inline constexpr std::uint64_t MAX_ENVELOPE_FILE = 8'192;

struct Slots {
    WorkspaceCard card; ///< Without its folder.
    std::string log;
    struct Envelope {
        std::string personId;
        base::Bytes slot;
    };
    std::vector<Envelope> envelopes;
};

[[nodiscard]] base::Json toJson(const Slots& slots);
/// Error::newerWorkspace, Error::workspaceDamaged.
[[nodiscard]] base::Result<Slots, Error> parseSlots(base::ByteSpan bytes);
[[nodiscard]] Outcome<Slots> readSlots(const Ports& ports, const std::string& folder);

/// `<16 hex digits of the treasury>-<log>` in the state folder, or beside a training workspace's database.
[[nodiscard]] std::string seatFolderOf(const Ports& ports, const std::string& folder, const Slots& slots);

[[nodiscard]] std::string pathOf(const std::string& folder, std::string_view file);
/// approval-keys/anna.json
[[nodiscard]] std::string envelopePath(const std::string& folder, std::string_view kind,
                                       std::string_view personId);

/// The chain of a training workspace.
[[nodiscard]] std::string trainingChainPath(const std::string& folder);

/// Removes a folder with everything in it, as far as it can: what an interrupted attempt leaves.
void removeFolder(base::FileSystem& files, const std::string& folder);

} // namespace strongroom::service
