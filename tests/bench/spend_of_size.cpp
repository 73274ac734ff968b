#include "spend_of_size.h"

#include "base/check.h"
#include "fakes/counting_random.h"

#include <algorithm>
#include <iterator>

namespace strongroom::bench {

namespace {

constexpr std::size_t AT_ONCE = 100;
constexpr std::int64_t COIN = 1'000'000;
constexpr std::int64_t FEE_PER_INPUT = 300;

psbt::Psbt part(test::TestChain& chain, const vault::Vault& vault, std::size_t first, std::size_t count) {
    std::vector<vault::Coin> coins;
    for (std::size_t i = first; i < first + count; ++i)
        coins.push_back(chain.fund(vault, COIN, i % 2, static_cast<std::uint32_t>(i / 2)));
    test::CountingRandom random;
    vault::SpendRequest request;
    const auto sum = static_cast<std::int64_t>(count) * (COIN - FEE_PER_INPUT);
    request.payments = {{test::payeeScript(), *base::Amount::fromSatoshi(sum), nullptr, {}}};
    request.feeRate = base::FeeRate::satPerVb(1);
    auto built = vault::buildSpend(vault, request, coins, chain.lookUp(), random);
    STRONGROOM_CHECK(built.has_value() && built->psbt.inputs.size() == count);
    return std::move(built->psbt);
}

} // namespace

psbt::Psbt spendOfSize(const vault::Vault& vault, std::size_t inputs) {
    test::TestChain chain;
    psbt::Psbt all = part(chain, vault, 0, std::min(AT_ONCE, inputs));
    while (all.inputs.size() < inputs) {
        psbt::Psbt more =
            part(chain, vault, all.inputs.size(), std::min(AT_ONCE, inputs - all.inputs.size()));
        std::ranges::move(more.inputs, std::back_inserter(all.inputs));
        std::ranges::move(more.tx.inputs, std::back_inserter(all.tx.inputs));
    }
    const auto sum = static_cast<std::int64_t>(inputs) * (COIN - FEE_PER_INPUT);
    all.tx.outputs = {{*base::Amount::fromSatoshi(sum), test::payeeScript()}};
    all.outputs.assign(1, psbt::PsbtOutput());
    return all;
}

} // namespace strongroom::bench
