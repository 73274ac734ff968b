#include "service/found_treasury.h"

#include "authority/genesis.h"
#include "chain/training_chain.h"
#include "crypto/envelope.h"
#include "service/starter_rules.h"
#include "service/workspace_files.h"
#include "service/workspace_state.h"
#include "store/objects.h"

#include <algorithm>
#include <map>

namespace strongroom::service {

using base::Failure;
using base::Json;

namespace {

constexpr const char* FIRST_LOG = "console";
constexpr const char* HOT_VAULT_NAME = "Hot";
constexpr std::int64_t HOT_GAP_LIMIT = 1'000;
/// Slot, approval key and hot share of each person (docs/formats/signer-protocol.md).
constexpr std::size_t ENVELOPES_PER_PERSON = 3;

struct Founded {
    crypto::SignedObject genesis;
    std::string seatFolder;
    signer::Frame reply;
};

Outcome<void> writeEnvelope(base::FileSystem& files, const std::string& path, base::ByteSpan envelope) {
    STRONGROOM_TRY(base::writeWhole(files, path, envelope));
    return {};
}

class Session final : public FoundingSession {
public:
    Session(const Ports& ports, std::string folder, FoundingPlan plan,
            std::unique_ptr<signer::Connection> signer)
        : m_ports(ports), m_folder(std::move(folder)), m_plan(std::move(plan)), m_signer(std::move(signer)) {}

    [[nodiscard]] Outcome<void> enrol(const Enrolment& person, const SecretText& passphrase) override;
    [[nodiscard]] Outcome<void> remove(const std::string& personId) override;
    [[nodiscard]] FoundingReview review(const StarterLimits& limits) const override;
    [[nodiscard]] Outcome<WorkspaceCard> complete(const StarterLimits& limits) override;

private:
    [[nodiscard]] Outcome<Founded> found(const StarterLimits& limits, const std::string& temporary);
    [[nodiscard]] Outcome<Slots> slotsOf(const Founded& founded) const;
    [[nodiscard]] Outcome<void> writeWorkspace(const Founded& founded, const Slots& slots,
                                               const StarterLimits& limits, const std::string& folder);
    [[nodiscard]] Outcome<void> writeDatabase(const Founded& founded, const StarterLimits& limits,
                                              const std::string& folder);
    [[nodiscard]] std::string seatsFolder(const std::string& folder) const {
        return m_plan.training ? folder + "/seats" : m_ports.stateFolder;
    }

    Ports m_ports;
    std::string m_folder;
    FoundingPlan m_plan;
    std::unique_ptr<signer::Connection> m_signer;
    std::vector<Enrolment> m_people; ///< In the order of enrolment, as the signer has them.
    std::map<std::string, std::string> m_shownPassphrases; ///< Training only.
};

Outcome<void> Session::enrol(const Enrolment& person, const SecretText& passphrase) {
    const auto same = [&](const Enrolment& one) { return one.personId == person.personId; };
    if (std::any_of(m_people.begin(), m_people.end(), same))
        return base::Unexpected(Error::personExists);
    if (!m_plan.training && passphrase.size() < LEAST_PASSPHRASE)
        return base::Unexpected(Error::passphraseShort);
    Json::Array roles;
    for (const std::string& role : person.roles)
        roles.emplace_back(role);
    signer::Frame request;
    request.header = Json::Object{
        {"verb", "enrol"},           {"person", person.personId},         {"name", person.name},
        {"roles", std::move(roles)}, {"device", person.name + "'s desk"}, {"training", m_plan.training}};
    request.secret = secret::SecureBuffer::copyOf(passphrase.utf8());
    STRONGROOM_TRY(m_signer->call(request));
    m_people.push_back(person);
    if (m_plan.training)
        m_shownPassphrases[person.personId] = std::string(base::asText(passphrase.utf8()));
    return {};
}

Outcome<void> Session::remove(const std::string& personId) {
    signer::Frame request;
    request.header = Json::Object{{"verb", "remove"}, {"person", personId}};
    STRONGROOM_TRY(m_signer->call(request));
    std::erase_if(m_people, [&](const Enrolment& one) { return one.personId == personId; });
    m_shownPassphrases.erase(personId);
    return {};
}

FoundingReview Session::review(const StarterLimits& limits) const {
    const policy::Policy policy = starterPolicyFor(limits, m_plan, m_people);
    FoundingReview review;
    review.people = m_people;
    for (const policy::RuleSentence& rule : policy::describeRules(policy))
        review.policySentences.push_back(rule.sentence);
    review.changeSentences = changeSentences(starterChangeRules(m_plan));
    review.problems = foundingProblems(m_people, limits);
    return review;
}

Outcome<Founded> Session::found(const StarterLimits& limits, const std::string& temporary) {
    signer::Frame request;
    request.header = Json::Object{{"verb", "finish"},
                                  {"name", m_plan.treasuryName},
                                  {"network", m_plan.network},
                                  {"log", FIRST_LOG},
                                  {"folder", seatsFolder(temporary)},
                                  {"policy", starterPolicyFor(limits, m_plan, m_people).toJson()},
                                  {"change_rules", authority::toJson(starterChangeRules(m_plan))},
                                  {"vault_name", HOT_VAULT_NAME},
                                  {"gap_limit", HOT_GAP_LIMIT}};
    STRONGROOM_ASSIGN(signer::Frame reply, m_signer->call(request));
    if (reply.blobs.size() != 1 + ENVELOPES_PER_PERSON * m_people.size() || !reply.secret ||
        reply.secret->size() != store::Database::KEY_SIZE)
        return base::Unexpected(Failure(signer::Error::malformedFrame));
    STRONGROOM_ASSIGN(auto genesis,
                      crypto::SignedObject::parse(reply.blobs.front(), authority::MAX_GENESIS_BYTES));
    STRONGROOM_ASSIGN(std::string seat, textOf(reply, "seat"));
    return Founded{std::move(genesis), std::move(seat), std::move(reply)};
}

Outcome<Slots> Session::slotsOf(const Founded& founded) const {
    Slots slots;
    slots.log = FIRST_LOG;
    slots.card.folder = m_folder;
    slots.card.treasuryName = m_plan.treasuryName;
    slots.card.treasuryId = hexOf(founded.genesis.id());
    slots.card.network = m_plan.network;
    slots.card.training = m_plan.training;
    for (std::size_t i = 0; i < m_people.size(); ++i) {
        const auto shown = m_shownPassphrases.find(m_people[i].personId);
        slots.card.people.push_back({m_people[i].personId, m_people[i].name,
                                     shown != m_shownPassphrases.end() ? shown->second : std::string()});
        slots.envelopes.push_back({m_people[i].personId, founded.reply.blobs[1 + i * ENVELOPES_PER_PERSON]});
    }
    return slots;
}

Outcome<void> Session::writeDatabase(const Founded& founded, const StarterLimits& limits,
                                     const std::string& folder) {
    STRONGROOM_ASSIGN(store::Database database,
                      store::Database::create(pathOf(folder, DATABASE_FILE), founded.reply.secret->span()));
    STRONGROOM_TRY(store::Objects(database).putHead(1, founded.genesis.bytes()));
    STRONGROOM_TRY(store::Settings(database).set("hot.cap", std::to_string(limits.hotCap)));
    return writeNodeSettings(database, m_plan.node);
}

Outcome<void> Session::writeWorkspace(const Founded& founded, const Slots& slots, const StarterLimits& limits,
                                      const std::string& folder) {
    base::FileSystem& files = *m_ports.files;
    for (const std::string_view kind : {APPROVAL_KEYS_FOLDER, HOT_SHARES_FOLDER})
        STRONGROOM_TRY(files.createFolders(pathOf(folder, kind)));
    for (std::size_t i = 0; i < m_people.size(); ++i) {
        const std::string& person = m_people[i].personId;
        const std::size_t first = 1 + i * ENVELOPES_PER_PERSON;
        STRONGROOM_TRY(writeEnvelope(files, envelopePath(folder, APPROVAL_KEYS_FOLDER, person),
                                     founded.reply.blobs[first + 1]));
        STRONGROOM_TRY(writeEnvelope(files, envelopePath(folder, HOT_SHARES_FOLDER, person),
                                     founded.reply.blobs[first + 2]));
    }
    STRONGROOM_TRY(base::writeWhole(files, pathOf(folder, GENESIS_FILE), founded.genesis.bytes()));
    STRONGROOM_TRY(writeDatabase(founded, limits, folder));
    if (m_plan.training) {
        STRONGROOM_TRY(files.createFolders(folder + "/training-chain"));
        STRONGROOM_TRY(chain::TrainingChain::create(files, trainingChainPath(folder),
                                                    m_plan.chainStart.value_or(m_ports.clock->now())));
    }
    STRONGROOM_TRY(
        base::writeWhole(files, pathOf(folder, SLOTS_FILE), base::asBytes(toJson(slots).canonical())));
    return {};
}

Outcome<WorkspaceCard> Session::complete(const StarterLimits& limits) {
    const FoundingReview state = review(limits);
    if (!state.problems.empty())
        return base::Unexpected(
            Failure(std::string(describe(Error::foundingIncomplete).code), state.problems.front()));
    if (m_ports.files->exists(m_folder))
        return base::Unexpected(Failure(Error::workspaceExists));
    // Made beside its place and renamed: there is a whole workspace or none.
    const std::string temporary = m_folder + ".founding";
    removeFolder(*m_ports.files, temporary);
    STRONGROOM_TRY(m_ports.files->createFolders(temporary));
    auto founded = found(limits, temporary);
    if (!founded) {
        removeFolder(*m_ports.files, temporary);
        return base::Unexpected(founded.error());
    }
    STRONGROOM_ASSIGN(Slots slots, slotsOf(*founded));
    auto written = writeWorkspace(*founded, slots, limits, temporary);
    if (written) {
        if (const auto renamed = m_ports.files->rename(temporary, m_folder); !renamed)
            written = base::Unexpected(Failure(renamed.error()));
    }
    if (!written) {
        removeFolder(*m_ports.files, founded->seatFolder); // no coin can be on a key that nobody has seen
        removeFolder(*m_ports.files, temporary);
        return base::Unexpected(written.error());
    }
    const std::size_t slash = m_folder.rfind('/');
    STRONGROOM_TRY(m_ports.files->syncFolder(slash == 0 ? "/" : m_folder.substr(0, slash)));
    return std::move(slots.card);
}

} // namespace

Outcome<std::unique_ptr<FoundingSession>> beginFounding(const Ports& ports, const std::string& folder,
                                                        const FoundingPlan& plan) {
    if (folder.empty() || folder.front() != '/' || ports.files->exists(folder))
        return base::Unexpected(Error::workspaceExists);
    if (plan.treasuryName.empty() || plan.treasuryName.size() > quorum::MAX_NAME ||
        !base::isPlainUtf8(plan.treasuryName))
        return base::Unexpected(Error::nameInvalid);
    const auto network = authority::parseNetworkName(plan.network);
    if (!network)
        return base::Unexpected(Error::networkUnknown);
    if (*network == authority::NetworkName::main)
        return base::Unexpected(plan.training ? authority::Error::trainingOnMain
                                              : authority::Error::mainnetPrerelease);
    if (plan.training && *network != authority::NetworkName::regtest)
        return base::Unexpected(Error::trainingOnly);
    STRONGROOM_ASSIGN(auto signer, ports.startFounding());
    return std::unique_ptr<FoundingSession>(
        std::make_unique<Session>(ports, folder, plan, std::move(signer)));
}

} // namespace strongroom::service
