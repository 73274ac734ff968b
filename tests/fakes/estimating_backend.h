// A chain whose node has the fee estimate that a test gives it; everything else is the node behind it.
#pragma once

#include "chain/backend.h"

#include <memory>
#include <utility>
#include <vector>

namespace strongroom::test {

class EstimatingBackend final : public chain::Backend {
public:
    /// `estimate` outlives this.
    EstimatingBackend(std::unique_ptr<chain::Backend> inner, const chain::FeeEstimate& estimate)
        : m_inner(std::move(inner)), m_estimate(estimate) {}

    [[nodiscard]] bitcoin::Network network() const override { return m_inner->network(); }
    [[nodiscard]] chain::Answer<std::string> description() override { return m_inner->description(); }
    [[nodiscard]] chain::Answer<chain::Tip> tip() override { return m_inner->tip(); }
    [[nodiscard]] chain::Answer<std::optional<chain::BlockHash>> blockHash(std::uint32_t height) override {
        return m_inner->blockHash(height);
    }
    [[nodiscard]] chain::Answer<std::optional<chain::Block>> block(const chain::BlockHash& hash) override {
        return m_inner->block(hash);
    }
    [[nodiscard]] chain::Answer<std::vector<bitcoin::Txid>> mempool() override { return m_inner->mempool(); }
    [[nodiscard]] chain::Answer<std::optional<bitcoin::Transaction>>
    mempoolTransaction(const bitcoin::Txid& txid) override {
        return m_inner->mempoolTransaction(txid);
    }
    [[nodiscard]] chain::Answer<std::optional<chain::WaitingPackage>>
    waitingPackage(const bitcoin::Txid& txid) override {
        return m_inner->waitingPackage(txid);
    }
    [[nodiscard]] chain::Answer<chain::Acceptance>
    testAccept(const bitcoin::Transaction& transaction) override {
        return m_inner->testAccept(transaction);
    }
    [[nodiscard]] chain::Answer<chain::Delivery> broadcast(const bitcoin::Transaction& transaction) override {
        return m_inner->broadcast(transaction);
    }
    [[nodiscard]] chain::Answer<chain::FeeEstimate> feeRate(std::uint32_t) override { return m_estimate; }

private:
    std::unique_ptr<chain::Backend> m_inner;
    const chain::FeeEstimate& m_estimate;
};

} // namespace strongroom::test
