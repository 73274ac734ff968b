// The chain of a training treasury: coins and blocks that cost nothing (service/training.h).
#include "service/training.h"
#include "bitcoin/address.h"
#include "chain/training_chain.h"
#include "service/workspace_files.h"
#include "service/workspace_state.h"

namespace strongroom::service {

namespace {

constexpr std::uint32_t MAX_BLOCKS = 1'000;

Outcome<std::unique_ptr<chain::TrainingChain>> trainingChain(const State& state) {
    if (!state.card.training)
        return base::Unexpected(Error::trainingOnly);
    return chain::TrainingChain::open(*state.ports.files, trainingChainPath(state.card.folder));
}

} // namespace

Outcome<std::string> trainingFund(Workspace& workspace, const std::string& address, std::int64_t satoshi) {
    const State& state = workspace.state();
    STRONGROOM_ASSIGN(const auto chain, trainingChain(state));
    const auto amount = base::Amount::fromSatoshi(satoshi);
    if (!amount)
        return base::Unexpected(Error::amountInvalid);
    STRONGROOM_ASSIGN(const auto decoded, bitcoin::decodeAddress(address, chain->network()));
    STRONGROOM_ASSIGN(const bitcoin::Txid txid, chain->fund(decoded.script, *amount));
    return bitcoin::toText(txid);
}

Outcome<void> trainingMine(Workspace& workspace, std::uint32_t blocks) {
    const State& state = workspace.state();
    STRONGROOM_ASSIGN(const auto chain, trainingChain(state));
    if (blocks == 0 || blocks > MAX_BLOCKS)
        return base::Unexpected(Error::rangeInvalid);
    STRONGROOM_ASSIGN(auto session, chain->write());
    for (std::uint32_t i = 0; i < blocks; ++i)
        STRONGROOM_TRY(session.mine(state.ports.clock->now()));
    return session.commit();
}

} // namespace strongroom::service
