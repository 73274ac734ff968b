#include "chain/training_chain.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "base/check.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace strongroom::chain {

using base::Bytes;
using base::ByteSpan;
using base::Failure;
using base::Unexpected;
using bitcoin::Transaction;

namespace {

// The file (docs/formats/training-chain.md): the magic line, then records of
// size (4) ‖ kind (1) ‖ payload (size − 1) ‖ link (32), where link = SHA-256(link before ‖ kind ‖ payload).
constexpr std::string_view MAGIC = "strongroom training chain 1\n";
constexpr std::uint8_t BEGIN = 'G'; // time (8)
constexpr std::uint8_t GRANT = 'F'; // amount (8) ‖ script
constexpr std::uint8_t TRANSACTION = 'T';
constexpr std::uint8_t BLOCK = 'B'; // time (8)

/// Years of exercises; what replaying holds in memory is a small multiple.
constexpr std::uint64_t MAX_FILE_SIZE = 256U * 1024U * 1024U;
constexpr std::size_t SIZE_FIELD = 4;

/// A young chain has no history of fees; exercises use this.
constexpr base::FeeRate TRAINING_FEE_RATE = base::FeeRate::satPerKvb(2'000);

crypto::Hash256 nextLink(const crypto::Hash256& link, std::uint8_t kind, ByteSpan payload) {
    return crypto::Sha256().update(link.span()).update(std::array{kind}).update(payload).finish();
}

Bytes timePayload(base::UnixTime time) {
    return base::ByteWriter().u64(static_cast<std::uint64_t>(time.seconds)).take();
}

Result<base::UnixTime> parseTime(ByteSpan payload) {
    base::ByteReader reader(payload);
    const auto seconds = reader.u64();
    if (!seconds || !reader.expectEnd())
        return Unexpected(Error::damaged);
    return base::UnixTime{static_cast<std::int64_t>(*seconds)};
}

void appendRecord(Bytes& out, crypto::Hash256& link, std::uint8_t kind, ByteSpan payload) {
    link = nextLink(link, kind, payload);
    base::ByteWriter writer;
    writer.u32(static_cast<std::uint32_t>(1 + payload.size())).u8(kind).bytes(payload).bytes(link.span());
    out.insert(out.end(), writer.data().begin(), writer.data().end());
}

/// Another process that holds the lock is no fault of the file.
Failure lockFailure(base::FileError error) {
    return error == base::FileError::locked ? Failure(Error::busy) : Failure(error);
}

Failure rejection(const Acceptance& acceptance) {
    const auto info = describe(Error::rejected);
    return {std::string(info.code), std::string(info.sentence), {{"reason", acceptance.reason}}};
}

} // namespace

TrainingChain::TrainingChain(base::FileSystem& files, std::string path)
    : m_files(&files), m_path(std::move(path)), m_link(crypto::sha256(base::asBytes(MAGIC))) {}

Answer<std::unique_ptr<TrainingChain>> TrainingChain::create(base::FileSystem& files, std::string path,
                                                             base::UnixTime start) {
    STRONGROOM_TRY(TrainingLedger::begin(start));
    Bytes content = base::toBytes(base::asBytes(MAGIC));
    crypto::Hash256 link = crypto::sha256(content);
    appendRecord(content, link, BEGIN, timePayload(start));
    {
        STRONGROOM_ASSIGN(const auto file, files.open(path, base::OpenMode::createNew));
        STRONGROOM_TRY(file->append(content));
        STRONGROOM_TRY(file->sync());
    }
    STRONGROOM_TRY(files.syncFolder(std::filesystem::path(path).parent_path().string()));
    return open(files, std::move(path));
}

Answer<std::unique_ptr<TrainingChain>> TrainingChain::open(base::FileSystem& files, std::string path) {
    std::unique_ptr<TrainingChain> chain(new TrainingChain(files, std::move(path)));
    STRONGROOM_TRY(chain->refresh());
    return chain;
}

void TrainingChain::forget() {
    m_ledger.reset();
    m_position = 0;
    m_link = crypto::sha256(base::asBytes(MAGIC));
    m_writing = false;
}

Answer<void> TrainingChain::refresh() {
    if (m_writing)
        return {}; // nobody else can have written
    STRONGROOM_ASSIGN(const auto file, m_files->open(m_path, base::OpenMode::read));
    STRONGROOM_ASSIGN(const std::uint64_t size, file->size());
    if (size > MAX_FILE_SIZE)
        return Unexpected(base::FileError::tooLarge);
    if (size < m_position)
        return Unexpected(Error::damaged);
    if (m_position == 0) {
        STRONGROOM_ASSIGN(const Bytes magic, file->read(0, MAGIC.size()));
        if (base::asText(magic) != MAGIC)
            return Unexpected(Error::notATrainingChain);
        m_position = MAGIC.size();
    }
    STRONGROOM_ASSIGN(const Bytes tail, file->read(m_position, static_cast<std::size_t>(size - m_position)));
    auto replayed = replay(tail);
    if (!replayed)
        forget(); // a ledger that stopped halfway is no answer
    else if (!m_ledger)
        return Unexpected(Error::notATrainingChain);
    return replayed;
}

/// Takes whole records; a record that ends early is being written by another process, or never was finished.
Answer<void> TrainingChain::replay(ByteSpan tail) {
    base::ByteReader reader(tail);
    while (true) {
        const auto size = reader.u32();
        if (!size || reader.remaining() < std::uint64_t{*size} + crypto::Hash256::SIZE)
            return {};
        if (*size == 0)
            return Unexpected(Error::damaged);
        const std::uint8_t kind = reader.u8().value();
        const ByteSpan payload = reader.take(*size - 1).value();
        const auto link = reader.fixed<crypto::Hash256>().value();
        if (link != nextLink(m_link, kind, payload))
            return Unexpected(Error::damaged);
        if (!apply(kind, payload))
            return Unexpected(Error::damaged);
        m_link = link;
        m_position += SIZE_FIELD + *size + crypto::Hash256::SIZE;
    }
}

Result<void> TrainingChain::apply(std::uint8_t kind, ByteSpan payload) {
    if ((kind == BEGIN) == m_ledger.has_value())
        return Unexpected(Error::damaged);
    base::ByteReader reader(payload);
    switch (kind) {
    case BEGIN: {
        STRONGROOM_ASSIGN(const auto time, parseTime(payload));
        STRONGROOM_ASSIGN(m_ledger, TrainingLedger::begin(time));
        return {};
    }
    case GRANT: {
        const auto satoshi = reader.u64();
        const auto amount =
            satoshi ? base::Amount::fromSatoshi(static_cast<std::int64_t>(*satoshi)) : std::nullopt;
        if (!amount)
            return Unexpected(Error::damaged);
        STRONGROOM_TRY(m_ledger->fund(payload.subspan(reader.position()), *amount));
        return {};
    }
    case TRANSACTION: {
        const auto transaction = Transaction::parse(payload);
        if (!transaction)
            return Unexpected(Error::damaged);
        return m_ledger->accept(*transaction);
    }
    case BLOCK: {
        STRONGROOM_ASSIGN(const auto time, parseTime(payload));
        STRONGROOM_TRY(m_ledger->mine(time));
        return {};
    }
    default:
        return Unexpected(Error::damaged);
    }
}

Answer<TrainingChain::Session> TrainingChain::write() {
    STRONGROOM_CHECK(!m_writing);
    auto opened = m_files->open(m_path, base::OpenMode::append);
    if (!opened)
        return Unexpected(opened.error());
    std::unique_ptr<base::File> file = std::move(opened).value();
    if (auto lock = file->lockExclusively(); !lock)
        return Unexpected(lockFailure(lock.error()));
    STRONGROOM_TRY(refresh());
    STRONGROOM_ASSIGN(const std::uint64_t size, file->size());
    if (size > m_position) // what a writer left unfinished when it died
        STRONGROOM_TRY(file->truncate(m_position));
    return Session(*this, std::move(file));
}

TrainingChain::Session::Session(TrainingChain& chain, std::unique_ptr<base::File> file)
    : m_chain(&chain), m_file(std::move(file)), m_link(chain.m_link) {
    chain.m_writing = true;
}

TrainingChain::Session::Session(Session&& other) noexcept
    : m_chain(std::exchange(other.m_chain, nullptr)),
      m_file(std::move(other.m_file)),
      m_pending(std::move(other.m_pending)),
      m_link(other.m_link) {}

TrainingChain::Session::~Session() {
    if (m_chain != nullptr)
        m_chain->forget(); // uncommitted: the next question replays the file
}

void TrainingChain::Session::record(std::uint8_t kind, ByteSpan payload) {
    appendRecord(m_pending, m_link, kind, payload);
}

Answer<bitcoin::Txid> TrainingChain::Session::fund(ByteSpan script, base::Amount amount) {
    STRONGROOM_ASSIGN(const bitcoin::Txid txid, m_chain->m_ledger->fund(script, amount));
    record(GRANT, base::ByteWriter().u64(static_cast<std::uint64_t>(amount.satoshi())).bytes(script).data());
    return txid;
}

Answer<Delivery> TrainingChain::Session::broadcast(const Transaction& transaction) {
    TrainingLedger& ledger = *m_chain->m_ledger;
    if (ledger.isConfirmed(transaction.txid()))
        return Delivery::alreadyConfirmed;
    if (ledger.isWaiting(transaction.txid()))
        return Delivery::alreadyInMempool;
    const Acceptance acceptance = ledger.judge(transaction);
    if (acceptance.verdict != Acceptance::Verdict::allowed)
        return Unexpected(rejection(acceptance));
    STRONGROOM_TRY(ledger.accept(transaction));
    record(TRANSACTION, transaction.serialize());
    return Delivery::sent;
}

Answer<BlockHash> TrainingChain::Session::mine(base::UnixTime time) {
    STRONGROOM_ASSIGN(const BlockHash hash, m_chain->m_ledger->mine(time));
    record(BLOCK, timePayload(time));
    return hash;
}

Answer<void> TrainingChain::Session::commit() {
    STRONGROOM_CHECK(m_chain != nullptr);
    STRONGROOM_TRY(m_file->append(m_pending));
    STRONGROOM_TRY(m_file->sync());
    m_chain->m_position += m_pending.size();
    m_chain->m_link = m_link;
    m_chain->m_writing = false;
    m_chain = nullptr;
    m_file.reset(); // releases the lock
    return {};
}

Answer<bitcoin::Txid> TrainingChain::fund(ByteSpan script, base::Amount amount) {
    STRONGROOM_ASSIGN(Session session, write());
    STRONGROOM_ASSIGN(const bitcoin::Txid txid, session.fund(script, amount));
    STRONGROOM_TRY(session.commit());
    return txid;
}

Answer<BlockHash> TrainingChain::mine(base::UnixTime time) {
    STRONGROOM_ASSIGN(Session session, write());
    STRONGROOM_ASSIGN(const BlockHash hash, session.mine(time));
    STRONGROOM_TRY(session.commit());
    return hash;
}

Answer<Delivery> TrainingChain::broadcast(const Transaction& transaction) {
    STRONGROOM_ASSIGN(Session session, write());
    STRONGROOM_ASSIGN(const Delivery delivery, session.broadcast(transaction));
    STRONGROOM_TRY(session.commit());
    return delivery;
}

Answer<std::string> TrainingChain::description() {
    return std::string("training chain");
}

Answer<Tip> TrainingChain::tip() {
    STRONGROOM_TRY(refresh());
    return m_ledger->tip();
}

Answer<std::optional<BlockHash>> TrainingChain::blockHash(std::uint32_t height) {
    STRONGROOM_TRY(refresh());
    if (height >= m_ledger->blocks().size())
        return std::optional<BlockHash>();
    return std::optional(m_ledger->blocks()[height].header.hash());
}

Answer<std::optional<Block>> TrainingChain::block(const BlockHash& hash) {
    STRONGROOM_TRY(refresh());
    const Block* found = m_ledger->find(hash);
    return found == nullptr ? std::optional<Block>() : std::optional(*found);
}

Answer<std::vector<bitcoin::Txid>> TrainingChain::mempool() {
    STRONGROOM_TRY(refresh());
    std::vector<bitcoin::Txid> txids;
    for (const Transaction& waiting : m_ledger->waiting())
        txids.push_back(waiting.txid());
    return txids;
}

Answer<std::optional<Transaction>> TrainingChain::mempoolTransaction(const bitcoin::Txid& txid) {
    STRONGROOM_TRY(refresh());
    for (const Transaction& waiting : m_ledger->waiting())
        if (waiting.txid() == txid)
            return std::optional(waiting);
    return std::optional<Transaction>();
}

Answer<std::optional<WaitingPackage>> TrainingChain::waitingPackage(const bitcoin::Txid& txid) {
    STRONGROOM_TRY(refresh());
    return m_ledger->packageOf(txid);
}

Answer<Acceptance> TrainingChain::testAccept(const Transaction& transaction) {
    STRONGROOM_TRY(refresh());
    const bitcoin::Txid txid = transaction.txid();
    if (m_ledger->isConfirmed(txid) || m_ledger->isWaiting(txid))
        return Acceptance{Acceptance::Verdict::alreadyKnown, "", base::Amount(), transaction.virtualSize()};
    return m_ledger->judge(transaction);
}

Answer<FeeEstimate> TrainingChain::feeRate(std::uint32_t) {
    return FeeEstimate{TRAINING_FEE_RATE, FeeEstimate::Source::fallback, 0, {}};
}

} // namespace strongroom::chain
