// `slip39 split` and `slip39 combine` (docs/formats/cli.md): a typed mnemonic or seed into files of shares,
// and back. What is secret goes from file to file inside this process; the documents hold nothing of it.
#pragma once

#include "base/failure.h"
#include "base/file_system.h"
#include "base/json.h"
#include "base/ports.h"
#include "base/result.h"
#include "keys/slip39.h"

#include <span>
#include <string>
#include <string_view>

namespace strongroom::signer {

/// "2of3": threshold and members. Error: keys.slip39_plan.
[[nodiscard]] base::Result<keys::Slip39Group, base::Failure> parseShareGroup(std::string_view text);

struct ShareOutput {
    base::FileSystem& files;
    std::string path; ///< A folder that gets a file a share, or the file that gets the secret. Nothing in it
                      ///< is ever written over.
};

/// `secret`: a BIP39 mnemonic, whose entropy is shared, or a seed of 16 to 64 bytes in hex. Either all shares
/// are written or none. {exponent,files,fingerprint,group_threshold,groups,identifier,kind}. Errors: keys.*,
/// input.secret when it is neither, file.*.
[[nodiscard]] base::Result<base::Json, base::Failure>
splitIntoFiles(const secret::SecretText& secret, const secret::SecretText& passphrase,
               const keys::Slip39Plan& plan, const ShareOutput& output, base::Random& random);

enum class SecretForm : std::uint8_t { mnemonic, hex };
/// {bytes,file,fingerprint,identifier,kind}. Errors: keys.*, file.*, input.secret for a mnemonic of a secret
/// that has none.
[[nodiscard]] base::Result<base::Json, base::Failure>
combineIntoFile(std::span<const secret::SecretText> shares, const secret::SecretText& passphrase,
                SecretForm form, const ShareOutput& output, base::Random& random);

} // namespace strongroom::signer
