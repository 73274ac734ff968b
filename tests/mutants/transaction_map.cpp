#include "transaction_map.h"

#include "base/check.h"

namespace strongroom::test {

namespace {

class Mapper {
public:
    explicit Mapper(base::ByteSpan tx) : m_tx(tx) {}

    std::vector<TxByte> map() {
        add(TxPart::version, 0, 4);
        const bool witness = m_tx[m_map.size()] == 0;
        if (witness)
            add(TxPart::marker, 0, 2);
        const std::size_t inputs = number(TxPart::count, 0);
        for (std::size_t i = 0; i < inputs; ++i) {
            add(TxPart::txid, i, 32);
            add(TxPart::vout, i, 4);
            addSized(TxPart::scriptSig, i);
            add(TxPart::sequence, i, 4);
        }
        const std::size_t outputs = number(TxPart::count, 1);
        for (std::size_t i = 0; i < outputs; ++i) {
            add(TxPart::amount, i, 8);
            addSized(TxPart::script, i);
        }
        for (std::size_t i = 0; witness && i < inputs; ++i) {
            const std::size_t items = number(TxPart::length, i);
            for (std::size_t item = 0; item < items; ++item)
                addSized(TxPart::witness, i);
        }
        add(TxPart::lockTime, 0, 4);
        STRONGROOM_CHECK(m_map.size() == m_tx.size());
        return std::move(m_map);
    }

private:
    void add(TxPart part, std::size_t item, std::size_t size) {
        STRONGROOM_CHECK(m_map.size() + size <= m_tx.size());
        for (std::size_t offset = 0; offset < size; ++offset)
            m_map.push_back({part, item, offset});
    }
    /// Compact sizes below 65,536.
    std::size_t number(TxPart part, std::size_t item) {
        const std::size_t at = m_map.size();
        STRONGROOM_CHECK(at < m_tx.size());
        if (m_tx[at] < 0xfd) {
            add(part, item, 1);
            return m_tx[at];
        }
        STRONGROOM_CHECK(m_tx[at] == 0xfd);
        add(part, item, 3);
        return littleEndian(m_tx.subspan(at + 1, 2));
    }
    void addSized(TxPart part, std::size_t item) { add(part, item, number(TxPart::length, item)); }

    base::ByteSpan m_tx;
    std::vector<TxByte> m_map;
};

} // namespace

std::vector<TxByte> mapTransaction(base::ByteSpan tx) {
    return Mapper(tx).map();
}

std::uint64_t littleEndian(base::ByteSpan bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        value = (value << 8U) | bytes[i];
    return value;
}

std::vector<std::uint64_t> amountsIn(base::ByteSpan tx, const std::vector<TxByte>& map) {
    std::vector<std::uint64_t> amounts;
    for (std::size_t i = 0; i < map.size(); ++i)
        if (map[i].part == TxPart::amount && map[i].offset == 0)
            amounts.push_back(littleEndian(tx.subspan(i, 8)));
    return amounts;
}

} // namespace strongroom::test
