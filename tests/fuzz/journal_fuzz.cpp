// The input writes a journal and damages it: the first byte says how many records, then come their sizes, and
// the rest is pairs of place and byte to change. Oracle: what opens shows a beginning of what was written,
// unchanged, takes a new record, and shows that too when it is opened again; a journal that was cut is never
// shown to somebody who knows better.
#include "audit/journal_file.h"
#include "base/byte_reader.h"
#include "base/check.h"
#include "fakes/faulty_file_system.h"

#include <algorithm>

using namespace strongroom;
using namespace strongroom::audit;

namespace {

const std::string PATH = "state/journal";
const crypto::Hash256 OWNER = crypto::sha256(base::asBytes("treasury and log"));
constexpr std::size_t MAX_RECORDS = 8;

struct Written {
    std::vector<JournalRecord> records;
    JournalHead head;
};

Written write(base::FileSystem& files, base::ByteReader& input) {
    auto journal = JournalFile::create(files, PATH, OWNER).value();
    Written written;
    const std::size_t count = input.u8().value_or(0) % MAX_RECORDS;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t length = input.u8().value_or(0);
        const JournalRecord record{length, base::Bytes(length, static_cast<std::uint8_t>(i))};
        written.head = journal.append(record.type, record.payload).value();
        written.records.push_back(record);
    }
    return written;
}

void damage(test::FaultyFileSystem& files, base::ByteReader& input) {
    base::Bytes content = files.content(PATH);
    while (input.remaining() >= 3 && !content.empty()) {
        const std::size_t place = input.u16().value() % content.size();
        const std::uint8_t byte = input.u8().value();
        if (byte == 0xff)
            content.resize(place);
        else
            content[place] = byte;
    }
    files.setContent(PATH, std::move(content));
}

struct Read {
    std::vector<JournalRecord> records;
    base::Result<JournalFile, Error> journal;
};

Read open(base::FileSystem& files, const std::optional<JournalHead>& atLeast) {
    std::vector<JournalRecord> records;
    auto journal = JournalFile::open(
        files, PATH, OWNER,
        [&](const JournalRecord& record, const JournalHead&) { records.push_back(record); }, atLeast);
    return {std::move(records), std::move(journal)};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    base::ByteReader input({data, size});
    test::FaultyFileSystem files;
    const Written written = write(files, input);
    damage(files, input);
    std::size_t kept = 0;
    {
        Read read = open(files, std::nullopt);
        STRONGROOM_CHECK(read.records.size() <= written.records.size() &&
                         std::equal(read.records.begin(), read.records.end(), written.records.begin()));
        if (!read.journal)
            return 0;
        kept = read.records.size();
    }
    if (kept < written.records.size())
        STRONGROOM_CHECK(!open(files, written.head).journal.has_value());
    {
        Read read = open(files, std::nullopt);
        STRONGROOM_CHECK(read.journal->append(7, base::asBytes("after")).has_value());
    }
    const Read again = open(files, std::nullopt);
    STRONGROOM_CHECK(again.journal.has_value() && again.records.size() == kept + 1 &&
                     again.records.back().type == 7);
    return 0;
}
