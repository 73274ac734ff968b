#include "signer/engine/key_work.h"

#include "base/system_ports.h"
#include "base/text_encoding.h"
#include "crypto/passphrase_envelope.h"
#include "keys/mnemonic.h"
#include "keys/mnemonic_import.h"
#include "keys/session_key.h"
#include "keys/shared_envelope.h"
#include "keys/software_key_provider.h"
#include "signer/engine/errors.h"
#include "signer/engine/failpoint.h"
#include "signer/engine/signing_requests.h"

#include <algorithm>

namespace strongroom::signer {

namespace {

using base::Failure;
using base::Json;
using Answer = base::Result<Frame, Failure>;

constexpr std::size_t SHARE_SIZE = 32;
const std::string NO_TREASURY(64, '0');

base::Unexpected<Failure> badRequest() {
    return base::Unexpected(Failure(EngineError::badRequest));
}

/// The parts of a request that several operations have.
struct Parts {
    Parts(const Frame& request, base::Executor& runsOn)
        : fields(request.header), frame(request), executor(runsOn) {
        operation = fields.string("op").value_or("");
        network = bitcoin::parseNetwork(fields.string("network").value_or(""));
    }

    [[nodiscard]] base::ByteSpan secret() const {
        return frame.secret ? frame.secret->span() : base::ByteSpan();
    }
    [[nodiscard]] base::ByteSpan blob() const {
        return frame.blobs.empty() ? base::ByteSpan() : base::ByteSpan(frame.blobs.front());
    }

    base::JsonFields fields;
    const Frame& frame;
    std::string operation;
    std::optional<bitcoin::Network> network;
    base::Executor& executor;
};

Frame answerWith(Json::Object header, std::vector<base::Bytes> blobs = {}) {
    Frame frame;
    frame.header = Json(std::move(header));
    frame.blobs = std::move(blobs);
    return frame;
}

/// Session key and officers' shares out of the secret section.
struct SessionAndShares {
    keys::SessionKey session;
    std::vector<keys::OfficerShare> shares;
};

std::optional<SessionAndShares> takeSessionAndShares(const Parts& parts, const Json* officers) {
    const base::ByteSpan secret = parts.secret();
    const std::size_t count = officers != nullptr ? officers->array()->size() : 0;
    if (secret.size() != keys::SessionKey::SIZE + count * SHARE_SIZE)
        return std::nullopt;
    SessionAndShares result{keys::SessionKey::fromBytes(secret.first(keys::SessionKey::SIZE)), {}};
    for (std::size_t i = 0; i < count; ++i) {
        const std::string* text = officers->array()->at(i).string();
        const auto bytes = text != nullptr ? base::fromHex(*text) : std::nullopt;
        const auto officer = bytes ? crypto::KeyId::from(*bytes) : std::nullopt;
        if (!officer)
            return std::nullopt;
        result.shares.push_back({*officer, secret::SecretArray<SHARE_SIZE>::copyOf(secret.subspan(
                                               keys::SessionKey::SIZE + i * SHARE_SIZE, SHARE_SIZE))});
    }
    return result;
}

std::optional<keys::WrappedKey> takeWrapped(const Parts& parts,
                                            const std::optional<base::Bytes>& nonceBytes) {
    const auto nonce = nonceBytes ? crypto::AeadNonce::from(*nonceBytes) : std::nullopt;
    if (!nonce)
        return std::nullopt;
    return keys::WrappedKey{*nonce, base::toBytes(parts.blob())};
}

Answer generate(Parts& parts) {
    const auto path = bitcoin::DerivationPath::parse(parts.fields.string("path").value_or("?"));
    const auto secrets = takeSessionAndShares(parts, nullptr);
    if (!parts.fields.done() || !parts.network || !path || !secrets)
        return badRequest();
    base::SystemRandom random;
    const crypto::SecretKeyContext context(random);
    const auto mnemonic = keys::Mnemonic::generate(keys::MnemonicSize::words24, random);
    STRONGROOM_ASSIGN(const keys::Seed seed, mnemonic.seed(secret::SecretText()));
    STRONGROOM_ASSIGN(const auto master, keys::ExtendedPrivateKey::fromSeed(
                                             seed.span(), bitcoin::keyNetwork(*parts.network), context));
    STRONGROOM_ASSIGN(const auto account, master.derive(path->steps(), context));
    const std::string fingerprint = bitcoin::toText(master.fingerprint());
    const keys::WrappedKey wrapped = secrets->session.wrap(account.bytes().span(), fingerprint, random);
    return answerWith({{"fingerprint", fingerprint},
                       {"xpub", account.neuter().text()},
                       {"nonce", base::toHex(wrapped.nonce.span())}},
                      {wrapped.ciphertext});
}

/// Both directions between a session's wrapping and the officers' shared envelope.
Answer sealHot(Parts& parts) {
    const keys::SharedBinding binding{parts.fields.string("treasury").value_or(""),
                                      parts.network.value_or(bitcoin::Network::main),
                                      parts.fields.string("key_id").value_or("")};
    const Json* officers = parts.fields.array("officers");
    const auto threshold = parts.fields.integer("threshold");
    const auto wrapped = takeWrapped(parts, parts.fields.hex("nonce"));
    const auto label = parts.fields.string("label");
    const auto secrets = takeSessionAndShares(parts, officers);
    if (!parts.fields.done() || !parts.network || !wrapped || !secrets || *threshold < 0)
        return badRequest();
    base::SystemRandom random;
    STRONGROOM_ASSIGN(const secret::SecureBuffer key, secrets->session.unwrap(*wrapped, *label));
    STRONGROOM_ASSIGN(const auto envelope,
                      keys::SharedEnvelope::seal(key.span(), binding, secrets->shares,
                                                 static_cast<std::size_t>(*threshold), random));
    return answerWith({}, {base::toBytes(base::asBytes(envelope.text()))});
}

Answer unsealHot(Parts& parts) {
    const keys::SharedBinding binding{parts.fields.string("treasury").value_or(""),
                                      parts.network.value_or(bitcoin::Network::main),
                                      parts.fields.string("key_id").value_or("")};
    const Json* officers = parts.fields.array("officers");
    const auto label = parts.fields.string("label");
    const auto secrets = takeSessionAndShares(parts, officers);
    if (!parts.fields.done() || !parts.network || !secrets)
        return badRequest();
    base::SystemRandom random;
    STRONGROOM_ASSIGN(const auto envelope, keys::SharedEnvelope::parseBytes(parts.blob()));
    STRONGROOM_ASSIGN(const secret::SecureBuffer key, envelope.open(binding, secrets->shares));
    const keys::WrappedKey wrapped = secrets->session.wrap(key.span(), *label, random);
    return answerWith({{"nonce", base::toHex(wrapped.nonce.span())}}, {wrapped.ciphertext});
}

/// Signs with an account key and answers with the signatures, each checked against its public key.
Answer signWith(keys::ExtendedPrivateKey account, const std::vector<keys::SigningRequest>& requests,
                base::Random& random, base::Executor& executor) {
    failpoint("child.unwrapped");
    keys::SoftwareKeyProvider provider(std::move(account), random, executor);
    STRONGROOM_ASSIGN(keys::UncheckedSignatures made, provider.make(requests));
    failpoint("child.signed");
    auto checked = std::move(made).check(requests, executor);
    if (!checked)
        return base::Unexpected(Failure(provider.whyNotVerified(requests)));
    failpoint("child.verified");
    return answerWith({}, keys::bytesOf(std::move(checked).value()));
}

Answer signHot(Parts& parts) {
    const auto label = parts.fields.string("label");
    const auto wrapped = takeWrapped(parts, parts.fields.hex("nonce"));
    const Json* jobs = parts.fields.array("jobs");
    const auto requests = jobs != nullptr ? parseRequests(*jobs) : std::nullopt;
    const auto secrets = takeSessionAndShares(parts, nullptr);
    if (!parts.fields.done() || !parts.network || !wrapped || !requests || !secrets)
        return badRequest();
    base::SystemRandom random;
    const crypto::SecretKeyContext context(random);
    STRONGROOM_ASSIGN(const secret::SecureBuffer key, secrets->session.unwrap(*wrapped, *label));
    STRONGROOM_ASSIGN(auto account, keys::ExtendedPrivateKey::fromBytes(key.span(), context));
    return signWith(std::move(account), *requests, random, parts.executor);
}

std::optional<crypto::KdfUse> takeUse(Parts& parts) {
    const std::string use = parts.fields.string("use").value_or("");
    if (use == "real")
        return crypto::KdfUse::real;
    if (use == "training")
        return crypto::KdfUse::training;
    return std::nullopt;
}

crypto::EnvelopeBinding coldBinding(bitcoin::Network network, std::string keyId) {
    return {NO_TREASURY, std::string(bitcoin::name(network)), crypto::EnvelopePurpose::coldKey,
            std::move(keyId)};
}

Answer createCold(Parts& parts) {
    const auto path = bitcoin::DerivationPath::parse(parts.fields.string("path").value_or("?"));
    const auto use = takeUse(parts);
    const auto import = parts.fields.boolean("import");
    const base::ByteSpan secret = parts.secret();
    const auto divider = std::find(secret.begin(), secret.end(), std::uint8_t{0});
    if (!parts.fields.done() || !parts.network || !path || !use || *import != (divider != secret.end()))
        return badRequest();
    const auto passphraseSize = static_cast<std::size_t>(divider - secret.begin());
    STRONGROOM_ASSIGN(const auto passphrase, secret::SecretText::fromUtf8(secret.first(passphraseSize)));
    base::SystemRandom random;
    const crypto::SecretKeyContext context(random);
    STRONGROOM_ASSIGN(const auto typed, secret::SecretText::fromUtf8(
                                            *import ? secret.subspan(passphraseSize + 1) : base::ByteSpan()));
    auto parsed =
        *import ? keys::Mnemonic::parse(typed)
                : keys::Result<keys::Mnemonic>(keys::Mnemonic::generate(keys::MnemonicSize::words24, random));
    STRONGROOM_ASSIGN(const keys::Mnemonic mnemonic, std::move(parsed));
    STRONGROOM_ASSIGN(const keys::Seed seed, mnemonic.seed(secret::SecretText()));
    STRONGROOM_ASSIGN(const auto master, keys::ExtendedPrivateKey::fromSeed(
                                             seed.span(), bitcoin::keyNetwork(*parts.network), context));
    STRONGROOM_ASSIGN(const auto account, master.derive(path->steps(), context));
    const std::string fingerprint = bitcoin::toText(master.fingerprint());
    STRONGROOM_ASSIGN(const auto key, crypto::PassphraseKey::create(passphrase, *use, random));
    const auto envelope = crypto::PassphraseEnvelope::seal(
        mnemonic.words().utf8(), coldBinding(*parts.network, fingerprint), key, random);
    return answerWith({{"fingerprint", fingerprint}, {"xpub", account.neuter().text()}},
                      {base::toBytes(base::asBytes(envelope.text()))});
}

base::Result<secret::SecretText, Failure> openCold(Parts& parts, crypto::KdfUse use,
                                                   const std::string& keyId) {
    STRONGROOM_ASSIGN(const auto passphrase, secret::SecretText::fromUtf8(parts.secret()));
    STRONGROOM_ASSIGN(const auto envelope, crypto::PassphraseEnvelope::parseBytes(parts.blob()));
    STRONGROOM_ASSIGN(const secret::SecureBuffer words,
                      envelope.open(coldBinding(*parts.network, keyId), passphrase, use));
    STRONGROOM_ASSIGN(auto text, secret::SecretText::fromUtf8(words.span()));
    return text;
}

Answer wordsOfCold(Parts& parts) {
    const auto use = takeUse(parts);
    const auto keyId = parts.fields.string("key_id");
    if (!parts.fields.done() || !parts.network || !use)
        return badRequest();
    STRONGROOM_ASSIGN(const secret::SecretText words, openCold(parts, *use, *keyId));
    Frame frame = answerWith({});
    frame.secret = secret::SecureBuffer::copyOf(words.utf8());
    return frame;
}

/// Whether the passphrase opens the key; says nothing else.
Answer checkCold(Parts& parts) {
    const auto use = takeUse(parts);
    const auto keyId = parts.fields.string("key_id");
    if (!parts.fields.done() || !parts.network || !use)
        return badRequest();
    STRONGROOM_TRY(openCold(parts, *use, *keyId));
    return answerWith({});
}

Answer signCold(Parts& parts) {
    const auto use = takeUse(parts);
    const auto keyId = parts.fields.string("key_id");
    const auto path = bitcoin::DerivationPath::parse(parts.fields.string("path").value_or("?"));
    const Json* jobs = parts.fields.array("jobs");
    const auto requests = jobs != nullptr ? parseRequests(*jobs) : std::nullopt;
    if (!parts.fields.done() || !parts.network || !use || !path || !requests)
        return badRequest();
    base::SystemRandom random;
    const crypto::SecretKeyContext context(random);
    STRONGROOM_ASSIGN(const secret::SecretText words, openCold(parts, *use, *keyId));
    STRONGROOM_ASSIGN(const auto master,
                      keys::importKey(words, secret::SecretText(), *parts.network, context));
    STRONGROOM_ASSIGN(auto account, master.derive(path->steps(), context));
    return signWith(std::move(account), *requests, random, parts.executor);
}

Answer dispatch(Parts& parts) {
    if (parts.operation == "generate")
        return generate(parts);
    if (parts.operation == "seal_hot")
        return sealHot(parts);
    if (parts.operation == "unseal_hot")
        return unsealHot(parts);
    if (parts.operation == "sign_hot")
        return signHot(parts);
    if (parts.operation == "create_cold")
        return createCold(parts);
    if (parts.operation == "words_cold")
        return wordsOfCold(parts);
    if (parts.operation == "check_cold")
        return checkCold(parts);
    if (parts.operation == "sign_cold")
        return signCold(parts);
    return badRequest();
}

} // namespace

Frame workOnKey(const Frame& request, base::Executor& executor) {
    Parts parts(request, executor);
    auto answer = dispatch(parts);
    return answer ? std::move(*answer) : refusalFrame(answer.error());
}

} // namespace strongroom::signer
