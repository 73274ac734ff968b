#include "audit/journal_file.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"

#include <algorithm>

namespace strongroom::audit {

namespace {

// docs/formats/journal.md
constexpr std::string_view MAGIC = "STRGJNL1";
constexpr std::size_t HEADER_SIZE = 8 + crypto::Hash256::SIZE;
constexpr std::size_t HEAD_CHECK = 8;
constexpr std::size_t FRAME_HEAD =
    sizeof(std::uint32_t) + 1 + HEAD_CHECK; // length of the payload, type, check
constexpr std::size_t FRAME_OVERHEAD = FRAME_HEAD + crypto::Hash256::SIZE;

crypto::Hash256 firstChain(const crypto::Hash256& owner) {
    return crypto::taggedHash("strongroom/journal/1", owner.span());
}

/// Length, type, and the first bytes of SHA-256(chain before ‖ length ‖ type): a damaged length is not
/// mistaken for a frame that the end of the file cut off.
base::Bytes frameHead(const crypto::Hash256& before, std::uint8_t type, std::size_t length) {
    base::ByteWriter writer;
    writer.u32(static_cast<std::uint32_t>(length)).u8(type);
    const crypto::Hash256 check = crypto::Sha256().update(before.span()).update(writer.data()).finish();
    return writer.bytes(check.span().first(HEAD_CHECK)).take();
}

/// SHA-256(chain before ‖ frame head ‖ payload).
crypto::Hash256 nextChain(const crypto::Hash256& before, std::uint8_t type, base::ByteSpan payload) {
    return crypto::Sha256()
        .update(before.span())
        .update(frameHead(before, type, payload.size()))
        .update(payload)
        .finish();
}

bool isZero(base::ByteSpan bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

template <typename T>
base::Result<T, Error> asAudit(base::FileResult<T> result) {
    if (!result)
        return base::Unexpected(fromFile(result.error()));
    return std::move(result).value();
}

base::Result<void, Error> asAudit(base::FileResult<void> result) {
    if (!result)
        return base::Unexpected(fromFile(result.error()));
    return {};
}

/// Walks the frames of an open file.
class Scanner {
public:
    Scanner(base::File& file, std::uint64_t size, const crypto::Hash256& owner) : m_file(file), m_size(size) {
        m_head.chain = firstChain(owner);
    }

    enum class Step : std::uint8_t { record, end, torn };

    base::Result<Step, Error> next(JournalRecord& record) {
        const std::uint64_t left = m_size - m_position;
        if (left == 0)
            return Step::end;
        if (left < FRAME_OVERHEAD)
            return Step::torn;
        STRONGROOM_ASSIGN(const base::Bytes headBytes, read(FRAME_HEAD));
        base::ByteReader reader(headBytes);
        const std::uint32_t length = *reader.u32();
        record.type = *reader.u8();
        if (headBytes != frameHead(m_head.chain, record.type, length))
            return tornIfZero(left);
        if (length > JournalFile::MAX_PAYLOAD)
            return base::Unexpected(Error::journalCorrupt);
        if (left < FRAME_OVERHEAD + length)
            return Step::torn;
        STRONGROOM_ASSIGN(base::Bytes rest, readAt(m_position + FRAME_HEAD, length + crypto::Hash256::SIZE));
        const base::ByteSpan stored = base::ByteSpan(rest).last(crypto::Hash256::SIZE);
        const bool isLast = left == FRAME_OVERHEAD + length;
        // The disk may have grown the file before it wrote the data: the end of the last frame is zeros then.
        if (isLast && isZero(stored))
            return Step::torn;
        const crypto::Hash256 storedChain = *crypto::Hash256::from(stored);
        rest.resize(length);
        const crypto::Hash256 chain = nextChain(m_head.chain, record.type, rest);
        if (chain != storedChain)
            return base::Unexpected(Error::journalCorrupt);
        record.payload = std::move(rest);
        m_head = {m_head.records + 1, chain};
        m_position += FRAME_OVERHEAD + length;
        return Step::record;
    }

    void skipHeader() { m_position = HEADER_SIZE; }
    [[nodiscard]] const JournalHead& head() const { return m_head; }
    [[nodiscard]] std::uint64_t position() const { return m_position; }

private:
    base::Result<base::Bytes, Error> readAt(std::uint64_t offset, std::size_t length) {
        STRONGROOM_ASSIGN(base::Bytes bytes, asAudit(m_file.read(offset, length)));
        if (bytes.size() != length)
            return base::Unexpected(Error::journalCorrupt);
        return bytes;
    }
    base::Result<base::Bytes, Error> read(std::size_t length) { return readAt(m_position, length); }

    /// Nothing but zeros from here on: the frame's first block never reached the disk. Otherwise corruption.
    base::Result<Step, Error> tornIfZero(std::uint64_t left) {
        if (left > FRAME_OVERHEAD + JournalFile::MAX_PAYLOAD)
            return base::Unexpected(Error::journalCorrupt);
        STRONGROOM_ASSIGN(const base::Bytes bytes, read(static_cast<std::size_t>(left)));
        if (!isZero(bytes))
            return base::Unexpected(Error::journalCorrupt);
        return Step::torn;
    }

    base::File& m_file;
    std::uint64_t m_size;
    std::uint64_t m_position = 0;
    JournalHead m_head;
};

base::Result<void, Error> checkHeader(base::File& file, const crypto::Hash256& owner) {
    STRONGROOM_ASSIGN(const base::Bytes header, asAudit(file.read(0, HEADER_SIZE)));
    const base::ByteSpan bytes(header);
    if (bytes.size() != HEADER_SIZE || base::asText(bytes.first(MAGIC.size())) != MAGIC)
        return base::Unexpected(Error::journalCorrupt);
    if (crypto::Hash256::from(bytes.last(crypto::Hash256::SIZE)) != owner)
        return base::Unexpected(Error::journalForeign);
    return {};
}

std::string folderOf(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
}

} // namespace

JournalFile::JournalFile(std::unique_ptr<base::File> file, JournalHead head)
    : m_file(std::move(file)), m_head(head) {}

base::Result<JournalFile, Error> JournalFile::create(base::FileSystem& files, const std::string& path,
                                                     const crypto::Hash256& owner) {
    if (files.exists(path))
        return base::Unexpected(Error::journalExists);
    const base::Bytes header = base::ByteWriter().bytes(base::asBytes(MAGIC)).bytes(owner.span()).take();
    // Through a temporary file and a rename: a journal without its header would never open again.
    STRONGROOM_TRY(asAudit(base::writeWhole(files, path, header)));
    return open(files, path, owner, [](const JournalRecord&, const JournalHead&) {});
}

base::Result<JournalFile, Error> JournalFile::open(base::FileSystem& files, const std::string& path,
                                                   const crypto::Hash256& owner, const Visitor& visitor,
                                                   const std::optional<JournalHead>& atLeast) {
    STRONGROOM_ASSIGN(auto file, asAudit(files.open(path, base::OpenMode::append)));
    STRONGROOM_TRY(asAudit(file->lockExclusively()));
    STRONGROOM_TRY(checkHeader(*file, owner));
    STRONGROOM_ASSIGN(const std::uint64_t size, asAudit(file->size()));
    Scanner scanner(*file, size, owner);
    scanner.skipHeader();
    bool sawExpected = !atLeast || *atLeast == scanner.head();
    JournalRecord record;
    Scanner::Step step = Scanner::Step::end;
    do {
        STRONGROOM_ASSIGN(step, scanner.next(record));
        if (step != Scanner::Step::record)
            break;
        sawExpected = sawExpected || *atLeast == scanner.head();
        visitor(record, scanner.head());
    } while (true);
    if (!sawExpected)
        return base::Unexpected(Error::journalRolledBack);
    JournalFile journal(std::move(file), scanner.head());
    if (step == Scanner::Step::torn) {
        journal.m_cutOff = size - scanner.position();
        STRONGROOM_TRY(asAudit(journal.m_file->truncate(scanner.position())));
        STRONGROOM_TRY(asAudit(journal.m_file->sync()));
        STRONGROOM_TRY(asAudit(files.syncFolder(folderOf(path))));
    }
    return journal;
}

base::Result<JournalHead, Error> JournalFile::append(std::uint8_t type, base::ByteSpan payload) {
    if (m_poisoned)
        return base::Unexpected(Error::journalPoisoned);
    if (payload.size() > MAX_PAYLOAD)
        return base::Unexpected(Error::journalRecordTooLarge);
    const JournalHead after{m_head.records + 1, nextChain(m_head.chain, type, payload)};
    base::ByteWriter frame;
    frame.reserve(FRAME_OVERHEAD + payload.size());
    frame.bytes(frameHead(m_head.chain, type, payload.size())).bytes(payload).bytes(after.chain.span());
    auto written = asAudit(m_file->append(frame.data()));
    if (written)
        written = asAudit(m_file->sync());
    if (!written) {
        m_poisoned = true; // whatever the file holds now: only a fresh reader can tell
        return base::Unexpected(written.error());
    }
    m_head = after;
    return m_head;
}

} // namespace strongroom::audit
