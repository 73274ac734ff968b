// Vaults with private keys, funded on a chain that exists only in these tests, and a signer for them:
// deterministic from labels. What the negative tests mutate, and the proof that the unmutated signs.
#pragma once

#include "bitcoin/bip32.h"
#include "crypto/secret_key_context.h"
#include "psbt/psbt.h"
#include "vault/build.h"
#include "vault/recovery.h"
#include "vault/vault.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::test {

/// The account key of one key holder.
struct AccountKey {
    crypto::SecretKey secret;
    bitcoin::KeyOrigin origin;
    bitcoin::ExtendedPubKey xpub;

    /// "[fingerprint/path]xpub"
    [[nodiscard]] std::string text() const;
};

[[nodiscard]] const crypto::SecretKeyContext& secretKeys();
[[nodiscard]] crypto::Hash256 labelHash(std::string_view label);
[[nodiscard]] AccountKey makeAccount(std::string_view label, std::string_view path = "m/48h/1h/0h/2h",
                                     bitcoin::Network network = bitcoin::Network::regtest);
/// BIP32, private side, unhardened steps only.
[[nodiscard]] crypto::SecretKey childSecret(const AccountKey& account,
                                            const std::vector<std::uint32_t>& steps);

struct TestVault {
    vault::Vault vault;
    std::vector<AccountKey> accounts; ///< In the order of the descriptor.
};

[[nodiscard]] vault::Vault vaultOf(std::string name, std::string_view descriptorText,
                                   bitcoin::Network network = bitcoin::Network::regtest,
                                   vault::Tier tier = vault::Tier::hot);
[[nodiscard]] TestVault wpkhVault(std::string_view label = "hot");
[[nodiscard]] TestVault trVault(std::string_view label = "taproot");
/// wsh(sortedmulti), two of three, cold.
[[nodiscard]] TestVault multiVault(std::string_view label = "cold");
[[nodiscard]] TestVault nestedVault(std::string_view label = "nested"); ///< sh(wpkh)
/// sh(wsh): two of the first two keys, or after 144 blocks the third alone.
[[nodiscard]] TestVault recoverableVault(std::string_view label = "recoverable");
/// tr without a key path, with two leaves: two of the first three keys, or after 144 blocks the fourth.
[[nodiscard]] TestVault treeVault(std::string_view label = "tree");
/// Cold: two of three primary keys, or after `blocks` both of two recovery keys.
[[nodiscard]] TestVault recoveryVault(std::string_view label, std::uint32_t blocks,
                                      vault::RecoveryPlan::Script script = vault::RecoveryPlan::Script::wsh);
[[nodiscard]] std::string multiText(std::size_t threshold, const std::vector<AccountKey>& accounts,
                                    std::string_view function = "sortedmulti");

/// A chain of its own: every coin is the second output of a transaction.
class TestChain {
public:
    vault::Coin fund(const vault::Vault& vault, std::int64_t satoshi, std::size_t branch = 0,
                     std::uint32_t index = 0);
    /// Refers to this chain.
    [[nodiscard]] vault::PreviousTransactions lookUp() const;

private:
    std::map<bitcoin::Txid, bitcoin::Transaction> m_transactions;
};

/// A payee outside the treasury.
[[nodiscard]] base::Bytes payeeScript(std::string_view label = "supplier");

/// Two coins (0/3 and 1/4), one payment of 8,000,000 sat to `payeeScript()`, change at 1/9: the seed of the
/// negative tests.
[[nodiscard]] vault::BuiltSpend spendOf(const vault::Vault& vault);

/// DER with a hash type byte.
[[nodiscard]] base::Bytes ecdsaWithType(const crypto::SecretKey& secret, const crypto::Hash256& digest,
                                        std::uint8_t type = 0x01);
/// Signs one input with one account, as the paths in the PSBT say. False when psbt refuses the signature or
/// no path names the account.
[[nodiscard]] bool signInput(psbt::Psbt& psbt, std::size_t index, const AccountKey& account);
/// All inputs with the first `signers` accounts.
[[nodiscard]] bool signAll(psbt::Psbt& psbt, const TestVault& vault, std::size_t signers);

} // namespace strongroom::test
