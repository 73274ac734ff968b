#include "service/station.h"

#include "authority/chain.h"
#include "descriptor/descriptor.h"
#include "service/registration.h"
#include "service/station_report.h"
#include "service/workspace_state.h"
#include "treasury/record_judge.h"

#include <algorithm>
#include <array>

namespace strongroom::service {

using base::Json;

namespace {

constexpr std::size_t SHORTEST_PASSPHRASE = 12;
constexpr std::size_t LOG_SUFFIX_BYTES = 2; ///< Tells the logs of one key apart, and is short to type.

using Connection = std::unique_ptr<signer::Connection>;

Outcome<signer::Frame> call(signer::Connection& connection, std::string verb, Json::Object fields = {},
                            std::vector<base::Bytes> blobs = {}, const SecretText* passphrase = nullptr) {
    signer::Frame request;
    fields.insert_or_assign("verb", std::move(verb));
    request.header = Json(std::move(fields));
    request.blobs = std::move(blobs);
    if (passphrase != nullptr)
        request.secret = secret::SecureBuffer::copyOf(passphrase->utf8());
    return connection.call(request);
}

Outcome<Connection> connectTo(const Ports& ports, const std::string& folder) {
    if (folder.empty() || folder.front() != '/' || !ports.files->exists(folder))
        return base::Unexpected(base::Failure(Error::workspaceNotFound));
    return ports.connectSigner(folder);
}

std::string textIn(const signer::Frame& reply, std::string_view name) {
    const Json* value = reply.header.find(name);
    return value != nullptr && value->string() != nullptr ? *value->string() : "";
}

std::int64_t numberIn(const signer::Frame& reply, std::string_view name) {
    const Json* value = reply.header.find(name);
    return value != nullptr && value->integer() != nullptr ? *value->integer() : 0;
}

bool flagIn(const signer::Frame& reply, std::string_view name) {
    const Json* value = reply.header.find(name);
    return value != nullptr && value->boolean() != nullptr && *value->boolean();
}

StationCard cardOf(const Ports& ports, const std::string& folder, const signer::Frame& reply) {
    StationCard card;
    card.folder = folder;
    card.label = textIn(reply, "label");
    card.network = textIn(reply, "network");
    card.training = flagIn(reply, "training");
    card.fingerprint = textIn(reply, "fingerprint");
    card.path = textIn(reply, "path");
    // "m/48h/…" is written without its root inside a key origin.
    card.xpub = "[" + card.fingerprint + card.path.substr(std::min<std::size_t>(1, card.path.size())) + "]" +
                textIn(reply, "xpub");
    card.wordsShown = flagIn(reply, "words_shown");
    if (!flagIn(reply, "provisioned"))
        return card;
    card.treasuryName = textIn(reply, "treasury_name");
    card.genesisDigest = textIn(reply, "treasury");
    card.authorityVersion = numberIn(reply, "authority_version");
    card.authoritySentence = authoritySentence(numberIn(reply, "policy_version"),
                                               {numberIn(reply, "people_since")}, ports.clock->now());
    card.log = textIn(reply, "log");
    card.logKey = textIn(reply, "log_key");
    card.open = textIn(reply, "phase") == "open";
    return card;
}

Outcome<StationCard> describe(const Ports& ports, signer::Connection& connection, const std::string& folder) {
    STRONGROOM_ASSIGN(const signer::Frame reply, call(connection, "station"));
    return cardOf(ports, folder, reply);
}

std::vector<base::Bytes> changesOf(const Registration& registration) {
    std::vector<base::Bytes> blobs;
    for (const Registration::Change& change : registration.changes) {
        blobs.push_back(change.head);
        blobs.push_back(change.document);
    }
    return blobs;
}

/// Digits in groups, as people read them aloud and type them.
std::string withoutSpaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

class OpenStation final : public Station {
public:
    OpenStation(const Ports& ports, Connection connection, StationCard card)
        : m_ports(ports), m_connection(std::move(connection)), m_card(std::move(card)) {}

    const StationCard& card() const override { return m_card; }

    Outcome<StationReview> review(base::ByteSpan request) override {
        STRONGROOM_ASSIGN(const signer::Frame reply,
                          call(*m_connection, "review", {}, {base::toBytes(request)}));
        return readReport(reply.header);
    }

    Outcome<base::Bytes> sign(base::ByteSpan request, const std::string& shownDigest,
                              const SecretText& passphrase) override {
        STRONGROOM_ASSIGN(signer::Frame reply,
                          call(*m_connection, "sign_cold", {{"shown_digest", shownDigest}},
                               {base::toBytes(request)}, &passphrase));
        if (reply.blobs.size() != 1)
            return base::Unexpected(base::Failure(signer::Error::malformedFrame));
        return std::move(reply.blobs.front());
    }

    Outcome<StationCard> updateRegistration(base::ByteSpan bundle) override {
        STRONGROOM_ASSIGN(const Registration registration, parseRegistration(bundle));
        STRONGROOM_ASSIGN(const std::string digest, genesisDigest(registration));
        if (digest != m_card.genesisDigest)
            return base::Unexpected(base::Failure(Error::otherTreasury));
        STRONGROOM_TRY(call(*m_connection, "adopt", {}, changesOf(registration)));
        STRONGROOM_ASSIGN(m_card, describe(m_ports, *m_connection, m_card.folder));
        return m_card;
    }

    Outcome<void> lock() override {
        STRONGROOM_TRY(call(*m_connection, "lock"));
        m_card.open = false;
        return {};
    }

private:
    Ports m_ports;
    Connection m_connection;
    StationCard m_card;
};

/// Names of cold vaults that have this key.
std::vector<std::string> vaultsWith(const authority::AuthorityState& authority, const std::string& xpub) {
    std::vector<std::string> names;
    const auto own = bitcoin::ExtendedPubKey::parse(xpub);
    const auto registry = treasury::Registry::make(authority);
    if (!own || !registry)
        return names;
    for (const vault::Vault& vault : registry->vaults()) {
        const auto& keys = vault.descriptor.keys();
        const bool mine = std::any_of(keys.begin(), keys.end(), [&](const descriptor::KeyExpression& key) {
            return key.extended && key.extended->sameKey(*own);
        });
        if (mine)
            names.push_back(vault.name);
    }
    return names;
}

} // namespace

Outcome<StationCard> createStation(const Ports& ports, const StationSetup& setup, StationKeyOrigin origin,
                                   const SecretText& mnemonic, const SecretText& passphrase) {
    if (passphrase.size() < SHORTEST_PASSPHRASE)
        return base::Unexpected(base::Failure(Error::passphraseShort));
    if (setup.folder.empty() || setup.folder.front() != '/')
        return base::Unexpected(base::Failure(Error::workspaceNotFound));
    STRONGROOM_TRY(ports.files->createFolders(setup.folder));
    STRONGROOM_ASSIGN(const Connection connection, ports.connectSigner(setup.folder));
    signer::Frame request;
    const bool imported = origin == StationKeyOrigin::imported;
    request.header = Json(Json::Object{{"verb", "station_create"},
                                       {"label", setup.label},
                                       {"network", setup.network},
                                       {"training", setup.training},
                                       {"import", imported}});
    const base::ByteSpan first = passphrase.utf8();
    const base::ByteSpan words = imported ? mnemonic.utf8() : base::ByteSpan();
    secret::SecureBuffer secret(first.size() + (imported ? 1 + words.size() : 0));
    const auto divider = std::copy(first.begin(), first.end(), secret.mutableSpan().begin());
    if (imported) {
        *divider = 0;
        std::copy(words.begin(), words.end(), divider + 1);
    }
    request.secret = std::move(secret);
    STRONGROOM_ASSIGN(const signer::Frame reply, connection->call(request));
    return cardOf(ports, setup.folder, reply);
}

Outcome<SecretText> stationWords(const Ports& ports, const std::string& folder,
                                 const SecretText& passphrase) {
    STRONGROOM_ASSIGN(const Connection connection, connectTo(ports, folder));
    STRONGROOM_ASSIGN(const signer::Frame reply, call(*connection, "station_words", {}, {}, &passphrase));
    if (!reply.secret)
        return base::Unexpected(base::Failure(signer::Error::malformedFrame));
    STRONGROOM_ASSIGN(SecretText words, SecretText::fromUtf8(reply.secret->span()));
    return words;
}

Outcome<RegistrationCard> readRegistration(const Ports& ports, const std::string& folder,
                                           base::ByteSpan bundle) {
    STRONGROOM_ASSIGN(const StationCard station, readStation(ports, folder));
    STRONGROOM_ASSIGN(const Registration registration, parseRegistration(bundle));
    STRONGROOM_ASSIGN(const auto genesis,
                      crypto::SignedObject::parse(registration.genesis, authority::MAX_GENESIS_BYTES));
    std::vector<authority::Change> changes;
    for (const Registration::Change& change : registration.changes) {
        STRONGROOM_ASSIGN(auto head, crypto::SignedObject::parse(change.head, authority::MAX_HEAD_BYTES));
        changes.push_back({std::move(head), change.document});
    }
    STRONGROOM_ASSIGN(const authority::AuthorityState state,
                      authority::replay(genesis, changes, treasury::RecordJudge()));
    return RegistrationCard{state.name(),
                            std::string(authority::name(state.network())),
                            state.purpose() == authority::Purpose::training,
                            state.treasuryText(),
                            state.version(),
                            authoritySentence(state.policyVersion(), state.rosterSince(), ports.clock->now()),
                            vaultsWith(state, station.xpub.substr(station.xpub.find(']') + 1))};
}

Outcome<StationCard> provisionStation(const Ports& ports, const std::string& folder, base::ByteSpan bundle,
                                      const std::string& confirmedDigest, const SecretText& passphrase) {
    STRONGROOM_ASSIGN(const StationCard station, readStation(ports, folder));
    STRONGROOM_ASSIGN(const Registration registration, parseRegistration(bundle));
    STRONGROOM_ASSIGN(const Connection connection, connectTo(ports, folder));
    std::vector<base::Bytes> blobs{{}, registration.genesis};
    for (base::Bytes& change : changesOf(registration))
        blobs.push_back(std::move(change));
    // Named after its key; a log has one key for ever, so a station that is set up anew begins another one.
    std::array<std::uint8_t, LOG_SUFFIX_BYTES> suffix{};
    ports.random->fill(suffix);
    STRONGROOM_TRY(call(*connection, "provision",
                        {{"log", "station-" + station.fingerprint + "-" + base::toHex(suffix)},
                         {"digest", withoutSpaces(confirmedDigest)}},
                        std::move(blobs), &passphrase));
    return describe(ports, *connection, folder);
}

Outcome<StationCard> readStation(const Ports& ports, const std::string& folder) {
    STRONGROOM_ASSIGN(const Connection connection, connectTo(ports, folder));
    return describe(ports, *connection, folder);
}

Outcome<std::unique_ptr<Station>> openStation(const Ports& ports, const std::string& folder,
                                              const SecretText& passphrase) {
    STRONGROOM_ASSIGN(Connection connection, connectTo(ports, folder));
    STRONGROOM_ASSIGN(const signer::Frame reply, call(*connection, "unlock", {}, {}, &passphrase));
    StationCard card = cardOf(ports, folder, reply);
    std::unique_ptr<Station> station =
        std::make_unique<OpenStation>(ports, std::move(connection), std::move(card));
    return station;
}

} // namespace strongroom::service
