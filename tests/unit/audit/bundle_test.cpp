// Every case is judged twice: by the program and by verify.py as it lies in the bundle.
#include "audit/bundle.h"

#include "audit/merkle_tree.h"
#include "base/text_encoding.h"
#include "fakes/counting_random.h"
#include "fakes/faulty_file_system.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>

using namespace strongroom;
using namespace strongroom::audit;
namespace fs = std::filesystem;

namespace {

const LogName LOG{std::string(64, 'a'), "console"};
const LogName STATION{std::string(64, 'a'), "station-b"};

crypto::Ed25519KeyPair keyPair(std::uint64_t seed) {
    test::CountingRandom random(seed);
    return crypto::Ed25519KeyPair::generate(random);
}
const crypto::Ed25519KeyPair& logKey() {
    static const crypto::Ed25519KeyPair key = keyPair(1);
    return key;
}
const crypto::Ed25519KeyPair& annasKey() {
    static const crypto::Ed25519KeyPair key = keyPair(2);
    return key;
}

struct Log {
    MerkleTree tree;
    std::vector<LeafRecord> records;

    void add(const std::string& kind, const crypto::Ed25519KeyPair& actor, const LogName& name = LOG) {
        test::CountingRandom random(100 + records.size());
        Event event;
        event.kind = kind;
        event.at = base::UnixTime{1'800'000'000 + static_cast<std::int64_t>(records.size())};
        event.person = "0a";
        event.refs = {crypto::sha256(base::asBytes("invoice"))};
        event.fields = {{"amount", std::int64_t{5'000'000}}, {"payee", "=Müller \"Söhne\"\n"}};
        LeafPosition position;
        position.index = records.size();
        if (!records.empty())
            position.previous = records.back().leaf.hash();
        auto record = makeLeaf(name, position, event, actor, random);
        REQUIRE(record);
        tree.append(record->leaf.hash());
        records.push_back(std::move(record).value());
    }
    [[nodiscard]] std::string head(std::uint64_t size, const LogName& name = LOG) const {
        return signCheckpoint({name.origin(), size, tree.rootAt(size)}, logKey());
    }
    [[nodiscard]] BundleContent content() const {
        BundleContent content;
        content.log = LOG;
        for (const LeafRecord& record : records)
            content.leafHashes.push_back(record.leaf.hash());
        content.records = records;
        content.checkpoint = head(tree.size());
        content.earlier = {head(3)};
        content.foreign = {
            {signCheckpoint({STATION.origin(), 9, emptyRoot()}, annasKey()), annasKey().publicKey()}};
        content.keys = {{logKey().publicKey(), "", "console"},
                        {annasKey().publicKey(), "0a", "Anna's laptop"}};
        content.blobs = {base::toBytes(base::asBytes("invoice"))};
        content.exportedAt = base::UnixTime{1'800'000'100};
        return content;
    }
};

Log sevenLeaves() {
    Log log;
    for (int i = 0; i < 7; ++i)
        log.add(i % 2 == 0 ? "withdrawal.proposed" : "withdrawal.approved",
                i % 2 == 0 ? logKey() : annasKey());
    return log;
}

/// A bundle in a real folder, as somebody with write access to it sees it.
class Bundle {
public:
    explicit Bundle(const BundleContent& content) {
        std::string pattern = (fs::temp_directory_path() / "strongroom-bundle-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        m_parent = pattern;
        test::CountingRandom random(5);
        REQUIRE(exportBundle(*m_files, folder(), content, logKey(), random));
    }
    Bundle(const Bundle&) = delete;
    Bundle& operator=(const Bundle&) = delete;
    ~Bundle() { fs::remove_all(m_parent); }

    [[nodiscard]] std::string folder() const { return m_parent + "/export"; }
    [[nodiscard]] std::string path(const std::string& name) const { return folder() + "/" + name; }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream file(path(name), std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(path(name), std::ios::binary) << text;
    }
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto& entry : fs::recursive_directory_iterator(folder())) {
            if (entry.is_regular_file())
                all.push_back(fs::relative(entry.path(), folder()).string());
        }
        std::sort(all.begin(), all.end());
        return all;
    }
    [[nodiscard]] BundleReport report(const BundleExpectation& expectation = {}) const {
        return verifyBundle(*m_files, folder(), expectation);
    }

    /// What the exporter itself could do: lie, and sign the manifest over the lie.
    void signAgain(const crypto::Ed25519KeyPair& key = logKey(),
                   const std::map<std::string, base::Json>& members = {}) const {
        const auto object = crypto::SignedObject::parse(base::asBytes(read("manifest.json")), 1'000'000);
        REQUIRE(object);
        crypto::Unsigned manifest = object->unsignedPart();
        base::Json::Array list;
        for (const std::string& name : names()) {
            const std::string text = read(name);
            if (name != "manifest.json")
                list.push_back(
                    base::Json::Object{{"name", name},
                                       {"sha256", base::toHex(crypto::sha256(base::asBytes(text)).span())},
                                       {"size", static_cast<std::int64_t>(text.size())}});
        }
        (*manifest.body.object())["files"] = std::move(list);
        (*manifest.body.object())["key"] = base::toHex(key.publicKey().span());
        for (const auto& [member, value] : members)
            (*manifest.body.object())[member] = value;
        const auto signature = crypto::signWith(manifest, key);
        write("manifest.json", std::string(base::asText(crypto::assemble(manifest, {signature}).bytes())));
    }

    /// The finding codes of verify.py (a pristine copy: the one inside may be what was tampered with).
    [[nodiscard]] std::set<std::string> pythonFindings(const std::string& options = "") const {
        const std::string command = "PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 '" STRONGROOM_VERIFY_SCRIPT
                                    "' '" +
                                    folder() + "' --json " + options + " > '" + m_parent + "/out'";
        const int status = std::system(command.c_str());
        std::ifstream file(m_parent + "/out", std::ios::binary);
        const auto json = base::Json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
        REQUIRE(json);
        std::set<std::string> codes;
        for (const base::Json& finding : *json->find("findings")->array())
            codes.insert(*finding.find("code")->string());
        CHECK(*json->find("valid")->boolean() == codes.empty());
        CHECK((status == 0) == codes.empty());
        return codes;
    }

    /// What both verifiers find, which must be the same.
    [[nodiscard]] std::set<std::string> findings(const BundleExpectation& expectation = {},
                                                 const std::string& options = "") const {
        std::set<std::string> codes;
        for (const BundleFinding& finding : report(expectation).findings)
            codes.insert(finding.code);
        CHECK(pythonFindings(options) == codes);
        return codes;
    }
    [[nodiscard]] std::string besides(const std::string& name, const std::string& text) const {
        std::ofstream(m_parent + "/" + name, std::ios::binary) << text;
        return m_parent + "/" + name;
    }

private:
    std::unique_ptr<base::FileSystem> m_files = base::makeSystemFileSystem();
    std::string m_parent;
};

using Codes = std::set<std::string>;

std::string flipped(std::string text, std::size_t at) {
    text[at] = static_cast<char>(text[at] ^ 0x01);
    return text;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> all;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = text.find('\n', begin);
        all.push_back(text.substr(begin, end + 1 - begin));
        begin = end + 1;
    }
    return all;
}

Error exportError(const BundleContent& content) {
    test::FaultyFileSystem files;
    test::CountingRandom random(5);
    const auto result = exportBundle(files, "out/export", content, logKey(), random);
    REQUIRE_FALSE(result);
    CHECK(files.paths().empty());
    return result.error();
}

} // namespace

TEST_CASE("the bundle of an exercise says so first, and is valid like any other") {
    BundleContent content = sevenLeaves().content();
    CHECK(Bundle(content).read("README.txt").rfind("An audit bundle of Strongroom", 0) == 0);
    content.mark = BundleMark::training;
    const Bundle bundle(content);
    CHECK(bundle.read("README.txt").rfind("TRAINING: NO REAL MONEY", 0) == 0);
    CHECK(bundle.read("README.txt").find("An audit bundle of Strongroom") != std::string::npos);
    CHECK(bundle.findings().empty());
}

TEST_CASE("an exported bundle is valid, without the program too") {
    const Log log = sevenLeaves();
    const Bundle bundle(log.content());
    CHECK(bundle.findings().empty());
    const BundleReport report = bundle.report();
    CHECK(report.records == 7);
    CHECK(report.size == 7);
    CHECK(report.checkpoints == 2);
    CHECK(report.root == base::toHex(log.tree.root().span()));
    CHECK(report.origin == LOG.origin());
    CHECK(report.key == base::toHex(logKey().publicKey().span()));
    CHECK(bundle.names() ==
          std::vector<std::string>{
              "README.txt", "blobs/" + base::toHex(crypto::sha256(base::asBytes("invoice")).span()),
              "checkpoint.txt", "checkpoints.jsonl", "keys.json", "leaf-hashes.txt", "log-key.pem",
              "manifest.json", "proofs.json", "records.csv", "records.jsonl", "verify.py"});
}

TEST_CASE("a part of the records with a part of their fields is valid, and hides the rest") {
    const Log log = sevenLeaves();
    BundleContent content = log.content();
    content.records = {log.records[1].disclosing({"amount"}), log.records[5].disclosing({})};
    const Bundle bundle(content);
    CHECK(bundle.findings().empty());
    CHECK(bundle.report().records == 2);
    CHECK(bundle.read("records.jsonl").find("Müller") == std::string::npos);
    CHECK(bundle.read("proofs.json").find("\"index\":5") != std::string::npos);
}

TEST_CASE("a log without records is exported and valid") {
    BundleContent content = sevenLeaves().content();
    content.leafHashes.clear();
    content.records.clear();
    content.earlier.clear();
    content.checkpoint = signCheckpoint({LOG.origin(), 0, emptyRoot()}, logKey());
    CHECK(Bundle(content).findings().empty());
}

TEST_CASE("one flipped bit in any file of a bundle makes it invalid") {
    const Bundle bundle(sevenLeaves().content());
    for (const std::string& name : bundle.names()) {
        const std::string good = bundle.read(name);
        REQUIRE_FALSE(good.empty());
        for (const std::size_t at : {std::size_t{0}, good.size() / 2, good.size() - 1}) {
            CAPTURE(name);
            CAPTURE(at);
            bundle.write(name, flipped(good, at));
            CHECK_FALSE(bundle.report().isValid());
            CHECK_FALSE(bundle.pythonFindings().empty());
        }
        bundle.write(name, good);
    }
    CHECK(bundle.findings().empty());
}

TEST_CASE("a file that is not the one in the manifest is named as changed") {
    const Bundle bundle(sevenLeaves().content());
    for (const std::string name : {"README.txt", "records.csv", "log-key.pem"}) {
        const std::string good = bundle.read(name);
        bundle.write(name, flipped(good, good.size() / 2));
        CHECK(bundle.findings().contains("audit.bundle_file_changed"));
        bundle.write(name, good);
    }
    bundle.write("README.txt", flipped(bundle.read("README.txt"), 0));
    CHECK(bundle.findings() == Codes{"audit.bundle_file_changed"});
}

TEST_CASE("a missing file makes a bundle invalid") {
    const Bundle bundle(sevenLeaves().content());
    for (const std::string& name : bundle.names()) {
        CAPTURE(name);
        const std::string good = bundle.read(name);
        fs::remove(bundle.path(name));
        CHECK(bundle.findings() == Codes{"audit.bundle_file_missing"});
        bundle.write(name, good);
    }
}

TEST_CASE("an extra file, folder or link makes a bundle invalid") {
    const Bundle bundle(sevenLeaves().content());
    bundle.write("notes.txt", "");
    CHECK(bundle.findings() == Codes{"audit.bundle_file_extra"});
    fs::remove(bundle.path("notes.txt"));
    bundle.write("blobs/more", "");
    CHECK(bundle.findings().contains("audit.bundle_file_extra"));
    fs::remove(bundle.path("blobs/more"));
    fs::create_directory(bundle.path("folder"));
    CHECK(bundle.findings() == Codes{"audit.bundle_file_extra"});
    fs::remove(bundle.path("folder"));
    fs::rename(bundle.path("records.csv"), bundle.besides("moved", ""));
    fs::create_symlink(bundle.besides("other", ""), bundle.path("records.csv"));
    CHECK(bundle.findings() == Codes{"audit.bundle_file_missing"});
}

TEST_CASE("what is no bundle is invalid") {
    const auto files = base::makeSystemFileSystem();
    CHECK_FALSE(verifyBundle(*files, "/nonexistent").isValid());
}

TEST_CASE("a bundle signed by another key is found by whoever knows the log's key") {
    const Bundle bundle(sevenLeaves().content());
    const std::string good = " --key " + base::toHex(logKey().publicKey().span());
    CHECK(bundle.findings({logKey().publicKey(), {}}, good).empty());
    const std::string other = " --key " + base::toHex(annasKey().publicKey().span());
    CHECK(bundle.findings({annasKey().publicKey(), {}}, other) == Codes{"audit.bundle_key_unexpected"});
}

TEST_CASE("a manifest signed by a key that it does not name is invalid") {
    const Bundle bundle(sevenLeaves().content());
    bundle.signAgain(annasKey(), {{"key", base::toHex(logKey().publicKey().span())}});
    CHECK(bundle.findings() == Codes{"audit.bundle_manifest_invalid"});
}

TEST_CASE("an exporter that swaps the log's key is found by its checkpoint") {
    const Bundle bundle(sevenLeaves().content());
    bundle.signAgain(annasKey());
    CHECK(bundle.findings() == Codes{"audit.bundle_key_differs", "audit.bundle_checkpoint_invalid"});
}

TEST_CASE("an exporter cannot show another value of a field") {
    const Bundle bundle(sevenLeaves().content());
    bundle.write("records.jsonl", replaced(bundle.read("records.jsonl"), "5000000", "5000001"));
    bundle.signAgain();
    CHECK(bundle.findings() == Codes{"audit.bundle_record_invalid", "audit.bundle_csv_differs"});
}

TEST_CASE("an exporter cannot change a leaf, leave it out of order or give it twice") {
    const Bundle bundle(sevenLeaves().content());
    const std::string good = bundle.read("records.jsonl");
    bundle.write("records.jsonl", replaced(good, "withdrawal.approved", "withdrawal.rejected"));
    bundle.signAgain();
    CHECK(bundle.findings() ==
          Codes{"audit.bundle_record_misplaced", "audit.bundle_record_unsigned", "audit.bundle_csv_differs"});
    std::vector<std::string> order = lines(good);
    std::swap(order[2], order[3]);
    std::string swapped;
    for (const std::string& line : order)
        swapped += line;
    bundle.write("records.jsonl", swapped);
    bundle.signAgain();
    CHECK(bundle.findings() == Codes{"audit.bundle_record_misplaced", "audit.bundle_csv_differs"});
    bundle.write("records.jsonl", good + order.back());
    bundle.signAgain();
    CHECK(bundle.findings() == Codes{"audit.bundle_record_misplaced", "audit.bundle_csv_differs",
                                     "audit.bundle_manifest_invalid"});
}

TEST_CASE("an exporter cannot say something else in the table") {
    const Bundle bundle(sevenLeaves().content());
    bundle.write("records.csv", replaced(bundle.read("records.csv"), "5000000", "4000000"));
    bundle.signAgain();
    CHECK(bundle.findings() == Codes{"audit.bundle_csv_differs"});
}

TEST_CASE("an exporter cannot drop a leaf from the tree") {
    const Bundle bundle(sevenLeaves().content());
    std::vector<std::string> hashes = lines(bundle.read("leaf-hashes.txt"));
    hashes.erase(hashes.begin() + 4);
    std::string text;
    for (const std::string& hash : hashes)
        text += hash;
    bundle.write("leaf-hashes.txt", text);
    bundle.signAgain();
    CHECK(bundle.findings() == Codes{"audit.bundle_tree_mismatch"});
}

TEST_CASE("a rewritten history is found by a checkpoint that was kept (A111, A115)") {
    const Log log = sevenLeaves();
    Log other;
    for (int i = 0; i < 7; ++i)
        other.add(i == 2 ? "withdrawal.rejected" : "withdrawal.proposed", logKey());
    BundleContent content = other.content();
    const Bundle bundle(content);
    CHECK(bundle.findings().empty());
    const std::string kept = log.head(5);
    CHECK(bundle.findings({{}, {kept}}, " --checkpoint '" + bundle.besides("kept", kept) + "'") ==
          Codes{"audit.bundle_checkpoint_inconsistent"});
}

TEST_CASE("a log whose tail was cut is found by a checkpoint that was kept (A111)") {
    const Log log = sevenLeaves();
    Log cut;
    for (int i = 0; i < 5; ++i)
        cut.add(i % 2 == 0 ? "withdrawal.proposed" : "withdrawal.approved",
                i % 2 == 0 ? logKey() : annasKey());
    const Bundle bundle(cut.content());
    const std::string kept = log.head(7);
    CHECK(bundle.findings({{}, {kept}}, " --checkpoint '" + bundle.besides("kept", kept) + "'") ==
          Codes{"audit.bundle_checkpoint_inconsistent"});
    const std::string still = log.head(4);
    CHECK(bundle.findings({{}, {still}}, " --checkpoint '" + bundle.besides("kept", still) + "'").empty());
}

TEST_CASE("forged checkpoints, proofs, keys and blobs are found though the manifest is signed") {
    const Bundle bundle(sevenLeaves().content());
    const auto forged = [&](const std::string& name, const std::string& text) {
        const std::string good = bundle.read(name);
        bundle.write(name, text);
        bundle.signAgain();
        const Codes codes = bundle.findings();
        bundle.write(name, good);
        return codes;
    };
    const std::string checkpoints = bundle.read("checkpoints.jsonl");
    CHECK(forged("checkpoints.jsonl", replaced(checkpoints, "\\n3\\n", "\\n4\\n")) ==
          Codes{"audit.bundle_checkpoint_invalid"});
    CHECK(forged("checkpoints.jsonl", replaced(checkpoints, "\\n9\\n", "\\n8\\n")) ==
          Codes{"audit.bundle_checkpoint_invalid"});
    CHECK(forged("checkpoints.jsonl", "{}\n") == Codes{"audit.bundle_checkpoint_invalid"});
    const std::string proofs = bundle.read("proofs.json");
    CHECK(forged("proofs.json", replaced(proofs, "\"from\":3", "\"from\":2")) ==
          Codes{"audit.bundle_proof_invalid"});
    CHECK(forged("proofs.json", replaced(proofs, "\"to\":7", "\"to\":6")) ==
          Codes{"audit.bundle_proof_invalid"});
    CHECK(forged("proofs.json", "{}") == Codes{"audit.bundle_proof_invalid"});
    CHECK(forged("keys.json", R"({"keys":[]})") == Codes{"audit.bundle_record_unsigned"});
    CHECK(forged("keys.json", replaced(bundle.read("keys.json"), "\"key_id\":\"", "\"key_id\":\"00")) ==
          Codes{"audit.bundle_keys_invalid"});
    CHECK(forged("log-key.pem", publicKeyPem(annasKey().publicKey())) == Codes{"audit.bundle_key_differs"});
    CHECK(forged("checkpoint.txt", sevenLeaves().head(6)) == Codes{"audit.bundle_tree_mismatch"});
    const std::string blob = "blobs/" + base::toHex(crypto::sha256(base::asBytes("invoice")).span());
    CHECK(forged(blob, "another invoice") == Codes{"audit.bundle_blob_misnamed"});
    bundle.signAgain(logKey(), {{"records", 6}});
    CHECK(bundle.findings() == Codes{"audit.bundle_manifest_invalid"});
}

TEST_CASE("a file that is neither there nor in the signed manifest is missed all the same") {
    const Bundle bundle(sevenLeaves().content());
    for (const std::string& name : bundle.names()) {
        if (name == "manifest.json" || name.starts_with("blobs/"))
            continue;
        CAPTURE(name);
        const std::string good = bundle.read(name);
        fs::remove(bundle.path(name));
        bundle.signAgain();
        CHECK(bundle.findings() == Codes{"audit.bundle_file_missing"});
        bundle.write(name, good);
    }
    bundle.signAgain();
    CHECK(bundle.findings().empty());
}

TEST_CASE("a list of leaf hashes with a line that is no hash is invalid, though the hashes add up") {
    const Bundle bundle(sevenLeaves().content());
    const std::string good = bundle.read("leaf-hashes.txt");
    for (const std::string more : {"no hash\n", "\n", "00\n"}) {
        CAPTURE(more);
        bundle.write("leaf-hashes.txt", good + more);
        bundle.signAgain();
        CHECK(bundle.findings() == Codes{"audit.bundle_tree_mismatch"});
    }
}

TEST_CASE("a manifest that states another root or size than the checkpoint is invalid") {
    const Bundle bundle(sevenLeaves().content());
    bundle.signAgain(logKey(), {{"root", std::string(64, '0')}});
    CHECK(bundle.findings() == Codes{"audit.bundle_manifest_invalid"});
    bundle.signAgain(logKey(), {{"root", bundle.report().root}, {"size", 6}});
    CHECK(bundle.findings() == Codes{"audit.bundle_manifest_invalid"});
    bundle.signAgain(logKey(), {{"size", 7}});
    CHECK(bundle.findings().empty());
}

TEST_CASE("records and checkpoints whose last line does not end are invalid") {
    const Bundle bundle(sevenLeaves().content());
    const auto unended = [&](const std::string& name) {
        const std::string good = bundle.read(name);
        bundle.write(name, good.substr(0, good.size() - 1));
        bundle.signAgain();
        const Codes codes = bundle.findings();
        bundle.write(name, good);
        return codes;
    };
    CHECK(unended("records.jsonl") == Codes{"audit.bundle_record_invalid"});
    CHECK(unended("checkpoints.jsonl") == Codes{"audit.bundle_checkpoint_invalid"});
}

TEST_CASE("another log's checkpoint that is no note, or no checkpoint, is invalid") {
    const Bundle bundle(sevenLeaves().content());
    const std::string good = bundle.read("checkpoints.jsonl");
    SignedNote greeting{"hello\n", {}};
    greeting.sign(STATION.origin(), annasKey());
    for (const std::string& note : {std::string("no note"), greeting.toText()}) {
        CAPTURE(note);
        const base::Json line = base::Json::Object{
            {"key", base::toHex(annasKey().publicKey().span())}, {"kind", "foreign"}, {"note", note}};
        bundle.write("checkpoints.jsonl", good + line.canonical() + "\n");
        bundle.signAgain();
        CHECK(bundle.findings() == Codes{"audit.bundle_checkpoint_invalid"});
    }
}

TEST_CASE("a log that does not prove itself is not exported, and nothing is written") {
    const Log log = sevenLeaves();
    BundleContent content = log.content();
    content.leafHashes.pop_back();
    CHECK(exportError(content) == Error::bundleIncomplete);
    content = log.content();
    content.checkpoint = log.head(6);
    CHECK(exportError(content) == Error::bundleIncomplete);
    content = log.content();
    content.keys.pop_back();
    CHECK(exportError(content) == Error::bundleIncomplete);
    content = log.content();
    std::swap(content.records[0], content.records[1]);
    CHECK(exportError(content) == Error::bundleIncomplete);
    content = log.content();
    content.foreign[0].key = logKey().publicKey();
    CHECK(exportError(content) == Error::bundleIncomplete);
}

TEST_CASE("an earlier head that is none, or of a longer log, is not exported; that of the empty log is") {
    Log log = sevenLeaves();
    BundleContent content = log.content();
    const auto proofs = [&] { return Bundle(content).read("proofs.json"); };
    CHECK(proofs().find("\"from\":3") != std::string::npos);
    content.earlier = {log.head(0)};
    CHECK(Bundle(content).findings().empty());
    CHECK(proofs() == R"({"consistency":[],"inclusion":[]})"); // every log begins with nothing
    content.earlier = {"no note"};
    CHECK(exportError(content) == Error::bundleIncomplete);
    log.add("withdrawal.proposed", logKey());
    content.earlier = {log.head(8)};
    CHECK(exportError(content) == Error::bundleIncomplete);
}

TEST_CASE("a chain broken by the log itself is not exported") {
    Log log = sevenLeaves();
    Log other;
    other.add("withdrawal.rejected", logKey());
    other.add("withdrawal.approved", annasKey());
    log.records[1] = other.records[1]; // a valid leaf 1, after another leaf 0
    log.tree = {};
    for (const LeafRecord& record : log.records)
        log.tree.append(record.leaf.hash());
    CHECK(exportError(log.content()) == Error::bundleIncomplete);
    log.records.erase(log.records.begin(), log.records.begin() + 3); // what is left is in order
    BundleContent content = log.content();
    content.leafHashes.clear();
    for (std::uint64_t i = 0; i < log.tree.size(); ++i)
        content.leafHashes.push_back(log.tree.leaf(i));
    CHECK(Bundle(content).findings().empty());
}

TEST_CASE("leaves of another log are not exported") {
    Log log;
    for (int i = 0; i < 4; ++i)
        log.add("withdrawal.proposed", logKey(), i == 3 ? STATION : LOG);
    CHECK(exportError(log.content()) == Error::bundleIncomplete);
}

TEST_CASE("an exporter cannot put records into a bundle that its own export would refuse") {
    const auto withRecord = [](const BundleContent& content, const LeafRecord& record, bool first) {
        const Bundle bundle(content);
        const std::string line = record.toJson().canonical() + "\n";
        const std::string good = bundle.read("records.jsonl");
        bundle.write("records.jsonl", first ? line + good : good + line);
        bundle.signAgain(logKey(), {{"records", static_cast<std::int64_t>(content.records.size() + 1)}});
        return bundle.findings();
    };
    Log mixed;
    for (int i = 0; i < 4; ++i)
        mixed.add("withdrawal.proposed", logKey(), i == 3 ? STATION : LOG);
    BundleContent content = mixed.content();
    content.records.pop_back();
    CHECK(withRecord(content, mixed.records.back(), false).contains("audit.bundle_record_foreign"));
    Log broken = sevenLeaves();
    Log other;
    other.add("withdrawal.rejected", logKey());
    other.add("withdrawal.approved", annasKey());
    broken.records[1] = other.records[1]; // a valid leaf 1, after another leaf 0
    broken.tree = {};
    for (const LeafRecord& record : broken.records)
        broken.tree.append(record.leaf.hash());
    content = broken.content();
    content.records.erase(content.records.begin(), content.records.begin() + 3);
    const Codes codes = withRecord(content, broken.records[1], true);
    CHECK(codes.contains("audit.bundle_chain_broken"));
    CHECK_FALSE(codes.contains("audit.bundle_record_misplaced"));
}

TEST_CASE("a folder that exists is never touched") {
    test::FaultyFileSystem files;
    REQUIRE(files.createFolders("out/export"));
    test::CountingRandom random(5);
    CHECK(exportBundle(files, "out/export", sevenLeaves().content(), logKey(), random).error() ==
          Error::bundleExists);
}

TEST_CASE("whichever write fails, there is a whole bundle or none, and nothing is left beside it (I5)") {
    const BundleContent content = sevenLeaves().content();
    for (const test::Fault fault : {test::Fault::noSpace, test::Fault::shortWrite}) {
        for (std::size_t n = 0;; ++n) {
            CAPTURE(n);
            test::FaultyFileSystem files;
            REQUIRE(files.createFolders("out"));
            files.failAt(n, fault);
            test::CountingRandom random(5);
            const auto result = exportBundle(files, "out/export", content, logKey(), random);
            if (!files.hasFailed()) {
                CHECK(result);
                break;
            }
            CHECK_FALSE(result);
            if (files.exists("out/export")) // the last call, which makes the name durable, failed
                CHECK(verifyBundle(files, "out/export").isValid());
            else
                CHECK(files.paths() == std::vector<std::string>{"out"});
        }
    }
}
