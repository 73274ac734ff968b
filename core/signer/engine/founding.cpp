#include "signer/engine/founding.h"

#include "descriptor/descriptor.h"
#include "signer/engine/fields.h"
#include "treasury/record_judge.h"

#include <algorithm>

namespace strongroom::signer {

using base::Failure;
using base::Json;

/// What the coordinator asks for; everything is checked once more by authority::found().
struct Founding::Plan {
    std::string name;
    bitcoin::Network network = bitcoin::Network::regtest;
    authority::NetworkName networkName = authority::NetworkName::regtest;
    authority::Purpose purpose = authority::Purpose::live;
    std::string log;
    std::string folder;
    Json policy;
    authority::ChangeRules rules;
    std::string vaultName;
    std::uint32_t gapLimit = 0;
};

std::string hotAccountPath(bitcoin::Network network) {
    return "m/84h/" + std::to_string(bitcoin::coinType(network)) + "h/0h";
}

std::string seatFolderName(std::string_view treasury, std::string_view log) {
    return std::string(treasury.substr(0, 16)) + "-" + std::string(log);
}

Frame Founding::handle(ClientId /*client*/, const Frame& request) {
    const std::string verb = stringField(request, "verb");
    auto answer = verb == "enrol"    ? enrol(request)
                  : verb == "remove" ? remove(request)
                  : verb == "finish" ? finish(request)
                                     : Answer(refuse(EngineError::unknownVerb));
    return answer ? std::move(*answer) : refusalFrame(answer.error());
}

Answer Founding::enrol(const Frame& request) {
    const Json* roles = request.header.find("roles");
    const Json* training = request.header.find("training");
    if (!request.secret || roles == nullptr || roles->array() == nullptr || training == nullptr ||
        training->boolean() == nullptr)
        return refuse(EngineError::badRequest);
    const auto use = *training->boolean() ? crypto::KdfUse::training : crypto::KdfUse::real;
    if (m_use && *m_use != use)
        return refuse(EngineError::foundingChanged);
    auto key = crypto::Ed25519KeyPair::generate(*m_ports.random);
    quorum::Person person;
    person.id = quorum::personIdOf(key.publicKey());
    person.handle = stringField(request, "person");
    person.name = stringField(request, "name");
    for (const Json& item : *roles->array()) {
        const auto role = quorum::parseRole(item.string() != nullptr ? *item.string() : "");
        if (!role)
            return base::Unexpected(Failure(quorum::Error::unknownRole));
        person.roles.push_back(*role);
    }
    std::sort(person.roles.begin(), person.roles.end());
    person.devices.push_back({key.publicKey(), crypto::keyIdOf(key.publicKey()),
                              stringField(request, "device"), quorum::DeviceState::active,
                              key.sign(quorum::possessionDigest(person.id, key.publicKey()).span())});
    std::vector<quorum::Person> everybody{person};
    for (const Founder& founder : m_founders)
        everybody.push_back(founder.person);
    STRONGROOM_TRY(quorum::Roster::make(std::move(everybody))); // names, handles and roles are sound
    STRONGROOM_ASSIGN(const auto passphrase, secret::SecretText::fromUtf8(request.secret->span()));
    STRONGROOM_ASSIGN(auto passphraseKey, crypto::PassphraseKey::create(passphrase, use, *m_ports.random));
    auto share = keys::newOfficerShare(person.devices.front().id, *m_ports.random);
    m_use = use;
    Frame answer =
        answerWith({{"person_id", hexOf(person.id)}, {"key_id", hexOf(person.devices.front().id)}});
    m_founders.push_back({std::move(person), std::move(key), std::move(passphraseKey), std::move(share)});
    return answer;
}

Answer Founding::remove(const Frame& request) {
    const std::string handle = stringField(request, "person");
    const auto found = std::find_if(m_founders.begin(), m_founders.end(),
                                    [&](const Founder& founder) { return founder.person.handle == handle; });
    if (found == m_founders.end())
        return refuse(EngineError::unknownPerson);
    m_founders.erase(found);
    return answerWith({});
}

base::Result<Founding::Plan, Failure> Founding::readPlan(const Frame& request) const {
    Plan plan;
    plan.name = stringField(request, "name");
    plan.log = stringField(request, "log");
    plan.folder = stringField(request, "folder");
    plan.vaultName = stringField(request, "vault_name");
    const auto network = bitcoin::parseNetwork(stringField(request, "network"));
    const auto networkName = authority::parseNetworkName(stringField(request, "network"));
    const auto gap = integerField(request, "gap_limit");
    const Json* policy = request.header.find("policy");
    const Json* rules = request.header.find("change_rules");
    if (!network || !networkName || !gap || *gap < 1 || *gap > authority::MAX_GAP_LIMIT ||
        policy == nullptr || rules == nullptr || plan.folder.empty() || plan.folder.front() != '/' || !m_use)
        return refuse(EngineError::badRequest);
    plan.network = *network;
    plan.networkName = *networkName;
    plan.purpose =
        *m_use == crypto::KdfUse::training ? authority::Purpose::training : authority::Purpose::live;
    plan.gapLimit = static_cast<std::uint32_t>(*gap);
    plan.policy = *policy;
    STRONGROOM_ASSIGN(plan.rules, authority::parseChangeRules(*rules));
    return plan;
}

base::Result<Founding::HotKey, Failure> Founding::makeHotKey(const Plan& plan) {
    HotKey hot{keys::SessionKey(*m_ports.random), {}, {}, {}};
    const std::string path = hotAccountPath(plan.network);
    Frame work = answerWith(
        {{"op", "generate"}, {"network", std::string(bitcoin::name(plan.network))}, {"path", path}});
    work.secret = secret::SecureBuffer::copyOf(hot.session.bytes());
    STRONGROOM_ASSIGN(Frame reply, m_ports.helper->run(work));
    const auto nonce = fixedField<crypto::AeadNonce>(reply, "nonce");
    if (!nonce || reply.blobs.size() != 1)
        return refuse(EngineError::badRequest);
    hot.wrapped = {*nonce, std::move(reply.blobs.front())};
    hot.fingerprint = stringField(reply, "fingerprint");
    const std::string text =
        "wpkh([" + hot.fingerprint + path.substr(1) + "]" + stringField(reply, "xpub") + "/<0;1>/*)";
    STRONGROOM_ASSIGN(const auto descriptor, descriptor::Descriptor::parse(text, plan.network));
    hot.vault.id = *crypto::Hash256::from(descriptor.id().span());
    hot.vault.name = plan.vaultName;
    hot.vault.tier = authority::VaultTier::hot;
    hot.vault.descriptor = descriptor.text();
    hot.vault.gapLimit = plan.gapLimit;
    return hot;
}

base::Result<crypto::SignedObject, Failure> Founding::signGenesis(const Plan& plan, const HotKey& hot,
                                                                  const crypto::Ed25519PublicKey& logKey) {
    std::vector<quorum::Person> people;
    std::vector<quorum::PersonId> founders;
    for (const Founder& founder : m_founders) {
        people.push_back(founder.person);
        founders.push_back(founder.person.id);
    }
    std::sort(founders.begin(), founders.end());
    STRONGROOM_ASSIGN(quorum::Roster roster, quorum::Roster::make(std::move(people)));
    authority::Genesis genesis{.name = plan.name,
                               .network = plan.networkName,
                               .purpose = plan.purpose,
                               .created = m_ports.clock->now(),
                               .founders = std::move(founders),
                               .people = {std::move(roster), plan.rules},
                               .policy = plan.policy,
                               .vaults = {hot.vault},
                               .logs = {{plan.log, logKey, authority::RecordState::active}}};
    m_ports.random->fill(genesis.nonce);
    crypto::Unsigned object = authority::toUnsigned(genesis);
    std::vector<crypto::Signature> signatures;
    for (const Founder& founder : m_founders)
        signatures.push_back(crypto::signWith(object, founder.key));
    return crypto::assemble(std::move(object), std::move(signatures));
}

base::Result<base::Bytes, Failure> Founding::sealHotKey(const HotKey& hot, const std::string& treasury,
                                                        bitcoin::Network network) {
    Json::Array officers;
    std::vector<const Founder*> holders;
    for (const Founder& founder : m_founders) {
        if (founder.person.hasRole(quorum::Role::officer))
            holders.push_back(&founder);
    }
    if (holders.size() > keys::SharedEnvelope::MAX_OFFICERS)
        return refuse(EngineError::tooManyOfficers);
    constexpr std::size_t SHARE_SIZE = 32;
    secret::SecureBuffer secrets(keys::SessionKey::SIZE + holders.size() * SHARE_SIZE);
    auto out =
        std::copy(hot.session.bytes().begin(), hot.session.bytes().end(), secrets.mutableSpan().begin());
    for (const Founder* founder : holders) {
        officers.emplace_back(hexOf(founder->share.officer));
        out = std::copy(founder->share.share.span().begin(), founder->share.share.span().end(), out);
    }
    Frame work = answerWith({{"op", "seal_hot"},
                             {"treasury", treasury},
                             {"network", std::string(bitcoin::name(network))},
                             {"key_id", hexOf(hot.vault.id)},
                             {"officers", std::move(officers)},
                             {"threshold", static_cast<std::int64_t>(keys::SharedEnvelope::MIN_THRESHOLD)},
                             {"nonce", hexOf(hot.wrapped.nonce)},
                             {"label", hot.fingerprint}},
                            {hot.wrapped.ciphertext});
    work.secret = std::move(secrets);
    STRONGROOM_ASSIGN(Frame reply, m_ports.helper->run(work));
    if (reply.blobs.size() != 1)
        return refuse(EngineError::badRequest);
    return std::move(reply.blobs.front());
}

void Founding::sealFor(const Founder& founder, const std::string& treasury, const std::string& network,
                       base::ByteSpan databaseKey, std::vector<base::Bytes>& blobs) {
    const std::string keyId = hexOf(founder.person.devices.front().id);
    const crypto::Ed25519Seed seed = founder.key.seed();
    const auto seal = [&](crypto::EnvelopePurpose purpose, base::ByteSpan secret) {
        const auto envelope = crypto::PassphraseEnvelope::seal(secret, {treasury, network, purpose, keyId},
                                                               founder.passphraseKey, *m_ports.random);
        blobs.push_back(base::toBytes(base::asBytes(envelope.text())));
    };
    seal(crypto::EnvelopePurpose::databaseSlot, databaseKey);
    seal(crypto::EnvelopePurpose::approvalKey, seed.span());
    seal(crypto::EnvelopePurpose::hotShare, founder.share.share.span());
}

Answer Founding::finish(const Frame& request) {
    STRONGROOM_ASSIGN(const Plan plan, readPlan(request));
    STRONGROOM_ASSIGN(const HotKey hot, makeHotKey(plan));
    auto logKey = crypto::Ed25519KeyPair::generate(*m_ports.random);
    const crypto::Ed25519Seed logSeed = logKey.seed();
    STRONGROOM_ASSIGN(const crypto::SignedObject genesis, signGenesis(plan, hot, logKey.publicKey()));
    const treasury::RecordJudge rules;
    STRONGROOM_ASSIGN(const authority::AuthorityState state, authority::found(genesis, rules));
    STRONGROOM_ASSIGN(const base::Bytes hotEnvelope, sealHotKey(hot, state.treasuryText(), plan.network));

    secret::SecureBuffer databaseKey(32);
    m_ports.random->fill(databaseKey.mutableSpan());
    const std::string folder = plan.folder + "/" + seatFolderName(state.treasuryText(), plan.log);
    STRONGROOM_TRY(Seat::found(m_ports, folder, genesis, state, {state.treasuryText(), plan.log},
                               std::move(logKey), logSeed, databaseKey.span(),
                               {hexOf(hot.vault.id), hotEnvelope}));

    std::vector<base::Bytes> blobs{genesis.bytes()};
    Json::Array people;
    for (const Founder& founder : m_founders) {
        sealFor(founder, state.treasuryText(), std::string(bitcoin::name(plan.network)), databaseKey.span(),
                blobs);
        people.push_back(Json::Object{{"person", founder.person.handle}, {"name", founder.person.name}});
    }
    Frame answer = answerWith({{"treasury", state.treasuryText()},
                               {"seat", folder},
                               {"vault", hexOf(hot.vault.id)},
                               {"people", std::move(people)}},
                              std::move(blobs));
    answer.secret = std::move(databaseKey);
    m_founders.clear();
    m_done = true;
    return answer;
}

} // namespace strongroom::signer
