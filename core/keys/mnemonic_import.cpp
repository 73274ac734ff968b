#include "keys/mnemonic_import.h"

#include "keys/mnemonic.h"
#include "keys/typed_words.h"

namespace strongroom::keys {

namespace {

Result<ExtendedPrivateKey> masterOf(const secret::SecretText& words, const secret::SecretText& passphrase,
                                    bitcoin::Network network, const crypto::SecretKeyContext& context) {
    STRONGROOM_ASSIGN(const Mnemonic mnemonic, Mnemonic::parse(words));
    STRONGROOM_ASSIGN(const Seed seed, mnemonic.seed(passphrase));
    return ExtendedPrivateKey::fromSeed(seed.span(), bitcoin::keyNetwork(network), context);
}

} // namespace

MnemonicVerdict checkMnemonic(const secret::SecretText& words) {
    const auto mnemonic = Mnemonic::parse(words);
    return {countWords(words.utf8()), mnemonic ? std::nullopt : std::optional(mnemonic.error())};
}

Result<AccountKey> mnemonicToXpub(const secret::SecretText& words, const secret::SecretText& passphrase,
                                  const bitcoin::DerivationPath& path, bitcoin::Network network,
                                  base::Random& random) {
    const crypto::SecretKeyContext context(random);
    STRONGROOM_ASSIGN(const ExtendedPrivateKey master, masterOf(words, passphrase, network, context));
    STRONGROOM_ASSIGN(const ExtendedPrivateKey account, master.derive(path.steps(), context));
    return AccountKey{{master.fingerprint(), path}, account.neuter()};
}

Result<ExtendedPrivateKey> importKey(const secret::SecretText& typed, const secret::SecretText& passphrase,
                                     bitcoin::Network network, const crypto::SecretKeyContext& context) {
    if (countWords(typed.utf8()) > 1)
        return masterOf(typed, passphrase, network, context);
    STRONGROOM_ASSIGN(ExtendedPrivateKey key, ExtendedPrivateKey::parse(typed, context));
    if (key.network() != bitcoin::keyNetwork(network))
        return base::Unexpected(Error::wrongNetwork);
    return key;
}

} // namespace strongroom::keys
