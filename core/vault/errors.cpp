#include "vault/errors.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::vault {

namespace {

constexpr std::array TABLE{
    std::pair{Error::badName,
              base::ErrorInfo{"vault.bad_name",
                              "A vault's name has 1 to 64 bytes of plain text without control characters."}},
    std::pair{Error::nameTaken, base::ErrorInfo{"vault.name_taken", "Another vault has this name."}},
    std::pair{Error::alreadyRegistered,
              base::ErrorInfo{"vault.already_registered", "This descriptor is registered already."}},
    std::pair{
        Error::originOfOtherKey,
        base::ErrorInfo{"vault.origin_of_other_key",
                        "Two keys claim the same place under one master key. One of them is not what it "
                        "says it is."}},
    std::pair{Error::descriptorOfOtherNetwork,
              base::ErrorInfo{"vault.descriptor_of_other_network",
                              "The descriptor was read for another network than the vault's."}},
    std::pair{Error::coinTypeOfOtherNetwork,
              base::ErrorInfo{"vault.coin_type_of_other_network",
                              "A key path of the descriptor belongs to another network than the vault's."}},
    std::pair{Error::descriptorNotForVaults,
              base::ErrorInfo{"vault.descriptor_not_for_vaults",
                              "A vault cannot be of this kind, or counts one private key twice."}},
    std::pair{Error::notRanged, base::ErrorInfo{"vault.not_ranged",
                                                "A vault's descriptor must be ranged: its keys end in /*."}},
    std::pair{Error::notTwoBranches,
              base::ErrorInfo{"vault.not_two_branches",
                              "A vault's descriptor must have two branches, for receiving and for change."}},
    std::pair{
        Error::unsupportedLock,
        base::ErrorInfo{"vault.unsupported_lock",
                        "The descriptor has a time lock that is not the recovery path of a recovery vault."}},
    std::pair{Error::recoveryOnHotTier,
              base::ErrorInfo{"vault.recovery_on_hot_tier", "A hot vault cannot have a recovery path."}},
    std::pair{Error::recoveryKeyCount,
              base::ErrorInfo{"vault.recovery_key_count",
                              "Each set of keys has 1 to 20 keys, and needs between one and all of them."}},
    std::pair{Error::recoveryDelayRange,
              base::ErrorInfo{"vault.recovery_delay_range",
                              "A recovery path opens after 1 to 65,535 blocks, which is 455 days at most."}},
    std::pair{Error::noRecoveryPath,
              base::ErrorInfo{"vault.no_recovery_path", "The vault has no recovery path."}},
    std::pair{Error::recoveryNotOpen,
              base::ErrorInfo{"vault.recovery_not_open",
                              "The recovery path is not open yet: the coins have moved too recently."}},
    std::pair{
        Error::recoveryToItself,
        base::ErrorInfo{"vault.recovery_to_itself",
                        "A recovery pays another vault: in its own the same keys would be missing again."}},
    std::pair{Error::nothingToRefresh,
              base::ErrorInfo{"vault.nothing_to_refresh", "No coin of the vault is near its recovery path."}},
    std::pair{Error::noPayments, base::ErrorInfo{"vault.no_payments", "There is nothing to pay."}},
    std::pair{
        Error::dustPayment,
        base::ErrorInfo{"vault.dust_payment", "A payment is so small that the network does not relay it."}},
    std::pair{Error::amountRange, base::ErrorInfo{"vault.amount_out_of_range",
                                                  "The amounts add up to more than 21 million bitcoin."}},
    std::pair{Error::feeRateTooLow, base::ErrorInfo{"vault.fee_rate_too_low",
                                                    "Nodes relay nothing below 1 satoshi a virtual byte."}},
    std::pair{Error::feeRateAboveCeiling,
              base::ErrorInfo{"vault.wanted_fee_rate_above_ceiling", "The fee rate is above the ceiling."}},
    std::pair{Error::feeAboveCeiling,
              base::ErrorInfo{"vault.needed_fee_above_ceiling", "The fee would be above the ceiling."}},
    std::pair{Error::replacementFeeTooLow,
              base::ErrorInfo{"vault.replacement_fee_too_low",
                              "Nodes take a replacement only when it pays all of the earlier fee and one "
                              "satoshi a virtual byte more."}},
    std::pair{Error::changeTooSmall,
              base::ErrorInfo{"vault.change_too_small",
                              "The change is too small to give what the higher fee takes."}},
    std::pair{Error::insufficientFunds,
              base::ErrorInfo{"vault.insufficient_funds",
                              "The coins that may be spent do not cover the payment and its fee."}},
    std::pair{
        Error::transactionTooLarge,
        base::ErrorInfo{"vault.too_many_coins_needed",
                        "The payment needs so many coins that the network does not relay it in one piece."}},
    std::pair{Error::coinNotOfVault,
              base::ErrorInfo{"vault.coin_not_of_vault",
                              "A coin does not belong to the vault that is to spend it."}},
    std::pair{Error::previousTransactionMissing,
              base::ErrorInfo{"vault.previous_transaction_unknown",
                              "The transaction that made a coin is not known."}},
    std::pair{Error::previousTransactionMismatch,
              base::ErrorInfo{"vault.coin_contradicts_transaction",
                              "A coin is not what the transaction that made it says."}},
    std::pair{Error::underivable,
              base::ErrorInfo{"vault.underivable", "The vault has no script at this place."}},
};

} // namespace

base::ErrorInfo describe(Error error) {
    const auto* const entry =
        std::find_if(TABLE.begin(), TABLE.end(), [&](const auto& row) { return row.first == error; });
    STRONGROOM_CHECK(entry != TABLE.end());
    return entry->second;
}

} // namespace strongroom::vault
