// Deriving addresses against the point additions in it: as a rate, so 1 would be the limit itself.
#include "benches.h"
#include "ratio.h"
#include "raw_library.h"

#include "base/check.h"
#include "fakes/spend_world.h"

#include <benchmark/benchmark.h>

namespace strongroom::bench {

namespace {

constexpr std::uint32_t ADDRESSES = 200;

void benchDescriptor(const std::string& name, const descriptor::Descriptor& descriptor,
                     std::size_t additions) {
    RawLibrary raw;
    print(name + ", scripts derived, as a share of tweak_add's rate",
          compare([&] { raw.tweakAdd(ADDRESSES * additions); },
                  [&] {
                      for (std::uint32_t index = 0; index < ADDRESSES; ++index) {
                          const auto script = descriptor.derive(0, index);
                          STRONGROOM_CHECK(script.has_value());
                          benchmark::DoNotOptimize(script->scriptPubKey.data());
                      }
                  }),
          "≥ 0.72");
}

} // namespace

void benchDerivation() {
    benchDescriptor("wpkh", test::wpkhVault().vault.descriptor, 1);
    benchDescriptor("wsh 2-of-3", test::multiVault().vault.descriptor, 3);
    benchDescriptor("tr", test::trVault().vault.descriptor, 2);
}

} // namespace strongroom::bench
