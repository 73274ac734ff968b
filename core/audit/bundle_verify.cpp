#include "audit/bundle.h"
#include "audit/bundle_files.h"
#include "audit/bundle_manifest.h"
#include "audit/csv.h"
#include "audit/merkle_tree.h"
#include "base/fixed_hex.h"
#include "base/text_encoding.h"

#include <algorithm>
#include <set>

namespace strongroom::audit {

namespace {

std::string_view textOf(const base::Bytes& bytes) {
    return base::asText(bytes);
}

/// The lines of a text that ends with a newline, or is empty; nothing otherwise.
std::optional<std::vector<std::string_view>> linesOf(std::string_view text) {
    if (!text.empty() && text.back() != '\n')
        return std::nullopt;
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return lines;
}

std::string lineName(std::size_t index, std::string_view file) {
    return "Line " + std::to_string(index + 1) + " of " + std::string(file);
}

class Verifier {
public:
    Verifier(const BundleFiles& files, const BundleExpectation& expectation)
        : m_files(files), m_expectation(expectation) {}

    BundleReport verify(const std::vector<std::string>& unreadable) {
        if (checkManifest()) {
            checkFiles(unreadable);
            if (hasEveryFile())
                checkContent();
        }
        return std::move(m_report);
    }

private:
    void find(std::string_view code, std::string sentence) {
        if (m_report.findings.size() < MAX_FINDINGS)
            m_report.findings.push_back({std::string(code), std::move(sentence)});
    }
    const base::Bytes& file(const std::string& name) const { return m_files.at(name); }

    bool checkManifest() {
        const auto found = m_files.find(std::string(MANIFEST));
        if (found == m_files.end()) {
            find("audit.bundle_file_missing", "manifest.json is missing.");
            return false;
        }
        auto manifest = readManifest(found->second);
        if (!manifest) {
            find("audit.bundle_manifest_invalid",
                 "manifest.json is not a manifest signed by the key it names.");
            return false;
        }
        m_manifest = std::move(*manifest);
        m_report.origin = m_manifest.log.origin();
        m_report.key = base::toHex(m_manifest.key.span());
        if (m_expectation.logKey && *m_expectation.logKey != m_manifest.key)
            find("audit.bundle_key_unexpected", "The bundle is signed by another key than the expected one.");
        return true;
    }

    void checkFiles(const std::vector<std::string>& unreadable) {
        for (const auto& [name, bytes] : m_files) {
            if (name != MANIFEST && !m_manifest.files.contains(name))
                find("audit.bundle_file_extra", name + " is not in the manifest.");
        }
        for (const std::string& name : unreadable) {
            if (!m_manifest.files.contains(name))
                find("audit.bundle_file_extra", name + " is not in the manifest.");
        }
        for (const std::string_view name : BUNDLE_FILES) {
            if (!m_manifest.files.contains(std::string(name)))
                find("audit.bundle_file_missing", std::string(name) + " is not in the manifest.");
        }
        for (const auto& [name, listed] : m_manifest.files) {
            const auto found = m_files.find(name);
            if (found == m_files.end())
                find("audit.bundle_file_missing", name + " is missing.");
            else if (static_cast<std::int64_t>(found->second.size()) != listed.size ||
                     crypto::sha256(found->second) != listed.sha256)
                find("audit.bundle_file_changed", name + " was changed.");
        }
    }

    [[nodiscard]] bool hasEveryFile() const {
        return std::all_of(BUNDLE_FILES.begin(), BUNDLE_FILES.end(),
                           [&](std::string_view name) { return m_files.contains(std::string(name)); });
    }

    void checkContent() {
        if (textOf(file("log-key.pem")) != publicKeyPem(m_manifest.key))
            find("audit.bundle_key_differs", "log-key.pem is not the key that signed the manifest.");
        if (!checkTree())
            return;
        checkRecords();
        checkCheckpoints();
        checkProofs();
        for (const auto& [name, bytes] : m_files) {
            const std::string folder = std::string(BLOB_FOLDER) + "/";
            if (name.starts_with(folder) &&
                base::toHex(crypto::sha256(bytes).span()) != name.substr(folder.size()))
                find("audit.bundle_blob_misnamed", name + " is not named by its hash.");
        }
    }

    bool readLeafHashes() {
        const auto lines = linesOf(textOf(file("leaf-hashes.txt")));
        if (!lines)
            return false;
        for (const std::string_view line : *lines) {
            const auto hash = base::fixedFromHex<crypto::Hash256>(line);
            if (!hash)
                return false;
            m_tree.append(*hash);
        }
        return true;
    }

    bool checkTree() {
        if (!readLeafHashes()) {
            find("audit.bundle_tree_mismatch", "leaf-hashes.txt is not a list of hashes.");
            return false;
        }
        const auto checkpoint =
            verifyCheckpoint(textOf(file("checkpoint.txt")), m_report.origin, m_manifest.key);
        if (!checkpoint) {
            find("audit.bundle_checkpoint_invalid",
                 "checkpoint.txt is not a checkpoint of this log signed by its key.");
            return false;
        }
        m_report.size = checkpoint->size;
        m_report.root = base::toHex(checkpoint->root.span());
        if (checkpoint->size != m_tree.size() || checkpoint->root != m_tree.root()) {
            find("audit.bundle_tree_mismatch", "The leaf hashes do not add up to the checkpoint.");
            return false;
        }
        if (m_manifest.root != checkpoint->root ||
            static_cast<std::uint64_t>(m_manifest.size) != checkpoint->size)
            find("audit.bundle_manifest_invalid",
                 "The manifest states another root or size than the checkpoint.");
        return true;
    }

    void checkRecords() {
        const auto keys = readKeys(file("keys.json"));
        if (!keys) {
            find("audit.bundle_keys_invalid", "keys.json is not a list of keys.");
            return;
        }
        const auto lines = linesOf(textOf(file("records.jsonl")));
        if (!lines) {
            find("audit.bundle_record_invalid", "records.jsonl does not end with a line.");
            return;
        }
        std::vector<LeafRecord> records;
        for (std::size_t i = 0; i < lines->size(); ++i)
            checkRecord(lineName(i, "records.jsonl"), (*lines)[i], *keys, records);
        m_report.records = lines->size();
        if (static_cast<std::uint64_t>(m_manifest.records) != lines->size())
            find("audit.bundle_manifest_invalid", "The manifest states another number of records.");
        if (csvOf(records) != textOf(file("records.csv")))
            find("audit.bundle_csv_differs", "records.csv does not say what records.jsonl says.");
    }

    void checkRecord(const std::string& where, std::string_view line,
                     const std::map<crypto::KeyId, crypto::Ed25519PublicKey>& keys,
                     std::vector<LeafRecord>& records) {
        const auto json = base::Json::parseCanonical(line);
        auto record = json ? LeafRecord::parse(*json) : base::Unexpected(Error::leafMalformed);
        if (!record) {
            find("audit.bundle_record_invalid",
                 where + " is not a record, or shows what its leaf did not commit to.");
            return;
        }
        const Leaf& leaf = record->leaf;
        const LeafPosition& position = leaf.position();
        if (leaf.log() != m_manifest.log)
            find("audit.bundle_record_foreign", where + " belongs to another log.");
        if ((m_last && position.index <= *m_last) || position.index >= m_tree.size() ||
            m_tree.leaf(position.index) != leaf.hash())
            find("audit.bundle_record_misplaced",
                 where + " is not the leaf that the tree has there, or out of order.");
        else if (position.index > 0 && position.previous != m_tree.leaf(position.index - 1))
            find("audit.bundle_chain_broken", where + " does not name the leaf before it.");
        m_last = std::max(m_last.value_or(0), position.index);
        const auto key = keys.find(leaf.key());
        if (key == keys.end() || !leaf.verifiesBy(key->second))
            find("audit.bundle_record_unsigned", where + " is not signed by a key of keys.json.");
        records.push_back(std::move(record).value());
    }

    void checkOwn(std::string_view note, const std::string& what) {
        const auto checkpoint = verifyCheckpoint(note, m_report.origin, m_manifest.key);
        if (!checkpoint)
            find("audit.bundle_checkpoint_invalid",
                 what + " is not a checkpoint of this log signed by its key.");
        else if (checkpoint->size > m_tree.size() || m_tree.rootAt(checkpoint->size) != checkpoint->root)
            find("audit.bundle_checkpoint_inconsistent",
                 what + " is of another history: the log was rewritten or cut.");
    }

    /// One line of checkpoints.jsonl; false when it is not one.
    bool checkCheckpointLine(const std::string& where, std::string_view line) {
        const auto json = base::Json::parseCanonical(line);
        if (!json)
            return false;
        base::JsonFields fields(*json);
        const auto key = base::fixedMember<crypto::Ed25519PublicKey>(fields, "key");
        const auto kind = fields.string("kind");
        const auto text = fields.string("note");
        if (!fields.done() || !key || (*kind != "own" && *kind != "foreign"))
            return false;
        if (*kind == "own") {
            checkOwn(*text, where);
            return true;
        }
        const auto note = SignedNote::parse(*text);
        const auto checkpoint = note ? Checkpoint::parseText(note->text) : base::Unexpected(note.error());
        if (!checkpoint)
            return false;
        if (!note->isSignedBy(checkpoint->origin, *key))
            find("audit.bundle_checkpoint_invalid", where + " is not signed by the key beside it.");
        return true;
    }

    void checkCheckpoints() {
        for (std::size_t i = 0; i < m_expectation.heldCheckpoints.size(); ++i)
            checkOwn(m_expectation.heldCheckpoints[i],
                     "Checkpoint " + std::to_string(i + 1) + " that you gave");
        const auto lines = linesOf(textOf(file("checkpoints.jsonl")));
        for (std::size_t i = 0; lines && i < lines->size(); ++i) {
            if (!checkCheckpointLine(lineName(i, "checkpoints.jsonl"), (*lines)[i])) {
                find("audit.bundle_checkpoint_invalid", "checkpoints.jsonl is not a list of checkpoints.");
                return;
            }
            ++m_report.checkpoints;
        }
        if (!lines)
            find("audit.bundle_checkpoint_invalid", "checkpoints.jsonl is not a list of checkpoints.");
    }

    static std::optional<Proof> readProof(const base::Json* json) {
        Proof proof;
        for (const base::Json& item : *json->array()) {
            const auto hash = base::fixedFrom<crypto::Hash256>(item);
            if (!hash)
                return std::nullopt;
            proof.push_back(*hash);
        }
        return proof;
    }

    [[nodiscard]] bool isWholeSize(const std::optional<std::int64_t>& size) const {
        return size && *size >= 0 && static_cast<std::uint64_t>(*size) == m_tree.size();
    }

    [[nodiscard]] bool consistencyHolds(const base::Json& json) const {
        base::JsonFields fields(json);
        const auto from = fields.integer("from");
        const auto to = fields.integer("to");
        const base::Json* hashes = fields.array("hashes");
        if (!fields.done() || !isWholeSize(to) || *from < 1 || *from > *to)
            return false;
        const auto proof = readProof(hashes);
        const auto size = static_cast<std::uint64_t>(*from);
        return proof && verifyConsistency(size, m_tree.size(), m_tree.rootAt(size), m_tree.root(), *proof);
    }

    [[nodiscard]] bool inclusionHolds(const base::Json& json) const {
        base::JsonFields fields(json);
        const auto index = fields.integer("index");
        const auto size = fields.integer("size");
        const base::Json* hashes = fields.array("hashes");
        if (!fields.done() || !isWholeSize(size) || *index < 0 || *index >= *size)
            return false;
        const auto proof = readProof(hashes);
        const auto place = static_cast<std::uint64_t>(*index);
        return proof && verifyInclusion(m_tree.leaf(place), place, m_tree.size(), *proof, m_tree.root());
    }

    void checkProofs() {
        const auto json = base::Json::parseCanonical(textOf(file("proofs.json")));
        bool holds = json.has_value();
        if (holds) {
            base::JsonFields fields(*json);
            const base::Json* consistency = fields.array("consistency");
            const base::Json* inclusion = fields.array("inclusion");
            holds = fields.done() &&
                    std::all_of(consistency->array()->begin(), consistency->array()->end(),
                                [&](const base::Json& item) { return consistencyHolds(item); }) &&
                    std::all_of(inclusion->array()->begin(), inclusion->array()->end(),
                                [&](const base::Json& item) { return inclusionHolds(item); });
        }
        if (!holds)
            find("audit.bundle_proof_invalid", "proofs.json has a proof that does not hold.");
    }

    const BundleFiles& m_files;
    const BundleExpectation& m_expectation;
    Manifest m_manifest;
    MerkleTree m_tree;
    std::optional<std::uint64_t> m_last;
    BundleReport m_report;
};

/// Reads one folder's files; what is no file goes to `unreadable`.
void readFiles(base::FileSystem& files, const std::string& folder, const std::string& prefix,
               BundleFiles& content, std::vector<std::string>& unreadable) {
    const auto names = files.list(folder);
    if (!names)
        return;
    for (const std::string& name : *names) {
        if (prefix.empty() && name == BLOB_FOLDER && files.list(folder + "/" + name)) {
            readFiles(files, folder + "/" + name, name + "/", content, unreadable);
            continue;
        }
        auto bytes = base::readWhole(files, folder + "/" + name, MAX_BUNDLE_FILE);
        if (bytes)
            content[prefix + name] = std::move(bytes).value();
        else
            unreadable.push_back(prefix + name);
    }
}

} // namespace

BundleReport verifyBundleFiles(const BundleFiles& files, const std::vector<std::string>& unreadable,
                               const BundleExpectation& expectation) {
    return Verifier(files, expectation).verify(unreadable);
}

BundleReport verifyBundle(base::FileSystem& files, const std::string& folder,
                          const BundleExpectation& expectation) {
    BundleFiles content;
    std::vector<std::string> unreadable;
    readFiles(files, folder, "", content, unreadable);
    return verifyBundleFiles(content, unreadable, expectation);
}

} // namespace strongroom::audit
