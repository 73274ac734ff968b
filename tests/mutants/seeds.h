// The valid PSBTs that are mutated: spends of registered vaults of every kind, with a key that signs them and
// all that a PSBT may carry: unsigned, partly signed, and with a final witness in it. A new kind of vault
// joins by one row of the table in seeds.cpp.
#pragma once

#include "base/failure.h"
#include "base/result.h"
#include "bitcoin/transaction.h"
#include "fakes/spend_world.h"
#include "psbt/psbt.h"

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::test {

struct Seed {
    std::string name;
    TestVault vault;
    std::string signingKey; ///< The first account as "tprv…".
    base::Bytes psbt;
    base::Bytes foreign; ///< The same spend of a vault that nobody registered.
    bool taproot = false;
    bool nested = false;                  ///< In p2sh.
    bool tree = false;                    ///< Of taproot: spent by a leaf.
    std::size_t claims = 1;               ///< Keys whose paths stand beside each script of the vault.
    std::set<std::size_t> signedInputs;   ///< Those with signatures in them.
    std::string staleSignature;           ///< What a signature over something else is refused with.
    std::vector<bitcoin::TxOut> spent;    ///< What the chain says, whatever a mutant says.
    std::vector<std::size_t> spentCounts; ///< Outputs of each previous transaction.
    std::size_t changeOutput = 0;

    [[nodiscard]] psbt::Psbt parsed() const;
    [[nodiscard]] std::size_t payment() const { return 1 - changeOutput; }
};

/// Branch and index of the coins that the seeds spend.
inline constexpr std::array SEED_PLACES{std::pair{std::size_t{0}, 3U}, std::pair{std::size_t{1}, 4U}};

/// The coins of a vault at those places, and the transactions that they come from.
struct Funding {
    std::vector<vault::Coin> coins;
    vault::PreviousTransactions previous;
};
using FundingOf = std::function<Funding(std::string_view kind, const vault::Vault& vault)>;

[[nodiscard]] std::vector<Seed> makeSeeds(const FundingOf& fundingOf);
/// On coins that exist only here. Made once.
[[nodiscard]] const std::vector<Seed>& seeds();

/// What another program needs to fund the vaults, and to sign for them.
struct SeedKind {
    std::string name;
    std::string descriptor; ///< Without checksum.
    std::string publicKey;  ///< Of the first key holder, as it stands in the descriptor.
    std::string privateKey; ///< The same as "tprv…".
    std::vector<std::string> addresses;
};
[[nodiscard]] std::vector<SeedKind> seedKinds();
/// The descriptors that the signer knows, whichever seed it is given.
[[nodiscard]] const std::vector<std::string>& registered();
[[nodiscard]] const std::vector<vault::Vault>& registeredVaults();

/// The signer's answer: its PSBT, or the codes of everything that it found.
struct Answer {
    std::optional<base::Bytes> psbt;
    std::vector<std::string> codes;
};
/// Through the whole one-shot signer: parse, review, plan, sign, verify.
[[nodiscard]] Answer askSigner(base::ByteSpan psbt, const Seed& seed);

} // namespace strongroom::test
