// What `mnemonic check` and `mnemonic to-xpub` answer, as pure functions. They run inside strongroom-signer;
// only what they return leaves it.
#pragma once

#include "base/ports.h"
#include "bitcoin/bip32.h"
#include "bitcoin/network.h"
#include "keys/errors.h"
#include "keys/extended_private_key.h"
#include "secret/secret_text.h"

#include <optional>
#include <string_view>

namespace strongroom::keys {

inline constexpr std::string_view MNEMONIC_LANGUAGE = "english";

/// A verdict, not an error: words that are no mnemonic are what `check` was asked about.
struct MnemonicVerdict {
    std::size_t words;            ///< As counted, whether or not that is a possible number.
    std::optional<Error> problem; ///< Nothing when the mnemonic is valid.
};
[[nodiscard]] MnemonicVerdict checkMnemonic(const secret::SecretText& words);

struct AccountKey {
    bitcoin::KeyOrigin origin; ///< Of the master key, with the path.
    bitcoin::ExtendedPubKey xpub;
};
/// The account key of a mnemonic at a path from its master key. Errors: those of Mnemonic and
/// ExtendedPrivateKey.
[[nodiscard]] Result<AccountKey> mnemonicToXpub(const secret::SecretText& words,
                                                const secret::SecretText& passphrase,
                                                const bitcoin::DerivationPath& path, bitcoin::Network network,
                                                base::Random& random);

/// The key that a person typed: an extended private key, or a mnemonic (then with its passphrase). Errors:
/// those of both, wrongNetwork.
[[nodiscard]] Result<ExtendedPrivateKey> importKey(const secret::SecretText& typed,
                                                   const secret::SecretText& passphrase,
                                                   bitcoin::Network network,
                                                   const crypto::SecretKeyContext& context);

} // namespace strongroom::keys
