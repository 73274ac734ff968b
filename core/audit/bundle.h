// Export bundles: a folder that proves itself, with or without this program (docs/formats/bundle.md).
//
// Files: manifest.json (signed), records.jsonl, records.csv, leaf-hashes.txt, checkpoint.txt,
// checkpoints.jsonl, proofs.json, keys.json, log-key.pem, README.txt, verify.py and blobs/… . Written beside
// its final place, synced and renamed, so that there is a whole bundle or none. Verification believes nothing
// that it can recompute: hashes, tree, order, signatures, openings, the CSV.
#pragma once

#include "audit/checkpoint.h"
#include "audit/errors.h"
#include "audit/leaf.h"
#include "base/file_system.h"
#include "base/ports.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/ed25519.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::audit {

/// A public key that signed leaves, and whose it is.
struct BundleKey {
    crypto::Ed25519PublicKey key;
    std::string person; ///< Hex id; empty for the log itself.
    std::string label;  ///< For people; plain text.
};

/// Another log's head that this log holds.
struct ForeignCheckpoint {
    std::string note;
    crypto::Ed25519PublicKey key;
};

/// A bundle of an exercise says so where people begin to read.
enum class BundleMark : std::uint8_t { none, training };

struct BundleContent {
    LogName log;
    BundleMark mark = BundleMark::none;
    std::vector<crypto::Hash256> leafHashes; ///< Of the whole log, from index 0.
    std::vector<LeafRecord> records;         ///< All, or some, in the order of their index.
    std::string checkpoint;                  ///< Signed note of this log over all leafHashes.
    std::vector<std::string> earlier;        ///< Signed notes of this log over fewer leaves.
    std::vector<ForeignCheckpoint> foreign;
    std::vector<BundleKey> keys;
    std::vector<base::Bytes> blobs;
    base::UnixTime exportedAt;
};

/// Creates `folder`; the manifest is signed by `logKey`. Errors: bundleExists, bundleIncomplete (the content
/// does not prove itself: nothing is written), noSpace, diskFailed.
[[nodiscard]] base::Result<void, Error> exportBundle(base::FileSystem& files, const std::string& folder,
                                                     const BundleContent& content,
                                                     const crypto::Ed25519KeyPair& logKey,
                                                     base::Random& random);

struct BundleFinding {
    std::string code;     ///< "audit.bundle_file_changed" and so on.
    std::string sentence; ///< With the name of the file or the index of the record.
};
struct BundleReport {
    std::uint64_t records = 0;
    std::uint64_t size = 0;
    std::string root; ///< Hex; empty when there is no readable checkpoint.
    std::string origin;
    std::string key; ///< Hex of the log's public key, to be compared with one got elsewhere.
    std::uint64_t checkpoints = 0;
    std::vector<BundleFinding> findings; ///< At most 100; empty exactly when valid.
    [[nodiscard]] bool isValid() const { return findings.empty(); }
};

/// What the verifier knows from elsewhere; each makes more frauds visible.
struct BundleExpectation {
    std::optional<crypto::Ed25519PublicKey> logKey;
    std::vector<std::string> heldCheckpoints; ///< Notes of this log that the verifier kept.
};

/// Never fails: whatever is wrong is a finding.
[[nodiscard]] BundleReport verifyBundle(base::FileSystem& files, const std::string& folder,
                                        const BundleExpectation& expectation = {});

} // namespace strongroom::audit
