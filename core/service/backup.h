// One encrypted file with everything except keys; registration bundles for stations and desks.
#pragma once

#include "service/workspace.h"

#include <string>

namespace strongroom::service {

struct BackupReport {
    std::string file;
    std::uint64_t bytes = 0;
    std::string sha256;
    std::string sentence;
};

/// A consistent copy of the workspace (database, slots, approval key envelopes, genesis and heads), encrypted
/// with the database key; taken while others write.
[[nodiscard]] Outcome<BackupReport> backup(Workspace& workspace, const std::string& file);
/// Restores into a folder that does not exist, opens it with the person's passphrase and verifies it whole
/// before it gets its name.
[[nodiscard]] Outcome<WorkspaceCard> restore(const Ports& ports, const std::string& file,
                                             const std::string& folder, const std::string& personId,
                                             const SecretText& passphrase);

/// Genesis, heads and the documents they name, for a station or desk (docs/formats/registration.md).
[[nodiscard]] Outcome<base::Bytes> exportRegistration(Workspace& workspace);

} // namespace strongroom::service
