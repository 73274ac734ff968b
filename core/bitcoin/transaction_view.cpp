#include "bitcoin/transaction_view.h"

#include "base/byte_reader.h"
#include "base/check.h"
#include "crypto/hash.h"

namespace strongroom::bitcoin {

namespace {

using base::Unexpected;

constexpr std::size_t OUTPOINT_SIZE = 36;
constexpr std::size_t SEQUENCE_SIZE = 4;
constexpr std::size_t VERSION_SIZE = 4;
constexpr std::size_t LOCKTIME_SIZE = 4;
constexpr std::size_t AMOUNT_SIZE = 8;

std::uint64_t littleEndian(ByteSpan bytes, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value |= std::uint64_t{bytes[i]} << (8 * i);
    return value;
}

/// ByteReader, with the first problem remembered in place of one Result a step: this runs over every byte of
/// every PSBT. After a problem every step gives nothing and moves nowhere.
class Skimmer {
public:
    explicit Skimmer(ByteSpan bytes) : m_bytes(bytes) {}

    [[nodiscard]] std::size_t position() const { return m_position; }
    [[nodiscard]] std::size_t remaining() const { return m_bytes.size() - m_position; }
    [[nodiscard]] const std::optional<Error>& problem() const { return m_problem; }

    [[nodiscard]] ByteSpan take(std::uint64_t length) {
        if (m_problem || length > remaining())
            return fail(Error::transactionTruncated);
        const ByteSpan result = m_bytes.subspan(m_position, static_cast<std::size_t>(length));
        m_position += static_cast<std::size_t>(length);
        return result;
    }

    [[nodiscard]] std::uint64_t compactSize() {
        const ByteSpan first = take(1);
        if (first.empty())
            return 0;
        if (first[0] < 0xfd)
            return first[0];
        const std::size_t size = std::size_t{2} << (first[0] - 0xfdU); // 2, 4 or 8
        const ByteSpan bytes = take(size);
        if (bytes.empty())
            return 0;
        const std::uint64_t value = littleEndian(bytes, size);
        const std::uint64_t smallest = size == 2 ? 0xfd : std::uint64_t{1} << (size * 4);
        if (value < smallest)
            (void)fail(Error::nonMinimalSize);
        return m_problem ? 0 : value;
    }

    [[nodiscard]] ByteSpan takeWithLength() { return take(compactSize()); }

private:
    ByteSpan fail(Error error) {
        if (!m_problem)
            m_problem = error;
        return {};
    }

    ByteSpan m_bytes;
    std::size_t m_position = 0;
    std::optional<Error> m_problem;
};

void skimInputs(Skimmer& skimmer, std::uint64_t count) {
    for (std::uint64_t i = 0; i < count && !skimmer.problem(); ++i) {
        (void)skimmer.take(OUTPOINT_SIZE);
        (void)skimmer.takeWithLength();
        (void)skimmer.take(SEQUENCE_SIZE);
    }
}

/// Amounts count one by one and in sum (ATTACKS A08).
Result<void> skimOutputs(Skimmer& skimmer, std::uint64_t count) {
    Amount sum;
    for (std::uint64_t i = 0; i < count; ++i) {
        const ByteSpan amount = skimmer.take(AMOUNT_SIZE);
        (void)skimmer.takeWithLength();
        if (skimmer.problem())
            return Unexpected(*skimmer.problem());
        const auto satoshi = static_cast<std::int64_t>(littleEndian(amount, AMOUNT_SIZE));
        const auto checked = Amount::fromSatoshi(satoshi);
        const auto total = checked ? sum.plus(*checked) : std::nullopt;
        if (!total)
            return Unexpected(Error::amountRange);
        sum = *total;
    }
    return {};
}

/// Gives whether any input has a witness.
bool skimWitnesses(Skimmer& skimmer, std::uint64_t inputs) {
    bool any = false;
    for (std::uint64_t i = 0; i < inputs && !skimmer.problem(); ++i) {
        const std::uint64_t items = skimmer.compactSize();
        any = any || items > 0;
        for (std::uint64_t item = 0; item < items && !skimmer.problem(); ++item)
            (void)skimmer.takeWithLength();
    }
    return any;
}

} // namespace

Result<TransactionView> TransactionView::parse(ByteSpan bytes) {
    if (bytes.size() > Transaction::MAX_SIZE)
        return Unexpected(Error::transactionTooLarge);
    Skimmer skimmer(bytes);
    TransactionView view;
    view.m_bytes = bytes;
    (void)skimmer.take(VERSION_SIZE);
    std::size_t bodyStart = skimmer.position();
    std::uint64_t inputs = skimmer.compactSize();
    const bool marked = inputs == 0 && !skimmer.problem();
    if (marked) {
        const ByteSpan flag = skimmer.take(1);
        if (!flag.empty() && flag[0] != 1)
            return Unexpected(flag[0] == 0 ? Error::noInputs : Error::unknownWitnessFlag);
        bodyStart = skimmer.position();
        inputs = skimmer.compactSize();
        if (inputs == 0 && !skimmer.problem())
            return Unexpected(Error::noInputs);
    }
    skimInputs(skimmer, inputs);
    const std::uint64_t outputs = skimmer.compactSize();
    if (skimmer.problem())
        return Unexpected(*skimmer.problem());
    const std::size_t outputsStart = skimmer.position();
    STRONGROOM_TRY(skimOutputs(skimmer, outputs));
    if (outputs == 0)
        return Unexpected(Error::noOutputs);
    view.m_body = bytes.subspan(bodyStart, skimmer.position() - bodyStart);
    view.m_outputs = bytes.subspan(outputsStart, skimmer.position() - outputsStart);
    view.m_outputCount = static_cast<std::size_t>(outputs);
    if (marked && !skimWitnesses(skimmer, inputs) && !skimmer.problem())
        return Unexpected(Error::superfluousWitness);
    (void)skimmer.take(LOCKTIME_SIZE);
    if (skimmer.problem())
        return Unexpected(*skimmer.problem());
    if (skimmer.remaining() != 0)
        return Unexpected(Error::trailingData);
    return view;
}

Txid TransactionView::txid() const {
    const crypto::Sha256 hash = crypto::Sha256()
                                    .update(m_bytes.first(VERSION_SIZE))
                                    .update(m_body)
                                    .update(m_bytes.last(LOCKTIME_SIZE));
    return Txid(hash.finishDouble().array());
}

std::optional<TransactionView::Output> TransactionView::output(std::size_t index) const {
    if (index >= m_outputCount)
        return std::nullopt;
    Skimmer skimmer(m_outputs);
    for (std::size_t i = 0;; ++i) {
        const ByteSpan amount = skimmer.take(AMOUNT_SIZE);
        const ByteSpan script = skimmer.takeWithLength();
        STRONGROOM_CHECK(!skimmer.problem()); // parse has been here
        if (i == index)
            return Output{*Amount::fromSatoshi(static_cast<std::int64_t>(littleEndian(amount, AMOUNT_SIZE))),
                          script};
    }
}

} // namespace strongroom::bitcoin
