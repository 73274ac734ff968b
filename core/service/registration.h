// What a station or desk is provisioned with: the founding record, every head since, and the documents they
// name (docs/formats/registration.md). All of it is signed; who takes it verifies it from the genesis, whose
// id two people compare. Internal to core/service.
#pragma once

#include "base/bytes.h"
#include "service/outcome.h"

#include <string>
#include <vector>

namespace strongroom::service {

/// Ten thousand changes; a treasury's whole life.
inline constexpr std::size_t MAX_REGISTRATION = 8U * 1024U * 1024U;

struct Registration {
    struct Change {
        base::Bytes head;
        base::Bytes document; ///< Empty for those that need none.
    };
    base::Bytes genesis;
    std::vector<Change> changes; ///< In the order of their versions.
};

[[nodiscard]] base::Bytes toBytes(const Registration& registration);
/// `registration.malformed`. Nothing in it is verified here.
[[nodiscard]] Outcome<Registration> parseRegistration(base::ByteSpan bytes);

/// The genesis's id in hex: what people compare. `registration.malformed` when it is no genesis.
[[nodiscard]] Outcome<std::string> genesisDigest(const Registration& registration);

} // namespace strongroom::service
