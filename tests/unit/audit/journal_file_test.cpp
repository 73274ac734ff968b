#include "audit/journal_file.h"

#include "base/byte_writer.h"
#include "fakes/faulty_file_system.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace strongroom;
using namespace strongroom::audit;
using test::Fault;
using test::FaultyFileSystem;
using test::Loss;

namespace {

const std::string PATH = "state/journal";
const crypto::Hash256 OWNER = crypto::sha256(base::asBytes("treasury and log"));
constexpr std::size_t OVERHEAD = 4 + 1 + 8 + 32;
constexpr std::size_t HEADER = 8 + 32;

struct Opened {
    std::vector<std::uint8_t> types;
    std::vector<std::string> payloads;
    std::vector<JournalHead> heads;
    base::Result<JournalFile, Error> journal;
};

Opened openJournal(base::FileSystem& files, const std::optional<JournalHead>& atLeast = {},
                   const crypto::Hash256& owner = OWNER) {
    std::vector<std::uint8_t> types;
    std::vector<std::string> payloads;
    std::vector<JournalHead> heads;
    auto journal = JournalFile::open(
        files, PATH, owner,
        [&](const JournalRecord& record, const JournalHead& head) {
            types.push_back(record.type);
            payloads.emplace_back(base::asText(record.payload));
            heads.push_back(head);
        },
        atLeast);
    return {std::move(types), std::move(payloads), std::move(heads), std::move(journal)};
}

Error refusal(base::FileSystem& files, const std::optional<JournalHead>& atLeast = {}) {
    const Opened opened = openJournal(files, atLeast);
    REQUIRE_FALSE(opened.journal);
    return opened.journal.error();
}

const std::vector<std::string> THREE{"first", "", "the third record"};

/// A journal of three records, and its heads after each.
std::vector<JournalHead> write(FaultyFileSystem& files) {
    auto journal = JournalFile::create(files, PATH, OWNER);
    REQUIRE(journal);
    std::vector<JournalHead> heads;
    std::uint8_t type = 1;
    for (const std::string& payload : THREE) {
        const auto head = journal->append(type++, base::asBytes(payload));
        REQUIRE(head);
        heads.push_back(*head);
    }
    return heads;
}

} // namespace

TEST_CASE("records come back in order, with their types and heads") {
    FaultyFileSystem files;
    const auto heads = write(files);
    const Opened opened = openJournal(files);
    REQUIRE(opened.journal);
    CHECK(opened.payloads == THREE);
    CHECK(opened.heads == heads);
    CHECK(opened.types == std::vector<std::uint8_t>{1, 2, 3});
    CHECK(opened.journal->head() == heads.back());
    CHECK(opened.journal->cutOff() == 0);
}

TEST_CASE("a journal goes on where it ended") {
    FaultyFileSystem files;
    write(files);
    REQUIRE(openJournal(files).journal->append(9, base::asBytes("fourth")));
    const Opened opened = openJournal(files);
    REQUIRE(opened.journal);
    CHECK(opened.payloads.size() == 4);
    CHECK(opened.payloads.back() == "fourth");
}

TEST_CASE(
    "a journal cut at any byte opens with the whole records before the cut, and says how much was cut off") {
    FaultyFileSystem files;
    write(files);
    const base::Bytes whole = files.content(PATH);
    std::vector<std::size_t> ends{HEADER};
    for (const std::string& payload : THREE)
        ends.push_back(ends.back() + OVERHEAD + payload.size());
    REQUIRE(ends.back() == whole.size());
    for (std::size_t size = HEADER; size <= whole.size(); ++size) {
        CAPTURE(size);
        files.setContent(PATH, base::Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
        std::size_t complete = 0;
        while (complete + 1 < ends.size() && ends[complete + 1] <= size)
            ++complete;
        {
            const Opened opened = openJournal(files);
            REQUIRE(opened.journal);
            CHECK(opened.payloads.size() == complete);
            CHECK(opened.journal->cutOff() == size - ends[complete]);
        }
        CHECK(files.content(PATH).size() == ends[complete]);
    }
    for (std::size_t size = 0; size < HEADER; ++size) {
        files.setContent(PATH, base::Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
        CHECK(refusal(files) == Error::journalCorrupt);
    }
}

TEST_CASE("a journal with any one bit flipped is refused and left as it is") {
    FaultyFileSystem files;
    write(files);
    const base::Bytes whole = files.content(PATH);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        for (const unsigned bit : {0x01U, 0x80U}) {
            CAPTURE(i);
            base::Bytes changed = whole;
            changed[i] = static_cast<std::uint8_t>(changed[i] ^ bit);
            files.setContent(PATH, changed);
            const Error error = refusal(files);
            CHECK(error == (i >= 8 && i < HEADER ? Error::journalForeign : Error::journalCorrupt));
            CHECK(files.content(PATH) == changed);
        }
    }
}

TEST_CASE("a record taken out, put twice or moved is refused") {
    FaultyFileSystem files;
    write(files);
    const base::Bytes whole = files.content(PATH);
    const auto at = [&](std::size_t offset) { return whole.begin() + static_cast<std::ptrdiff_t>(offset); };
    const std::size_t second = HEADER + OVERHEAD + THREE[0].size();
    const std::size_t third = second + OVERHEAD + THREE[1].size();
    base::Bytes without(whole.begin(), at(second));
    without.insert(without.end(), at(third), whole.end());
    files.setContent(PATH, without);
    CHECK(refusal(files) == Error::journalCorrupt);
    base::Bytes twice(whole);
    twice.insert(twice.end(), at(third), whole.end());
    files.setContent(PATH, twice);
    CHECK(refusal(files) == Error::journalCorrupt);
}

TEST_CASE("a tail of zeros, as a file system leaves it that grew the file first, is torn") {
    FaultyFileSystem files;
    write(files);
    const base::Bytes whole = files.content(PATH);
    for (const std::size_t zeros : {1U, 44U, 45U, 4'096U}) {
        base::Bytes grown = whole;
        grown.resize(whole.size() + zeros);
        files.setContent(PATH, grown);
        const Opened opened = openJournal(files);
        REQUIRE(opened.journal);
        CHECK(opened.payloads.size() == 3);
        CHECK(opened.journal->cutOff() == zeros);
    }
    base::Bytes noChain = whole; // the last frame's head and payload are there, its chain value is not
    std::fill(noChain.end() - 32, noChain.end(), std::uint8_t{0});
    files.setContent(PATH, noChain);
    CHECK(openJournal(files).payloads.size() == 2);
}

TEST_CASE("zeros in the middle are corruption") {
    FaultyFileSystem files;
    write(files);
    base::Bytes changed = files.content(PATH);
    std::fill(changed.begin() + HEADER, changed.begin() + HEADER + 64, std::uint8_t{0});
    files.setContent(PATH, changed);
    CHECK(refusal(files) == Error::journalCorrupt);
}

TEST_CASE("a frame that states more than a record may have is corruption, not a torn end") {
    FaultyFileSystem files;
    const JournalHead last = write(files).back();
    const base::Bytes whole = files.content(PATH);
    // The head of a frame as docs/formats/journal.md has it, its check included.
    const auto withHead = [&](std::uint32_t length) {
        base::ByteWriter head;
        head.u32(length).u8(1);
        const auto check = crypto::Sha256().update(last.chain.span()).update(head.data()).finish();
        base::Bytes all = whole;
        const base::Bytes frame = head.bytes(check.span().first(8)).bytes(base::Bytes(64, 1)).take();
        all.insert(all.end(), frame.begin(), frame.end());
        return all;
    };
    files.setContent(PATH, withHead(JournalFile::MAX_PAYLOAD));
    CHECK(openJournal(files).journal.has_value());
    CHECK(files.content(PATH) == whole);
    const base::Bytes tooLong = withHead(JournalFile::MAX_PAYLOAD + 1);
    files.setContent(PATH, tooLong);
    CHECK(refusal(files) == Error::journalCorrupt);
    CHECK(files.content(PATH) == tooLong);
}

TEST_CASE("more zeros than the largest record would have left are corruption") {
    FaultyFileSystem files;
    write(files);
    base::Bytes grown = files.content(PATH);
    const std::size_t size = grown.size();
    grown.resize(size + OVERHEAD + JournalFile::MAX_PAYLOAD + 1);
    files.setContent(PATH, grown);
    CHECK(refusal(files) == Error::journalCorrupt);
    CHECK(files.content(PATH).size() == grown.size());
    grown.pop_back();
    files.setContent(PATH, grown);
    CHECK(openJournal(files).journal.has_value());
    CHECK(files.content(PATH).size() == size);
}

TEST_CASE("a journal that is shorter than its size said, cut while it is read, is refused") {
    FaultyFileSystem files;
    write(files);
    const base::Bytes whole = files.content(PATH);
    files.overstateSizes(OVERHEAD);
    CHECK(refusal(files) == Error::journalCorrupt);
    CHECK(files.content(PATH) == whole);
}

TEST_CASE("a journal that lacks a head known from elsewhere was rolled back (A112)") {
    FaultyFileSystem files;
    const auto heads = write(files);
    for (const JournalHead& head : heads)
        CHECK(openJournal(files, head).journal.has_value());
    const base::Bytes old = files.content(PATH);
    const std::size_t third = old.size() - OVERHEAD - THREE[2].size();
    files.setContent(PATH, base::Bytes(old.begin(), old.begin() + static_cast<std::ptrdiff_t>(third)));
    CHECK(refusal(files, heads[2]) == Error::journalRolledBack);
    CHECK(openJournal(files, heads[1]).journal.has_value());
    JournalHead other = heads[1];
    other.chain = OWNER;
    CHECK(refusal(files, other) == Error::journalRolledBack);
}

TEST_CASE("a journal is opened by its owner only, once, and never made twice") {
    FaultyFileSystem files;
    CHECK(refusal(files) == Error::journalMissing);
    write(files);
    CHECK(openJournal(files, {}, crypto::sha256({})).journal.error() == Error::journalForeign);
    CHECK(JournalFile::create(files, PATH, OWNER).error() == Error::journalExists);
    const Opened first = openJournal(files);
    REQUIRE(first.journal);
    CHECK(refusal(files) == Error::journalLocked);
}

TEST_CASE("a record past the limit is refused before anything is written") {
    FaultyFileSystem files;
    auto journal = JournalFile::create(files, PATH, OWNER);
    REQUIRE(journal);
    const std::size_t calls = files.calls();
    CHECK(journal->append(1, base::Bytes(JournalFile::MAX_PAYLOAD + 1)).error() ==
          Error::journalRecordTooLarge);
    CHECK(files.calls() == calls);
    CHECK(journal->append(1, base::Bytes(JournalFile::MAX_PAYLOAD)));
    CHECK(openJournal(files).journal.error() == Error::journalLocked);
}

TEST_CASE("after a failed append the journal is poisoned (I6)") {
    for (const auto& [call, fault, error] :
         {std::tuple{0U, Fault::ioError, Error::diskFailed},
          std::tuple{1U, Fault::ioError, Error::diskFailed}, std::tuple{0U, Fault::noSpace, Error::noSpace},
          std::tuple{0U, Fault::shortWrite, Error::diskFailed}}) {
        FaultyFileSystem files;
        auto journal = JournalFile::create(files, PATH, OWNER);
        REQUIRE(journal);
        REQUIRE(journal->append(1, base::asBytes("kept")));
        const JournalHead head = journal->head();
        files.failAt(call, fault);
        CHECK(journal->append(1, base::asBytes("lost")).error() == error);
        CHECK(journal->append(1, base::asBytes("after")).error() == Error::journalPoisoned);
        CHECK(journal->append(1, base::Bytes(JournalFile::MAX_PAYLOAD + 1)).error() ==
              Error::journalPoisoned); // whatever the record
        CHECK(journal->head() == head);
    }
}

TEST_CASE("whatever call fails and whatever a crash leaves, acknowledged records stay and nothing else "
          "appears (I3)") {
    const std::vector<std::string> payloads{"one", "two", std::string(5'000, 'x'), "four"};
    for (const Fault fault : {Fault::ioError, Fault::noSpace, Fault::shortWrite}) {
        for (const Loss loss : {Loss::everything, Loss::secondHalf, Loss::nothing, Loss::becomesZeros}) {
            for (std::size_t n = 0;; ++n) {
                CAPTURE(n);
                FaultyFileSystem files;
                files.failAt(n, fault);
                std::vector<std::string> acknowledged;
                bool created = false;
                {
                    auto journal = JournalFile::create(files, PATH, OWNER);
                    created = journal.has_value();
                    for (const std::string& payload : payloads) {
                        if (created && journal->append(1, base::asBytes(payload)))
                            acknowledged.push_back(payload);
                    }
                }
                const bool failed = files.hasFailed();
                files.crash(loss);
                if (!files.exists(PATH)) {
                    CHECK_FALSE(created);
                    continue;
                }
                const Opened opened = openJournal(files);
                REQUIRE(opened.journal);
                REQUIRE(opened.payloads.size() >= acknowledged.size());
                for (std::size_t i = 0; i < opened.payloads.size(); ++i)
                    CHECK(opened.payloads[i] == payloads[i]);
                CHECK(opened.payloads.size() <= acknowledged.size() + 1);
                if (!failed) {
                    CHECK(acknowledged.size() == payloads.size());
                    break;
                }
            }
        }
    }
}

TEST_CASE("a crash between appends on the real calls loses nothing acknowledged") {
    FaultyFileSystem files;
    write(files);
    files.crash(Loss::everything);
    CHECK(openJournal(files).payloads == THREE);
}
