#include "service/backup.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "base/text_encoding.h"
#include "crypto/aead.h"
#include "crypto/kdf.h"
#include "crypto/passphrase_envelope.h"
#include "service/errors.h"
#include "service/workspace_files.h"
#include "service/workspace_state.h"

#include <array>
#include <map>

namespace strongroom::service {

namespace {

using base::Bytes;
using base::ByteSpan;

// docs/formats/backup.md: magic, slots in clear (they are sealed by passphrases), then everything else
// sealed.
constexpr std::string_view MAGIC = "strongroom-backup/1\n";
constexpr std::string_view KEY_INFO = "strongroom/backup/1";
/// A database of ten thousand withdrawals has some hundred megabytes; what is larger is not ours.
constexpr std::uint64_t MAX_BACKUP = 1ULL << 30U;
constexpr std::size_t MAX_ENTRIES = 1'024;
constexpr std::string_view HOT_FOLDER = "hot-envelopes";

/// Relative path → content.
using Entries = std::map<std::string, Bytes>;

crypto::AeadKey backupKey(ByteSpan databaseKey) {
    return crypto::hkdfSha256<32>(databaseKey, {}, base::asBytes(KEY_INFO));
}

Bytes pack(const Entries& entries) {
    base::ByteWriter writer;
    writer.u32(static_cast<std::uint32_t>(entries.size()));
    for (const auto& [name, content] : entries)
        writer.bytesWithLength(base::asBytes(name)).bytesWithLength(content);
    return writer.take();
}

/// A path of ours: one or two plain components, nothing that leaves the folder (ATTACKS A119).
bool isPlainPath(std::string_view path) {
    constexpr std::size_t MAX_PATH_LENGTH = 160;
    if (path.empty() || path.size() > MAX_PATH_LENGTH || path.front() == '/' || path.find("..") != path.npos)
        return false;
    return path.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-./") == std::string_view::npos;
}

std::optional<Entries> unpack(ByteSpan bytes) {
    base::ByteReader reader(bytes);
    const auto count = reader.u32();
    if (!count || *count > MAX_ENTRIES)
        return std::nullopt;
    Entries entries;
    for (std::uint32_t i = 0; i < *count; ++i) {
        const auto name = reader.takeWithLength();
        if (!name || !isPlainPath(base::asText(*name)))
            return std::nullopt;
        const auto content = reader.takeWithLength();
        if (!content || !entries.emplace(base::asText(*name), base::toBytes(*content)).second)
            return std::nullopt;
    }
    if (!reader.expectEnd())
        return std::nullopt;
    return entries;
}

Outcome<void> addFolder(base::FileSystem& files, const std::string& from, const std::string& name,
                        Entries& entries) {
    const auto names = files.list(from);
    if (!names)
        return {}; // no such folder: nothing to take
    for (const std::string& file : *names) {
        STRONGROOM_ASSIGN(Bytes content, base::readWhole(files, from + "/" + file, MAX_SLOTS_FILE));
        entries.emplace(name + "/" + file, std::move(content));
    }
    return {};
}

/// The database as one consistent copy, through a temporary neighbour that is removed again.
Outcome<Bytes> databaseCopy(State& state) {
    base::FileSystem& files = *state.ports.files;
    const std::string temporary = pathOf(state.card.folder, "backup.tmp");
    if (files.exists(temporary))
        STRONGROOM_TRY(files.remove(temporary));
    const auto copied = state.database.copyTo(temporary, state.key.span());
    auto content = copied ? base::readWhole(files, temporary, MAX_BACKUP) : base::FileResult<Bytes>(Bytes{});
    for (const char* suffix : {"", "-wal", "-shm"})
        static_cast<void>(files.remove(temporary + suffix));
    STRONGROOM_TRY(copied);
    STRONGROOM_ASSIGN(Bytes bytes, std::move(content));
    return bytes;
}

struct Opened {
    Slots slots;
    Bytes slotsText;
    secret::SecureBuffer key;
    Entries entries;
};

Outcome<secret::SecureBuffer> keyFrom(const Slots& slots, const std::string& personId,
                                      const SecretText& passphrase) {
    for (const Slots::Envelope& candidate : slots.envelopes) {
        if (candidate.personId != personId)
            continue;
        STRONGROOM_ASSIGN(const auto envelope, crypto::PassphraseEnvelope::parseBytes(candidate.slot));
        const crypto::EnvelopeBinding binding{slots.card.treasuryId, slots.card.network,
                                              crypto::EnvelopePurpose::databaseSlot,
                                              envelope.binding().keyId};
        const auto use = slots.card.training ? crypto::KdfUse::training : crypto::KdfUse::real;
        auto key = envelope.open(binding, passphrase, use);
        if (!key && key.error() == crypto::Error::decryptionFailed)
            return base::Unexpected(Error::wrongPassphrase);
        STRONGROOM_ASSIGN(secret::SecureBuffer opened, std::move(key));
        return opened;
    }
    return base::Unexpected(Error::noSuchPerson);
}

Outcome<Opened> openBackup(ByteSpan bytes, const std::string& personId, const SecretText& passphrase) {
    base::ByteReader reader(bytes);
    const auto magic = reader.take(MAGIC.size());
    const auto slotsText = magic && base::asText(*magic) == MAGIC
                               ? reader.takeWithLength()
                               : base::ReadResult<ByteSpan>(base::Unexpected(base::ReadError::endOfData));
    const auto nonce =
        slotsText ? reader.fixed<crypto::AeadNonce>()
                  : base::ReadResult<crypto::AeadNonce>(base::Unexpected(base::ReadError::endOfData));
    if (!nonce)
        return base::Unexpected(Error::backupMalformed);
    const ByteSpan associated = bytes.first(reader.position());
    STRONGROOM_ASSIGN(Slots slots, parseSlots(*slotsText));
    STRONGROOM_ASSIGN(secret::SecureBuffer key, keyFrom(slots, personId, passphrase));
    const auto plain = crypto::xchacha20Poly1305OpenDocument(backupKey(key.span()), *nonce, associated,
                                                             bytes.subspan(reader.position()));
    if (!plain)
        return base::Unexpected(Error::backupDamaged);
    auto entries = unpack(*plain);
    if (!entries || !entries->contains(std::string(DATABASE_FILE)) ||
        !entries->contains(std::string(GENESIS_FILE)))
        return base::Unexpected(Error::backupDamaged);
    return Opened{std::move(slots), base::toBytes(*slotsText), std::move(key), std::move(*entries)};
}

std::string folderOf(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

Outcome<void> writeAll(base::FileSystem& files, const std::string& folder, const Opened& backup) {
    STRONGROOM_TRY(files.createFolders(folder));
    for (const auto& [name, content] : backup.entries) {
        STRONGROOM_TRY(files.createFolders(folderOf(folder + "/" + name)));
        STRONGROOM_TRY(base::writeWhole(files, folder + "/" + name, content));
    }
    // Last: a folder without it is no workspace.
    STRONGROOM_TRY(base::writeWhole(files, pathOf(folder, SLOTS_FILE), backup.slotsText));
    STRONGROOM_TRY(store::Database::checkIntegrity(pathOf(folder, DATABASE_FILE), backup.key.span()));
    STRONGROOM_TRY(
        store::Database::open(pathOf(folder, DATABASE_FILE), backup.key.span(), store::Mode::readWrite));
    return {};
}

} // namespace

Outcome<BackupReport> backup(Workspace& workspace, const std::string& file) {
    State& state = workspace.state();
    base::FileSystem& files = *state.ports.files;
    if (files.exists(file))
        return base::Unexpected(Error::fileExists);
    Entries entries;
    STRONGROOM_ASSIGN(entries[std::string(DATABASE_FILE)], databaseCopy(state));
    STRONGROOM_ASSIGN(
        entries[std::string(GENESIS_FILE)],
        base::readWhole(files, pathOf(state.card.folder, GENESIS_FILE), authority::MAX_GENESIS_BYTES));
    for (const std::string_view folder : {APPROVAL_KEYS_FOLDER, HOT_SHARES_FOLDER, ENROLMENTS_FOLDER})
        STRONGROOM_TRY(addFolder(files, pathOf(state.card.folder, folder), std::string(folder), entries));
    // Two officers' shares open them, so a copy gives nobody anything; without one a lost seat loses the hot
    // balance.
    STRONGROOM_TRY(addFolder(files, state.seatFolder + "/hot", std::string(HOT_FOLDER), entries));
    STRONGROOM_ASSIGN(const Bytes slots,
                      base::readWhole(files, pathOf(state.card.folder, SLOTS_FILE), MAX_SLOTS_FILE));
    const crypto::AeadNonce nonce = crypto::randomNonce(*state.ports.random);
    base::ByteWriter writer;
    writer.bytes(base::asBytes(MAGIC)).bytesWithLength(slots).bytes(nonce.span());
    const Bytes sealed =
        crypto::xchacha20Poly1305Seal(backupKey(state.key.span()), nonce, writer.data(), pack(entries));
    writer.bytes(sealed);
    STRONGROOM_TRY(base::writeWhole(files, file, writer.data()));
    BackupReport report;
    report.file = file;
    report.bytes = writer.data().size();
    report.sha256 = base::toHex(crypto::sha256(writer.data()).span());
    report.sentence =
        "The backup opens with any one person's passphrase and was encrypted with the database key.";
    return report;
}

Outcome<WorkspaceCard> restore(const Ports& ports, const std::string& file, const std::string& folder,
                               const std::string& personId, const SecretText& passphrase) {
    base::FileSystem& files = *ports.files;
    if (files.exists(folder))
        return base::Unexpected(Error::workspaceExists);
    STRONGROOM_ASSIGN(const Bytes bytes, base::readWhole(files, file, MAX_BACKUP));
    STRONGROOM_ASSIGN(const Opened opened, openBackup(bytes, personId, passphrase));
    // A name of its own: nothing that stands there already is written over or taken away.
    std::array<std::uint8_t, 8> suffix{};
    ports.random->fill(suffix);
    const std::string temporary = folder + ".part-" + base::toHex(suffix);
    if (auto written = writeAll(files, temporary, opened); !written) {
        removeFolder(files, temporary);
        return base::Unexpected(written.error());
    }
    STRONGROOM_TRY(files.rename(temporary, folder));
    STRONGROOM_TRY(files.syncFolder(folderOf(folder)));
    return readCard(ports, folder);
}

} // namespace strongroom::service
