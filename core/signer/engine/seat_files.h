// The state folder of a seat (docs/formats/seat.md), outside the workspace and named by treasury and log id:
//
//   genesis           the pinned founding record, exactly as signed
//   heads/NNNNNNNN    every adopted head, and documents/NNNNNNNN the document it came with
//   log               the last part of its log's origin
//   log.key           seed of the Ed25519 key that signs this seat's log; readable by its user only
//   hot/<vault id>    envelopes of hot keys
//   attempts          how many wrong passphrases in a row; absent for none
//   station-key       a station's key (station_key.h), and slot: its journal's key behind its passphrase
//   journal           the audit module's journal file
//
// Everything read from here verifies against the pinned genesis or the journal before it is believed. One
// process at a time; not thread-safe.
#pragma once

#include "authority/chain.h"
#include "base/file_system.h"
#include "crypto/ed25519.h"
#include "secret/secure_buffer.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::signer {

/// Envelopes are small; a file that is larger is not one of ours.
inline constexpr std::uint64_t MAX_ENVELOPE_FILE = 256 * 1024;
/// More wrong passphrases in a row are not counted: the wait between two does not grow beyond it.
inline constexpr int MAX_WRONG_ATTEMPTS = 10;

class SeatFiles {
public:
    SeatFiles(base::FileSystem& files, std::string folder) : m_files(files), m_folder(std::move(folder)) {}

    [[nodiscard]] const std::string& folder() const { return m_folder; }
    [[nodiscard]] std::string journalPath() const { return m_folder + "/journal"; }
    [[nodiscard]] bool isProvisioned() const { return m_files.exists(m_folder + "/genesis"); }
    [[nodiscard]] bool hasJournal() const { return m_files.exists(journalPath()); }

    [[nodiscard]] base::FileResult<void> createFolders();
    [[nodiscard]] base::FileResult<void> writeGenesis(base::ByteSpan genesis);
    [[nodiscard]] base::FileResult<base::Bytes> readGenesis();

    [[nodiscard]] base::FileResult<void> writeChange(std::int64_t version, const authority::Change& change);
    /// In order; `notFound` at a gap. Bytes only: the caller verifies.
    struct StoredChange {
        base::Bytes head;
        base::Bytes document;
    };
    [[nodiscard]] base::FileResult<std::vector<StoredChange>> readChanges();

    /// The last part of the log's origin: "console", "station-b".
    [[nodiscard]] base::FileResult<void> writeLogName(const std::string& name);
    [[nodiscard]] base::FileResult<std::string> readLogName();
    [[nodiscard]] base::FileResult<void> writeLogSeed(base::ByteSpan seed);
    [[nodiscard]] base::FileResult<secret::SecureBuffer> readLogSeed();

    /// How many wrong passphrases were given since the last right one; none without the file. What is no
    /// number of ours counts as many.
    [[nodiscard]] int readWrongAttempts();
    /// Zero removes the file.
    [[nodiscard]] base::FileResult<void> writeWrongAttempts(int count);

    [[nodiscard]] bool hasStationKey() const { return m_files.exists(m_folder + "/station-key"); }
    [[nodiscard]] base::FileResult<void> writeStationKey(base::ByteSpan key);
    [[nodiscard]] base::FileResult<base::Bytes> readStationKey();
    [[nodiscard]] base::FileResult<void> writeSlot(base::ByteSpan envelope);
    [[nodiscard]] base::FileResult<base::Bytes> readSlot();

    [[nodiscard]] base::FileResult<void> writeHotEnvelope(const std::string& vaultId,
                                                          base::ByteSpan envelope);
    [[nodiscard]] base::FileResult<base::Bytes> readHotEnvelope(const std::string& vaultId);
    [[nodiscard]] base::FileResult<std::vector<std::string>> hotVaults();
    /// A log key or a hot key is here.
    [[nodiscard]] bool hasKeys();

private:
    base::FileSystem& m_files;
    std::string m_folder;
};

} // namespace strongroom::signer
