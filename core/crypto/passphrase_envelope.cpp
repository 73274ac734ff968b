#include "crypto/passphrase_envelope.h"

#include "base/check.h"
#include "base/text_encoding.h"
#include "crypto/kdf.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace strongroom::crypto {

namespace {

constexpr std::int64_t VERSION = 1;
constexpr std::string_view TYPE = "passphrase-envelope";
constexpr std::string_view KDF_NAME = "argon2id";
constexpr std::string_view MAIN_NETWORK = "main";
constexpr std::size_t TREASURY_ID_LENGTH = 64;
constexpr std::size_t MAX_KEY_ID_LENGTH = 64;

constexpr std::array PURPOSES{EnvelopePurpose::databaseSlot, EnvelopePurpose::approvalKey,
                              EnvelopePurpose::hotShare, EnvelopePurpose::coldKey};
constexpr std::array<std::string_view, 4> NETWORKS{MAIN_NETWORK, "test", "signet", "regtest"};

bool isLowerHex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool isWellFormed(const EnvelopeBinding& binding) {
    return binding.treasury.size() == TREASURY_ID_LENGTH && isLowerHex(binding.treasury) &&
           std::find(NETWORKS.begin(), NETWORKS.end(), binding.network) != NETWORKS.end() &&
           !binding.keyId.empty() && binding.keyId.size() <= MAX_KEY_ID_LENGTH && isLowerHex(binding.keyId);
}

std::optional<EnvelopePurpose> parsePurpose(std::string_view text) {
    const auto* const found = std::find_if(PURPOSES.begin(), PURPOSES.end(),
                                           [&](EnvelopePurpose purpose) { return name(purpose) == text; });
    return found == PURPOSES.end() ? std::nullopt : std::optional(*found);
}

std::optional<EnvelopeBinding> parseBinding(const base::Json& json) {
    base::JsonFields fields(json);
    auto keyId = fields.string("key_id");
    auto network = fields.string("network");
    const auto purposeName = fields.string("purpose");
    auto treasury = fields.string("treasury");
    if (!fields.done())
        return std::nullopt;
    const auto purpose = parsePurpose(*purposeName);
    if (!purpose)
        return std::nullopt;
    EnvelopeBinding binding{std::move(*treasury), std::move(*network), *purpose, std::move(*keyId)};
    return isWellFormed(binding) ? std::optional(std::move(binding)) : std::nullopt;
}

struct KdfSettings {
    KdfSalt salt;
    std::int64_t memoryKib;
    std::int64_t passes;
};

std::optional<KdfSettings> parseKdf(const base::Json& json) {
    base::JsonFields fields(json);
    const auto algorithm = fields.string("alg");
    const auto memoryKib = fields.integer("memory_kib");
    const auto passes = fields.integer("passes");
    const auto saltBytes = fields.hex("salt");
    if (!fields.done() || *algorithm != KDF_NAME)
        return std::nullopt;
    const auto salt = KdfSalt::from(*saltBytes);
    return salt ? std::optional(KdfSettings{*salt, *memoryKib, *passes}) : std::nullopt;
}

} // namespace

std::string_view name(EnvelopePurpose purpose) {
    switch (purpose) {
    case EnvelopePurpose::databaseSlot:
        return "database-slot";
    case EnvelopePurpose::approvalKey:
        return "approval-key";
    case EnvelopePurpose::hotShare:
        return "hot-share";
    case EnvelopePurpose::coldKey:
        return "cold-key";
    }
    base::checkFailed("EnvelopePurpose");
}

base::Result<PassphraseKey, Error> PassphraseKey::create(const secret::SecretText& passphrase, KdfUse use,
                                                         base::Random& random) {
    KdfSalt salt;
    random.fill(salt.mutableSpan());
    return derive(passphrase, salt, KdfProfile::forUse(use));
}

base::Result<PassphraseKey, Error> PassphraseKey::derive(const secret::SecretText& passphrase,
                                                         const KdfSalt& salt, const KdfProfile& profile) {
    if (passphrase.isEmpty())
        return base::Unexpected(Error::passphraseEmpty);
    STRONGROOM_ASSIGN(secret::SecretArray<32> root, argon2id(passphrase.utf8(), salt, profile));
    return PassphraseKey(salt, profile, std::move(root));
}

PassphraseEnvelope::PassphraseEnvelope(EnvelopeBinding binding, KdfSalt salt, std::int64_t memoryKib,
                                       std::int64_t passes, AeadNonce nonce, base::Bytes ciphertext)
    : m_binding(std::move(binding)),
      m_salt(salt),
      m_memoryKib(memoryKib),
      m_passes(passes),
      m_nonce(nonce),
      m_ciphertext(std::move(ciphertext)) {}

PassphraseEnvelope PassphraseEnvelope::seal(base::ByteSpan secret, const EnvelopeBinding& binding,
                                            const PassphraseKey& key, base::Random& random) {
    STRONGROOM_CHECK(isWellFormed(binding));
    STRONGROOM_CHECK(secret.size() <= MAX_SECRET);
    STRONGROOM_CHECK(binding.network != MAIN_NETWORK ||
                     key.m_profile.memoryKib() >= KdfProfile::STANDARD_MEMORY_KIB);
    PassphraseEnvelope envelope(binding, key.m_salt, key.m_profile.memoryKib(), key.m_profile.passes(),
                                randomNonce(random), {});
    const std::string associatedData = base::Json(envelope.header()).canonical();
    envelope.m_ciphertext = xchacha20Poly1305Seal(envelope.encryptionKey(key), envelope.m_nonce,
                                                  base::asBytes(associatedData), secret);
    return envelope;
}

base::Result<PassphraseEnvelope, Error> PassphraseEnvelope::parse(const base::Json& json) {
    base::JsonFields fields(json);
    const base::Json* const bound = fields.object("bound");
    auto ciphertext = fields.hex("ciphertext");
    const base::Json* const kdf = fields.object("kdf");
    const auto nonceBytes = fields.hex("nonce");
    const auto type = fields.string("type");
    const auto version = fields.integer("v");
    if (version && *version != VERSION)
        return base::Unexpected(Error::keyEnvelopeVersionUnknown);
    if (!fields.done() || *type != TYPE)
        return base::Unexpected(Error::keyEnvelopeMalformed);
    auto binding = parseBinding(*bound);
    const auto settings = parseKdf(*kdf);
    const auto nonce = AeadNonce::from(*nonceBytes);
    if (!binding || !settings || !nonce || ciphertext->size() < AEAD_TAG_SIZE ||
        ciphertext->size() > MAX_SECRET + AEAD_TAG_SIZE)
        return base::Unexpected(Error::keyEnvelopeMalformed);
    return PassphraseEnvelope(std::move(*binding), settings->salt, settings->memoryKib, settings->passes,
                              *nonce, std::move(*ciphertext));
}

base::Result<PassphraseEnvelope, Error> PassphraseEnvelope::parseBytes(base::ByteSpan bytes) {
    if (bytes.size() > MAX_BYTES)
        return base::Unexpected(Error::keyEnvelopeMalformed);
    const auto json = base::Json::parseCanonical(base::asText(bytes));
    if (!json)
        return base::Unexpected(Error::keyEnvelopeMalformed);
    return parse(*json);
}

base::Json::Object PassphraseEnvelope::header() const {
    return {{"bound", base::Json::Object{{"key_id", m_binding.keyId},
                                         {"network", m_binding.network},
                                         {"purpose", name(m_binding.purpose)},
                                         {"treasury", m_binding.treasury}}},
            {"kdf", base::Json::Object{{"alg", KDF_NAME},
                                       {"memory_kib", m_memoryKib},
                                       {"passes", m_passes},
                                       {"salt", base::toHex(m_salt.span())}}},
            {"type", TYPE},
            {"v", VERSION}};
}

base::Json PassphraseEnvelope::json() const {
    base::Json::Object members = header();
    members.emplace("ciphertext", base::toHex(m_ciphertext));
    members.emplace("nonce", base::toHex(m_nonce.span()));
    return members;
}

AeadKey PassphraseEnvelope::encryptionKey(const PassphraseKey& key) const {
    const std::string info = "strongroom/kek/" + std::string(name(m_binding.purpose)) + "/1";
    return hkdfSha256<32>(key.m_root.span(), {}, base::asBytes(info));
}

base::Result<PassphraseKey, Error> PassphraseEnvelope::deriveKey(const secret::SecretText& passphrase,
                                                                 KdfUse use) const {
    if (use == KdfUse::training && m_binding.network == MAIN_NETWORK)
        return base::Unexpected(Error::trainingOnMain);
    STRONGROOM_ASSIGN(const KdfProfile profile, KdfProfile::fromFile(m_memoryKib, m_passes, use));
    return PassphraseKey::derive(passphrase, m_salt, profile);
}

base::Result<secret::SecureBuffer, Error> PassphraseEnvelope::open(const EnvelopeBinding& expected,
                                                                   const PassphraseKey& key) const {
    if (m_binding != expected)
        return base::Unexpected(Error::keyEnvelopeBinding);
    const std::string associatedData = base::Json(header()).canonical();
    return xchacha20Poly1305Open(encryptionKey(key), m_nonce, base::asBytes(associatedData), m_ciphertext);
}

base::Result<secret::SecureBuffer, Error> PassphraseEnvelope::open(const EnvelopeBinding& expected,
                                                                   const secret::SecretText& passphrase,
                                                                   KdfUse use) const {
    if (m_binding != expected)
        return base::Unexpected(Error::keyEnvelopeBinding);
    STRONGROOM_ASSIGN(const PassphraseKey key, deriveKey(passphrase, use));
    return open(expected, key);
}

} // namespace strongroom::crypto
