#include "signer/engine/seat_files.h"

#include "base/json.h"
#include "secret/secret_memory.h"
#include "signer/engine/station_key.h"

#include <cstdio>

namespace strongroom::signer {

namespace {

constexpr std::size_t SEED_SIZE = 32;
constexpr std::uint64_t MAX_ATTEMPTS_FILE = 64;

/// What base::writeWhole leaves when it is interrupted: never a file of ours.
bool isInterrupted(const std::string& name) {
    return name.ends_with(".new");
}

/// Eight digits, so that names sort like numbers.
std::string numbered(std::int64_t version) {
    std::string digits = std::to_string(version);
    return std::string(8 - std::min<std::size_t>(8, digits.size()), '0') + digits;
}

} // namespace

base::FileResult<void> SeatFiles::createFolders() {
    for (const char* folder : {"/heads", "/documents", "/hot"})
        STRONGROOM_TRY(m_files.createFolders(m_folder + folder));
    return {};
}

base::FileResult<void> SeatFiles::writeGenesis(base::ByteSpan genesis) {
    return base::writeWhole(m_files, m_folder + "/genesis", genesis);
}

base::FileResult<base::Bytes> SeatFiles::readGenesis() {
    return base::readWhole(m_files, m_folder + "/genesis", authority::MAX_GENESIS_BYTES);
}

base::FileResult<void> SeatFiles::writeChange(std::int64_t version, const authority::Change& change) {
    // The document first: a head is only there when its document is.
    STRONGROOM_TRY(base::writeWhole(m_files, m_folder + "/documents/" + numbered(version), change.document));
    return base::writeWhole(m_files, m_folder + "/heads/" + numbered(version), change.head.bytes());
}

base::FileResult<std::vector<SeatFiles::StoredChange>> SeatFiles::readChanges() {
    STRONGROOM_ASSIGN(const std::vector<std::string> names, m_files.list(m_folder + "/heads"));
    std::vector<StoredChange> changes;
    for (const std::string& name : names) {
        if (isInterrupted(name))
            continue;
        constexpr std::int64_t FIRST_VERSION = 2; // the genesis is version 1
        if (name != numbered(FIRST_VERSION + static_cast<std::int64_t>(changes.size())))
            return base::Unexpected(base::FileError::notFound);
        StoredChange change;
        STRONGROOM_ASSIGN(change.head,
                          base::readWhole(m_files, m_folder + "/heads/" + name, authority::MAX_HEAD_BYTES));
        STRONGROOM_ASSIGN(change.document, base::readWhole(m_files, m_folder + "/documents/" + name,
                                                           authority::MAX_DOCUMENT_BYTES));
        changes.push_back(std::move(change));
    }
    return changes;
}

base::FileResult<void> SeatFiles::writeLogName(const std::string& name) {
    return base::writeWhole(m_files, m_folder + "/log", base::asBytes(name));
}

base::FileResult<std::string> SeatFiles::readLogName() {
    constexpr std::uint64_t MAX_LOG_NAME = 40;
    STRONGROOM_ASSIGN(const base::Bytes name, base::readWhole(m_files, m_folder + "/log", MAX_LOG_NAME));
    return std::string(base::asText(name));
}

base::FileResult<void> SeatFiles::writeLogSeed(base::ByteSpan seed) {
    STRONGROOM_TRY(m_files.createFolders(m_folder));
    return base::writeWhole(m_files, m_folder + "/log.key", seed);
}

base::FileResult<secret::SecureBuffer> SeatFiles::readLogSeed() {
    STRONGROOM_ASSIGN(base::Bytes seed, base::readWhole(m_files, m_folder + "/log.key", SEED_SIZE));
    if (seed.size() != SEED_SIZE)
        return base::Unexpected(base::FileError::ioError);
    auto buffer = secret::SecureBuffer::copyOf(seed);
    secret::wipe(seed);
    return buffer;
}

int SeatFiles::readWrongAttempts() {
    if (!m_files.exists(m_folder + "/attempts"))
        return 0;
    const auto bytes = base::readWhole(m_files, m_folder + "/attempts", MAX_ATTEMPTS_FILE);
    if (!bytes)
        return MAX_WRONG_ATTEMPTS;
    const auto json = base::Json::parseCanonical(base::asText(*bytes));
    if (!json)
        return MAX_WRONG_ATTEMPTS;
    base::JsonFields fields(*json);
    const auto version = fields.integer("v");
    const auto wrong = fields.integer("wrong");
    if (!fields.done() || version != 1 || *wrong < 0 || *wrong > MAX_WRONG_ATTEMPTS)
        return MAX_WRONG_ATTEMPTS;
    return static_cast<int>(*wrong);
}

base::FileResult<void> SeatFiles::writeWrongAttempts(int count) {
    if (count == 0)
        return m_files.exists(m_folder + "/attempts") ? m_files.remove(m_folder + "/attempts")
                                                      : base::FileResult<void>();
    STRONGROOM_TRY(m_files.createFolders(m_folder));
    const base::Json json = base::Json::Object{{"v", 1}, {"wrong", count}};
    return base::writeWhole(m_files, m_folder + "/attempts", base::asBytes(json.canonical()));
}

base::FileResult<void> SeatFiles::writeStationKey(base::ByteSpan key) {
    STRONGROOM_TRY(m_files.createFolders(m_folder));
    return base::writeWhole(m_files, m_folder + "/station-key", key);
}

base::FileResult<base::Bytes> SeatFiles::readStationKey() {
    return base::readWhole(m_files, m_folder + "/station-key", MAX_STATION_KEY_FILE);
}

base::FileResult<void> SeatFiles::writeSlot(base::ByteSpan envelope) {
    return base::writeWhole(m_files, m_folder + "/slot", envelope);
}

base::FileResult<base::Bytes> SeatFiles::readSlot() {
    return base::readWhole(m_files, m_folder + "/slot", MAX_ENVELOPE_FILE);
}

base::FileResult<void> SeatFiles::writeHotEnvelope(const std::string& vaultId, base::ByteSpan envelope) {
    return base::writeWhole(m_files, m_folder + "/hot/" + vaultId, envelope);
}

base::FileResult<base::Bytes> SeatFiles::readHotEnvelope(const std::string& vaultId) {
    return base::readWhole(m_files, m_folder + "/hot/" + vaultId, MAX_ENVELOPE_FILE);
}

base::FileResult<std::vector<std::string>> SeatFiles::hotVaults() {
    STRONGROOM_ASSIGN(std::vector<std::string> names, m_files.list(m_folder + "/hot"));
    std::erase_if(names, isInterrupted);
    return names;
}

bool SeatFiles::hasKeys() {
    const auto hot = m_files.list(m_folder + "/hot");
    return m_files.exists(m_folder + "/log.key") || (hot && !hot->empty());
}

} // namespace strongroom::signer
