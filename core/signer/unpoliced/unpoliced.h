// The one-shot tools for keys that are no treasury's: they know no authority, no policy and no journal, and
// so must never be handed a treasury's key. They live in the signing process because whatever touches a
// secret does; the command line only passes descriptors on (docs/formats/cli.md: mnemonic, psbt sign, message
// sign).
//
// Nothing is stored. One thread.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"
#include "base/json.h"
#include "base/ports.h"
#include "base/result.h"
#include "secret/secret_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace strongroom::signer {

template <typename T>
using UnpolicedResult = base::Result<T, base::Failure>;

struct MnemonicReport {
    base::Json document; ///< {language,valid,words}, and `problem` with the code of what is wrong.
    bool valid = false;
};
[[nodiscard]] MnemonicReport reportMnemonic(const secret::SecretText& words);

/// {fingerprint,path,xpub}. Errors: input.network, bitcoin.path_*, keys.*.
[[nodiscard]] UnpolicedResult<base::Json> deriveXpub(const secret::SecretText& words,
                                                     const secret::SecretText& passphrase,
                                                     std::string_view path, std::string_view network,
                                                     base::Random& random);

struct UnpolicedSpend {
    base::Bytes psbt;
    std::vector<std::string> descriptors;
    std::string network;
    std::vector<std::string> accepted = {}; ///< Codes of findings that ask, answered by who types the key.
};
/// {psbt} with every signature that the typed key can add. Errors: input.network, psbt.*, descriptor.*,
/// keys.*; the code of the first finding that refuses, or asks and is not accepted, with all such in
/// `findings`; unpoliced.no_key_of_ours when the key signs nothing here.
[[nodiscard]] UnpolicedResult<base::Json> signPsbt(const UnpolicedSpend& spend,
                                                   const secret::SecretText& typedKey,
                                                   const secret::SecretText& passphrase,
                                                   base::Random& random);

struct UnpolicedMessage {
    base::Bytes request; ///< JSON of docs/formats/message-proof.md; never a transaction.
    std::string descriptor;
    std::string network;
};
/// The document of docs/formats/cli.md, `message sign`: a PSBT with every signature that the typed key can
/// add, and the proof once they suffice. Errors: input.network, message.*, vault.*, descriptor.*, keys.*,
/// psbt.* and bitcoin.spend_* for scripts that cannot be signed here, unpoliced.no_key_of_ours.
[[nodiscard]] UnpolicedResult<base::Json> signMessage(const UnpolicedMessage& message,
                                                      const secret::SecretText& typedKey,
                                                      const secret::SecretText& passphrase,
                                                      base::Random& random);

} // namespace strongroom::signer
