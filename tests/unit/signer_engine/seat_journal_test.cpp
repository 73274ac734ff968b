#include "fakes/counting_random.h"
#include "fakes/faulty_file_system.h"
#include "fakes/spend_world.h"
#include "secret/secret_memory.h"
#include "signer/engine/seat_journal.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::signer;
using test::labelHash;

namespace {

const std::string PATH = "/seat/journal";
constexpr base::UnixTime NOON{1'800'000'000};
const audit::LogName LOG{std::string(64, 'a'), "console"};

base::Bytes key(std::uint8_t byte = 1) {
    return base::Bytes(32, byte);
}

crypto::Ed25519KeyPair logKey() {
    return crypto::Ed25519KeyPair::fromSeed(crypto::Ed25519Seed::copyOf(labelHash("log").span()));
}

struct Desk {
    test::FaultyFileSystem files;
    test::CountingRandom random;

    Desk() { REQUIRE(secret::initialise()); }
    [[nodiscard]] SeatJournal create() {
        return SeatJournal::create(files, PATH, LOG, logKey(), random).value();
    }
    /// The code why it does not open and unlock, or "open".
    [[nodiscard]] std::string reopen(const base::Bytes& seatKey = key()) {
        auto journal = SeatJournal::open(files, PATH, LOG, logKey(), random);
        if (!journal)
            return journal.error().code;
        const auto unlocked = journal->unlock(seatKey);
        CHECK(unlocked.has_value() == journal->isUnlocked());
        return unlocked ? "open" : unlocked.error().code;
    }
};

std::string note(SeatJournal& journal, std::int64_t version, std::string kind = "seat.tested") {
    const Fact fact = AuthorityAdopted{version, labelHash(std::to_string(version))};
    const Happening happening{{.kind = std::move(kind), .at = NOON, .fields = {{"canary", "plain words"}}}};
    const auto done = journal.append(NOON, std::span(&fact, 1), std::span(&happening, 1));
    return done ? "done" : done.error().code;
}

std::string failedUnlock(SeatJournal& journal) {
    const Happening happening{{.kind = "seat.unlock_failed", .at = NOON}};
    const auto done = journal.append(NOON, {}, std::span(&happening, 1));
    return done ? "done" : done.error().code;
}

/// Frames of the file, as JournalFile keeps them, rebuilt without some: what somebody can do who may write
/// the file but has no key to it.
void rewrite(Desk& desk, const std::vector<std::size_t>& order) {
    std::vector<audit::JournalRecord> records;
    const auto owner = crypto::taggedHash("strongroom/journal-owner/1", base::asBytes(LOG.origin()));
    REQUIRE(audit::JournalFile::open(
        desk.files, PATH, owner,
        [&](const audit::JournalRecord& record, const audit::JournalHead&) { records.push_back(record); }));
    REQUIRE(desk.files.remove(PATH));
    auto file = audit::JournalFile::create(desk.files, PATH, owner).value();
    for (const std::size_t i : order)
        REQUIRE(file.append(records.at(i).type, records.at(i).payload));
}

} // namespace

TEST_CASE("what was journalled is there again for the right key, and for nobody else") {
    Desk desk;
    crypto::Hash256 root;
    {
        SeatJournal journal = desk.create();
        REQUIRE(journal.unlock(key()));
        CHECK(note(journal, 3) == "done");
        CHECK(note(journal, 4) == "done");
        root = journal.tree().root();
    }
    auto journal = SeatJournal::open(desk.files, PATH, LOG, logKey(), desk.random).value();
    CHECK(journal.tree().size() == 2);
    CHECK(journal.tree().root() == root); // known while locked
    CHECK(journal.records().empty());
    const auto refused = journal.unlock(key(2));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "signer.wrong_seat_key");
    CHECK_FALSE(journal.isUnlocked());
    CHECK(journal.ledger().authorityVersion() == 0);
    REQUIRE(journal.unlock(key()));
    CHECK(journal.records().size() == 2);
    CHECK(journal.ledger().authorityVersion() == 4);
    journal.lock();
    CHECK(journal.records().empty());
    CHECK(journal.ledger().authorityVersion() == 0);
}

TEST_CASE("nothing of what is journalled stands in the file in clear") {
    Desk desk;
    SeatJournal journal = desk.create();
    REQUIRE(journal.unlock(key()));
    REQUIRE(note(journal, 3) == "done");
    const base::Bytes content = desk.files.content(PATH);
    for (const std::string_view word : {"plain words", "seat.tested", "authority_adopted", "strongroom/"})
        CHECK(base::asText(content).find(word) == std::string_view::npos);
}

TEST_CASE("a locked journal takes failed unlocks, which are in the log afterwards") {
    Desk desk;
    {
        SeatJournal journal = desk.create();
        CHECK(failedUnlock(journal) == "done");
        REQUIRE(journal.unlock(key()));
        CHECK(note(journal, 3) == "done");
        journal.lock();
        CHECK(failedUnlock(journal) == "done");
    }
    auto journal = SeatJournal::open(desk.files, PATH, LOG, logKey(), desk.random).value();
    REQUIRE(journal.unlock(key()));
    CHECK(journal.records().size() == 3);
    CHECK(journal.tree().size() == 3);
}

TEST_CASE("a byte flipped anywhere in the file is noticed") {
    Desk desk;
    {
        SeatJournal journal = desk.create();
        REQUIRE(journal.unlock(key()));
        REQUIRE(note(journal, 3) == "done");
        REQUIRE(note(journal, 4) == "done");
    }
    const base::Bytes sound = desk.files.content(PATH);
    for (std::size_t at = 0; at < sound.size(); at += 7) {
        base::Bytes changed = sound;
        changed[at] ^= 0x10;
        desk.files.setContent(PATH, changed);
        CAPTURE(at);
        auto journal = SeatJournal::open(desk.files, PATH, LOG, logKey(), desk.random);
        // The last frame may be taken for one that a crash tore; then it is gone as a whole.
        CHECK((!journal || journal->tree().size() < 2));
    }
}

TEST_CASE("a torn last record is cut off, and everything before it is there") {
    Desk desk;
    std::size_t one = 0;
    {
        SeatJournal journal = desk.create();
        REQUIRE(journal.unlock(key()));
        REQUIRE(note(journal, 3) == "done");
        one = desk.files.content(PATH).size();
        REQUIRE(note(journal, 4) == "done");
    }
    const base::Bytes sound = desk.files.content(PATH);
    for (std::size_t size = one; size < sound.size(); size += 11) {
        desk.files.setContent(PATH,
                              base::Bytes(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(size)));
        auto journal = SeatJournal::open(desk.files, PATH, LOG, logKey(), desk.random);
        REQUIRE(journal);
        REQUIRE(journal->unlock(key()));
        CHECK(journal->ledger().authorityVersion() == 3);
        CHECK(note(*journal, 5) == "done");
    }
}

TEST_CASE("a record taken out of the middle, moved or repeated is noticed although the file is sound") {
    for (const std::vector<std::size_t>& order :
         {std::vector<std::size_t>{0, 2}, {1, 2}, {1, 0, 2}, {0, 1, 1, 2}, {0, 1, 2, 2}}) {
        Desk desk;
        {
            SeatJournal journal = desk.create();
            REQUIRE(journal.unlock(key()));
            for (const std::int64_t version : {3, 4, 5})
                REQUIRE(note(journal, version) == "done");
        }
        CHECK(desk.reopen() == "open");
        rewrite(desk, order);
        CHECK(desk.reopen() == "signer.journal_unreadable");
    }
}

TEST_CASE("who has no key to the journal can write nothing into it but failed unlocks") {
    Desk desk;
    {
        SeatJournal journal = desk.create();
        REQUIRE(journal.unlock(key()));
        REQUIRE(note(journal, 3) == "done");
    }
    const auto owner = crypto::taggedHash("strongroom/journal-owner/1", base::asBytes(LOG.origin()));
    {
        auto open = SeatJournal::open(desk.files, PATH, LOG, logKey(), desk.random).value();
        const auto leaf = audit::makeLeaf(LOG, {1, open.tree().leaf(0)},
                                          {.kind = "withdrawal.approved", .at = NOON}, logKey(), desk.random)
                              .value();
        desk.files.crash(test::Loss::nothing);
        auto file =
            audit::JournalFile::open(desk.files, PATH, owner, [](const auto&, const auto&) {}).value();
        REQUIRE(file.append(2, base::asBytes(leaf.toJson().canonical())));
    }
    desk.files.crash(test::Loss::nothing);
    CHECK(desk.reopen() == "signer.journal_unreadable");
}

TEST_CASE("the journal of another log is refused") {
    Desk desk;
    static_cast<void>(desk.create());
    const auto other =
        SeatJournal::open(desk.files, PATH, {std::string(64, 'a'), "station"}, logKey(), desk.random);
    REQUIRE_FALSE(other);
    CHECK(other.error().code == "audit.journal_foreign");
}

TEST_CASE("a full disk is an error, and nothing counts that is not on it") {
    Desk desk;
    SeatJournal journal = desk.create();
    REQUIRE(journal.unlock(key()));
    REQUIRE(note(journal, 3) == "done");
    desk.files.failAt(0, test::Fault::noSpace);
    CHECK(note(journal, 4) != "done");
    CHECK(journal.ledger().authorityVersion() == 3);
    CHECK(journal.tree().size() == 1);
    CHECK(note(journal, 5) == "audit.journal_poisoned");
}
