#include "keys/errors.h"

#include "base/check.h"

#include <array>
#include <utility>

namespace strongroom::keys {

namespace {

constexpr std::array<std::pair<Error, base::ErrorInfo>, 39> TABLE{{
    {Error::mnemonicWordCount, {"keys.mnemonic_word_count", "A mnemonic has 12, 15, 18, 21 or 24 words."}},
    {Error::mnemonicUnknownWord,
     {"keys.mnemonic_unknown_word", "A word of the mnemonic is not in the English list."}},
    {Error::mnemonicChecksum,
     {"keys.mnemonic_checksum", "The words are no mnemonic: one is wrong, or their order is."}},
    {Error::passphraseNotAscii,
     {"keys.passphrase_not_ascii", "Mnemonic passphrases with characters beyond ASCII are not supported."}},
    {Error::passphraseTooLong,
     {"keys.passphrase_too_long", "The mnemonic passphrase is longer than 256 characters."}},
    {Error::slip39WordCount, {"keys.slip39_word_count", "A share has 20 words for 128 bits, or 33 for 256."}},
    {Error::slip39UnknownWord,
     {"keys.slip39_unknown_word", "A word of the share is not in the SLIP39 list."}},
    {Error::slip39Checksum,
     {"keys.slip39_checksum", "The words are no share: one is wrong, or their order is."}},
    {Error::slip39Padding, {"keys.slip39_padding", "The share holds bits that no share has."}},
    {Error::slip39GroupThreshold,
     {"keys.slip39_group_threshold", "The share asks for more groups than it says there are."}},
    {Error::slip39Mixed, {"keys.slip39_mixed", "These shares are not of one set."}},
    {Error::slip39Duplicate,
     {"keys.slip39_duplicate", "Two different shares claim the same place in the set."}},
    {Error::slip39Groups, {"keys.slip39_groups", "Exactly as many groups are needed as the shares ask for."}},
    {Error::slip39Members,
     {"keys.slip39_members", "Exactly as many shares of each group are needed as its shares ask for."}},
    {Error::slip39Digest, {"keys.slip39_digest", "These shares do not belong together."}},
    {Error::slip39Plan,
     {"keys.slip39_plan", "One to 16 groups of one to 16 shares; no threshold above its count; one of one, "
                          "never one of several."}},
    {Error::slip39SecretLength,
     {"keys.slip39_secret_length", "A secret to share has 16 to 64 bytes, an even number."}},
    {Error::slip39Passphrase,
     {"keys.slip39_passphrase", "The passphrase of shares has printable ASCII characters alone."}},
    {Error::seedLength, {"keys.seed_length", "A seed has 16 to 64 bytes."}},
    {Error::seedUnusable, {"keys.seed_unusable", "This seed gives no master key."}},
    {Error::extendedKeyEncoding,
     {"keys.extended_key_encoding", "The extended private key is not written as one."}},
    {Error::extendedKeyChecksum,
     {"keys.extended_key_checksum", "The checksum of the extended private key is wrong."}},
    {Error::extendedKeyVersion,
     {"keys.extended_key_version",
      "This kind of extended private key is not supported: it must begin with xprv or tprv."}},
    {Error::extendedKeyPublic,
     {"keys.extended_key_public", "This is an extended public key; a private one is needed."}},
    {Error::extendedKeyInvalid,
     {"keys.extended_key_invalid", "The extended private key does not hold a private key."}},
    {Error::extendedKeyRootFields,
     {"keys.extended_key_root_fields", "The extended private key claims to be a root and to have a parent."}},
    {Error::wrongNetwork, {"keys.wrong_network", "The private key is for another network."}},
    {Error::depthExceeded, {"keys.depth_exceeded", "A key cannot be derived deeper than 255 steps."}},
    {Error::invalidChild, {"keys.invalid_child", "There is no key at this index."}},
    {Error::officersTooFew, {"keys.officers_too_few", "More officers are needed to open the hot key."}},
    {Error::officerTwice, {"keys.officer_twice", "The same officer was counted twice."}},
    {Error::officerUnknown, {"keys.officer_unknown", "The hot key was not sealed to this officer."}},
    {Error::sharedEnvelopeMalformed,
     {"keys.shared_envelope_malformed", "The hot key envelope does not have the members that one has."}},
    {Error::sharedEnvelopeVersionUnknown,
     {"keys.shared_envelope_version_unknown",
      "The hot key envelope has a version that this program does not know."}},
    {Error::sharedEnvelopeBinding,
     {"keys.shared_envelope_binding", "The hot key envelope was made for another treasury, network or key."}},
    {Error::sharedEnvelopeNotOpened,
     {"keys.shared_envelope_not_opened", "The shares of these officers do not open the hot key."}},
    {Error::sessionUnwrapFailed,
     {"keys.session_unwrap_failed", "The key of this session could not be unwrapped."}},
    {Error::keyMismatch,
     {"keys.key_mismatch", "The private key at this path does not belong to the public key asked for."}},
    {Error::signatureNotVerified,
     {"keys.signature_not_verified", "A signature was made that does not verify. It was discarded."}},
}};

} // namespace

base::ErrorInfo describe(Error error) {
    for (const auto& [key, info] : TABLE)
        if (key == error)
            return info;
    base::checkFailed("keys::Error");
}

} // namespace strongroom::keys
