// The files of a bundle in memory: what export writes and verification reads. Internal to audit.
#pragma once

#include "audit/bundle.h"

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace strongroom::audit {

using BundleFiles = std::map<std::string, base::Bytes>;

inline constexpr std::string_view MANIFEST = "manifest.json";
inline constexpr std::string_view MANIFEST_TYPE = "audit.manifest";
inline constexpr std::string_view BLOB_FOLDER = "blobs";
/// Every bundle has these beside its manifest and its blobs.
inline constexpr std::array<std::string_view, 10> BUNDLE_FILES{
    "README.txt",  "checkpoint.txt", "checkpoints.jsonl", "keys.json",     "leaf-hashes.txt",
    "log-key.pem", "proofs.json",    "records.csv",       "records.jsonl", "verify.py"};
/// More than a log of ten million records needs in one file.
inline constexpr std::uint64_t MAX_BUNDLE_FILE = 8ULL * 1024 * 1024 * 1024;
inline constexpr std::size_t MAX_MANIFEST = 16U * 1024U * 1024U;
inline constexpr std::size_t MAX_FINDINGS = 100;

/// Verifies without touching a disk. `unreadable` names what is there and cannot be read as a file.
[[nodiscard]] BundleReport verifyBundleFiles(const BundleFiles& files,
                                             const std::vector<std::string>& unreadable,
                                             const BundleExpectation& expectation);

/// resources/audit/verify.py.
[[nodiscard]] std::string_view verifyScript();

} // namespace strongroom::audit
