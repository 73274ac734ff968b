#include "service/workspace.h"

#include "service/authority_changes.h"
#include "service/enrolments.h"
#include "service/workspace_files.h"
#include "service/workspace_state.h"
#include "store/objects.h"

namespace strongroom::service {

using base::Failure;

namespace {

/// The lock file, made when it is missing; nothing when another console holds the lock.
Outcome<std::unique_ptr<base::File>> takeWriterLock(const Ports& ports, const std::string& folder) {
    const std::string path = pathOf(folder, LOCK_FILE);
    if (!ports.files->exists(path)) {
        const auto made = ports.files->open(path, base::OpenMode::createNew);
        if (!made && made.error() != base::FileError::alreadyExists)
            return base::Unexpected(Failure(made.error()));
    }
    STRONGROOM_ASSIGN(std::unique_ptr<base::File> file, ports.files->open(path, base::OpenMode::append));
    const auto locked = file->lockExclusively();
    if (!locked && locked.error() == base::FileError::locked)
        return std::unique_ptr<base::File>();
    if (!locked)
        return base::Unexpected(Failure(locked.error()));
    return file;
}

store::Mode modeOf(Access access) {
    return access == Access::write ? store::Mode::readWrite : store::Mode::readOnly;
}

struct Unlocked {
    std::unique_ptr<signer::Connection> signer;
    secret::SecureBuffer key;
    std::string treasury;
};

/// The signer opens the person's slot: the passphrase goes there and the database key comes back.
Outcome<Unlocked> unlockSeat(const Ports& ports, const std::string& folder, const Slots& slots,
                             const std::string& personId, const SecretText& passphrase) {
    const Slots::Envelope* slot = nullptr;
    for (const Slots::Envelope& candidate : slots.envelopes) {
        if (candidate.personId == personId)
            slot = &candidate;
    }
    if (slot == nullptr)
        return base::Unexpected(Error::noSuchPerson);
    STRONGROOM_ASSIGN(base::Bytes approval,
                      base::readWhole(*ports.files, envelopePath(folder, APPROVAL_KEYS_FOLDER, personId),
                                      MAX_ENVELOPE_FILE));
    STRONGROOM_ASSIGN(auto connection, ports.connectSigner(seatFolderOf(ports, folder, slots)));
    signer::Frame request;
    request.header = base::Json::Object{{"verb", "unlock"}, {"person", personId}};
    request.secret = secret::SecureBuffer::copyOf(passphrase.utf8());
    request.blobs = {std::move(approval), slot->slot};
    auto reply = connection->call(request);
    if (!reply && reply.error().code == "signer.wrong_passphrase")
        return base::Unexpected(Error::wrongPassphrase);
    if (!reply)
        return base::Unexpected(reply.error());
    if (!reply->secret || reply->secret->size() != store::Database::KEY_SIZE)
        return base::Unexpected(Failure(signer::Error::malformedFrame));
    STRONGROOM_ASSIGN(std::string treasury, textOf(*reply, "treasury"));
    return Unlocked{std::move(connection), std::move(*reply->secret), std::move(treasury)};
}

} // namespace

Workspace::Workspace(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

const WorkspaceCard& Workspace::card() const {
    return m_state->card;
}

Access Workspace::access() const {
    return m_state->access;
}

const std::string& Workspace::personId() const {
    return m_state->person;
}

Outcome<Workspace> Workspace::another() const {
    const State& one = *m_state;
    STRONGROOM_ASSIGN(store::Database database, store::Database::open(pathOf(one.card.folder, DATABASE_FILE),
                                                                      one.key.span(), modeOf(one.access)));
    return Workspace(std::make_unique<State>(State{.ports = one.ports,
                                                   .card = one.card,
                                                   .log = one.log,
                                                   .seatFolder = one.seatFolder,
                                                   .person = one.person,
                                                   .access = one.access,
                                                   .key = secret::SecureBuffer::copyOf(one.key.span()),
                                                   .database = std::move(database)}));
}

Outcome<WorkspaceCard> readCard(const Ports& ports, const std::string& folder) {
    STRONGROOM_ASSIGN(Slots slots, readSlots(ports, folder));
    return std::move(slots.card);
}

Outcome<Workspace> openWorkspace(const Ports& ports, const std::string& folder, const std::string& personId,
                                 const SecretText& passphrase) {
    STRONGROOM_ASSIGN(const Slots slots, readSlots(ports, folder));
    STRONGROOM_ASSIGN(Unlocked unlocked, unlockSeat(ports, folder, slots, personId, passphrase));
    if (unlocked.treasury != slots.card.treasuryId)
        return base::Unexpected(Error::otherTreasury);
    Access access = Access::write;
    std::unique_ptr<base::File> lock;
    if (ports.client == Client::console) {
        STRONGROOM_ASSIGN(lock, takeWriterLock(ports, folder));
        access = lock ? Access::write : Access::readOnly;
    }
    STRONGROOM_ASSIGN(store::Database database, store::Database::open(pathOf(folder, DATABASE_FILE),
                                                                      unlocked.key.span(), modeOf(access)));
    Workspace workspace(std::make_unique<State>(State{.ports = ports,
                                                      .card = slots.card,
                                                      .log = slots.log,
                                                      .seatFolder = seatFolderOf(ports, folder, slots),
                                                      .person = personId,
                                                      .access = access,
                                                      .writerLock = std::move(lock),
                                                      .key = std::move(unlocked.key),
                                                      .database = std::move(database),
                                                      .signer = std::move(unlocked.signer)}));
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    STRONGROOM_TRY(personAtDesk(state, *registry));
    STRONGROOM_TRY(pullLog(state));
    if (access == Access::write)
        STRONGROOM_TRY(adoptPending(state));
    if (access == Access::write)
        STRONGROOM_TRY(settleEnrolments(state));
    return workspace;
}

} // namespace strongroom::service
