#include "audit/bundle.h"
#include "audit/bundle_files.h"
#include "audit/csv.h"
#include "audit/merkle_tree.h"
#include "base/check.h"
#include "base/text_encoding.h"

namespace strongroom::audit {

namespace {

constexpr std::string_view TRAINING = R"(TRAINING: NO REAL MONEY
=======================
This is the log of a training treasury. Its people, payments and coins are an exercise.

)";

constexpr std::string_view README = R"(An audit bundle of Strongroom
=============================

records.csv        the records, for a spreadsheet (a view: what counts is records.jsonl)
records.jsonl      the records: each a signed leaf of the log and the fields that are shown
leaf-hashes.txt    the hash of every leaf of the log, also of those that are not shown
checkpoint.txt     the log's signed head (C2SP checkpoint)
checkpoints.jsonl  earlier heads of this log, and heads of other logs that this log holds
proofs.json        that earlier heads are beginnings of this log; that shown records are in it
keys.json          the public keys that signed records, and whose they are
log-key.pem        the log's public key
blobs/             larger documents, named by their SHA-256
manifest.json      what the bundle consists of, signed by the log
verify.py          verifies all of this with Python's standard library alone

Verify everything:

    python3 verify.py . --key KEY --checkpoint A-CHECKPOINT-THAT-YOU-KEPT

KEY is the log's public key in hex, as you have it from elsewhere; without it, compare the one that is printed. An
earlier checkpoint shows that nothing was taken out since. Who does not trust the exporter takes verify.py from
elsewhere.

Verify the head with public tools alone:

    sed '/^$/,$d' checkpoint.txt > body
    sed -n 's/^— [^ ]* //p' checkpoint.txt | openssl base64 -d -A | tail -c +5 > sig
    openssl pkeyutl -verify -pubin -inkey log-key.pem -rawin -in body -sigfile sig
)";

std::string hexOf(const crypto::Hash256& hash) {
    return base::toHex(hash.span());
}

base::Json hexList(const Proof& proof) {
    base::Json::Array list;
    for (const crypto::Hash256& hash : proof)
        list.push_back(hexOf(hash));
    return list;
}

std::string recordLines(const BundleContent& content) {
    std::string lines;
    for (const LeafRecord& record : content.records)
        lines += record.toJson().canonical() + "\n";
    return lines;
}

std::string leafHashLines(const BundleContent& content) {
    std::string lines;
    for (const crypto::Hash256& hash : content.leafHashes)
        lines += hexOf(hash) + "\n";
    return lines;
}

std::string keysDocument(const BundleContent& content) {
    base::Json::Array keys;
    for (const BundleKey& key : content.keys)
        keys.push_back(base::Json::Object{{"key", base::toHex(key.key.span())},
                                          {"key_id", base::toHex(crypto::keyIdOf(key.key).span())},
                                          {"label", key.label},
                                          {"person", key.person}});
    return base::Json(base::Json::Object{{"keys", std::move(keys)}}).canonical();
}

std::string checkpointLines(const BundleContent& content, const crypto::Ed25519PublicKey& logKey) {
    std::string lines;
    const auto add = [&](std::string_view kind, const std::string& note,
                         const crypto::Ed25519PublicKey& key) {
        const base::Json line =
            base::Json::Object{{"key", base::toHex(key.span())}, {"kind", kind}, {"note", note}};
        lines += line.canonical() + "\n";
    };
    for (const std::string& note : content.earlier)
        add("own", note, logKey);
    for (const ForeignCheckpoint& foreign : content.foreign)
        add("foreign", foreign.note, foreign.key);
    return lines;
}

/// Consistency from every earlier head; inclusion of every record when not all are shown.
std::string proofsDocument(const BundleContent& content, const MerkleTree& tree) {
    base::Json::Array consistency;
    for (const std::string& text : content.earlier) {
        const auto note = SignedNote::parse(text);
        const auto earlier = note ? Checkpoint::parseText(note->text) : base::Unexpected(note.error());
        if (!earlier || earlier->size == 0 || earlier->size > tree.size())
            continue; // the verification of what is written refuses it
        consistency.push_back(
            base::Json::Object{{"from", static_cast<std::int64_t>(earlier->size)},
                               {"hashes", hexList(tree.consistency(earlier->size, tree.size()))},
                               {"to", static_cast<std::int64_t>(tree.size())}});
    }
    base::Json::Array inclusion;
    for (const LeafRecord& record : content.records) {
        const std::uint64_t index = record.leaf.position().index;
        if (content.records.size() < content.leafHashes.size() && index < tree.size())
            inclusion.push_back(base::Json::Object{{"hashes", hexList(tree.inclusion(index, tree.size()))},
                                                   {"index", static_cast<std::int64_t>(index)},
                                                   {"size", static_cast<std::int64_t>(tree.size())}});
    }
    const base::Json document =
        base::Json::Object{{"consistency", std::move(consistency)}, {"inclusion", std::move(inclusion)}};
    return document.canonical();
}

base::Bytes signedManifest(const BundleContent& content, const BundleFiles& files, const MerkleTree& tree,
                           const crypto::Ed25519KeyPair& logKey) {
    base::Json::Array list;
    for (const auto& [name, bytes] : files)
        list.push_back(base::Json::Object{{"name", name},
                                          {"sha256", hexOf(crypto::sha256(bytes))},
                                          {"size", static_cast<std::int64_t>(bytes.size())}});
    crypto::Unsigned manifest;
    manifest.type = MANIFEST_TYPE;
    manifest.treasury = content.log.treasury;
    manifest.body = base::Json::Object{
        {"exported_at", content.exportedAt.seconds},
        {"files", std::move(list)},
        {"key", base::toHex(logKey.publicKey().span())},
        {"log", content.log.log},
        {"records", static_cast<std::int64_t>(content.records.size())},
        {"root", hexOf(tree.root())},
        {"size", static_cast<std::int64_t>(tree.size())},
    };
    const crypto::Signature signature = crypto::signWith(manifest, logKey);
    return crypto::assemble(std::move(manifest), {signature}).bytes();
}

std::string readmeOf(BundleMark mark) {
    switch (mark) {
    case BundleMark::none:
        return std::string(README);
    case BundleMark::training:
        return std::string(TRAINING).append(README);
    }
    base::checkFailed("BundleMark");
}

BundleFiles filesOf(const BundleContent& content, const crypto::Ed25519KeyPair& logKey) {
    MerkleTree tree;
    for (const crypto::Hash256& hash : content.leafHashes)
        tree.append(hash);
    BundleFiles files;
    const auto add = [&](const std::string& name, std::string_view text) {
        files[name] = base::toBytes(base::asBytes(text));
    };
    add("README.txt", readmeOf(content.mark));
    add("verify.py", verifyScript());
    add("records.jsonl", recordLines(content));
    add("records.csv", csvOf(content.records));
    add("leaf-hashes.txt", leafHashLines(content));
    add("checkpoint.txt", content.checkpoint);
    add("checkpoints.jsonl", checkpointLines(content, logKey.publicKey()));
    add("proofs.json", proofsDocument(content, tree));
    add("keys.json", keysDocument(content));
    add("log-key.pem", publicKeyPem(logKey.publicKey()));
    for (const base::Bytes& blob : content.blobs)
        files[std::string(BLOB_FOLDER) + "/" + hexOf(crypto::sha256(blob))] = blob;
    files[std::string(MANIFEST)] = signedManifest(content, files, tree, logKey);
    return files;
}

base::FileResult<void> writeFile(base::FileSystem& files, const std::string& path, base::ByteSpan content) {
    STRONGROOM_ASSIGN(const auto file, files.open(path, base::OpenMode::createNew));
    STRONGROOM_TRY(file->append(content));
    return file->sync();
}

std::string parentOf(const std::string& folder) {
    const auto slash = folder.rfind('/');
    return slash == std::string::npos ? "." : folder.substr(0, slash == 0 ? 1 : slash);
}

base::FileResult<void> writeFolder(base::FileSystem& files, const std::string& folder,
                                   const BundleFiles& content) {
    STRONGROOM_TRY(files.createFolders(folder));
    const std::string blobs = folder + "/" + std::string(BLOB_FOLDER);
    bool hasBlobs = false;
    for (const auto& [name, bytes] : content) {
        if (!hasBlobs && name.starts_with(BLOB_FOLDER)) {
            STRONGROOM_TRY(files.createFolders(blobs));
            hasBlobs = true;
        }
        STRONGROOM_TRY(writeFile(files, folder + "/" + name, bytes));
    }
    if (hasBlobs)
        STRONGROOM_TRY(files.syncFolder(blobs));
    return files.syncFolder(folder);
}

/// As far as it goes: what stays is named as a part and is no bundle.
void discardFolder(base::FileSystem& files, const std::string& folder, const BundleFiles& content) {
    for (const auto& [name, bytes] : content)
        static_cast<void>(files.remove(folder + "/" + name));
    static_cast<void>(files.remove(folder + "/" + std::string(BLOB_FOLDER)));
    static_cast<void>(files.remove(folder));
}

} // namespace

base::Result<void, Error> exportBundle(base::FileSystem& files, const std::string& folder,
                                       const BundleContent& content, const crypto::Ed25519KeyPair& logKey,
                                       base::Random& random) {
    if (files.exists(folder))
        return base::Unexpected(Error::bundleExists);
    const BundleFiles bundle = filesOf(content, logKey);
    if (!verifyBundleFiles(bundle, {}, {logKey.publicKey(), content.earlier}).isValid())
        return base::Unexpected(Error::bundleIncomplete);
    std::array<std::uint8_t, 8> suffix{};
    random.fill(suffix);
    const std::string part = folder + ".part-" + base::toHex(suffix);
    auto written = writeFolder(files, part, bundle);
    if (written)
        written = files.rename(part, folder);
    if (!written) {
        discardFolder(files, part, bundle);
        return base::Unexpected(written.error() == base::FileError::noSpace ? Error::noSpace
                                                                            : Error::diskFailed);
    }
    if (!files.syncFolder(parentOf(folder)))
        return base::Unexpected(Error::diskFailed);
    return {};
}

} // namespace strongroom::audit
