#include "bitcoin/errors.h"

#include <array>
#include <utility>

namespace strongroom::bitcoin {

namespace {

struct Row {
    Error error;
    base::ErrorInfo info;
};

constexpr std::array ROWS{
    Row{Error::transactionTooLarge,
        {"bitcoin.transaction_too_large", "The transaction is larger than any block can hold."}},
    Row{Error::transactionTruncated, {"bitcoin.transaction_truncated", "The transaction ends too early."}},
    Row{Error::nonMinimalSize,
        {"bitcoin.non_minimal_size", "A length in the transaction is not written in its shortest form."}},
    Row{Error::trailingData, {"bitcoin.trailing_data", "There is data after the end of the transaction."}},
    Row{Error::noInputs, {"bitcoin.no_inputs", "The transaction has no inputs."}},
    Row{Error::noOutputs, {"bitcoin.no_outputs", "The transaction has no outputs."}},
    Row{Error::unknownWitnessFlag,
        {"bitcoin.unknown_witness_flag", "The transaction carries an extension that is not known."}},
    Row{Error::superfluousWitness,
        {"bitcoin.superfluous_witness", "The transaction announces a witness and has none."}},
    Row{Error::amountRange,
        {"bitcoin.amount_range",
         "An amount or the sum of amounts is negative or exceeds 21 million bitcoin."}},
    Row{Error::addressEmpty, {"bitcoin.address_empty", "The address is empty."}},
    Row{Error::addressTooLong, {"bitcoin.address_too_long", "The text is too long for an address."}},
    Row{Error::addressCharacter,
        {"bitcoin.address_character", "The address contains a character that addresses never have."}},
    Row{Error::addressMixedCase,
        {"bitcoin.address_mixed_case", "The address mixes capital and small letters."}},
    Row{Error::addressChecksum,
        {"bitcoin.address_checksum", "The address is mistyped: its checksum does not match."}},
    Row{Error::addressWrongNetwork,
        {"bitcoin.address_wrong_network", "The address belongs to another Bitcoin network."}},
    Row{Error::addressUnknownPrefix,
        {"bitcoin.address_unknown_prefix", "The address is not one of Bitcoin: its prefix is not known."}},
    Row{Error::addressUnknownVersion,
        {"bitcoin.address_unknown_version", "The address is not one of Bitcoin: its version is not known."}},
    Row{Error::addressLength, {"bitcoin.address_length", "The address has the wrong length for its kind."}},
    Row{Error::addressEncoding,
        {"bitcoin.address_encoding", "The address uses the checksum of another witness version."}},
    Row{Error::addressPadding, {"bitcoin.address_padding", "The address is badly padded."}},
    Row{Error::addressWitnessVersion,
        {"bitcoin.address_witness_version", "The address names a witness version that does not exist."}},
    Row{Error::addressIsPrivateKey,
        {"bitcoin.address_is_private_key", "This is a private key, not an address. Treat it as exposed."}},
    Row{Error::base58TooLong, {"bitcoin.base58_too_long", "The Base58 text is too long."}},
    Row{Error::base58Character,
        {"bitcoin.base58_character", "The text contains a character that is not in Base58."}},
    Row{Error::base58Checksum,
        {"bitcoin.base58_checksum", "The text is mistyped: its checksum does not match."}},
    Row{Error::extendedKeyTooLong,
        {"bitcoin.extended_key_too_long", "The text is too long for an extended public key."}},
    Row{Error::extendedKeyEncoding,
        {"bitcoin.extended_key_encoding", "The extended key contains a character that is not in Base58."}},
    Row{Error::extendedKeyChecksum,
        {"bitcoin.extended_key_checksum", "The extended key is mistyped: its checksum does not match."}},
    Row{Error::extendedKeyLength,
        {"bitcoin.extended_key_length", "The extended key does not have 78 bytes."}},
    Row{Error::extendedKeyVersion,
        {"bitcoin.extended_key_version", "The extended key has a version that is not known."}},
    Row{Error::extendedKeyPrivate,
        {"bitcoin.extended_key_private",
         "This is a private extended key; only public ones belong here. Treat it as exposed."}},
    Row{Error::extendedKeySlip132,
        {"bitcoin.extended_key_slip132",
         "The extended key has a SLIP-132 prefix (such as ypub or Zpub); export it as xpub or tpub."}},
    Row{Error::extendedKeyPoint,
        {"bitcoin.extended_key_point", "The extended key holds no valid compressed public key."}},
    Row{Error::extendedKeyRootFields,
        {"bitcoin.extended_key_root_fields",
         "The extended key claims to be a root but names a parent or a child number."}},
    Row{Error::extendedKeyNetwork,
        {"bitcoin.extended_key_network", "The extended key belongs to another Bitcoin network."}},
    Row{Error::pathSyntax,
        {"bitcoin.path_syntax", "The derivation path is not written like m/48h/0h/0h/2h."}},
    Row{Error::pathTooLong, {"bitcoin.path_too_long", "The derivation path has more than 255 steps."}},
    Row{Error::fingerprintSyntax,
        {"bitcoin.fingerprint_syntax", "A key fingerprint has exactly eight hexadecimal digits."}},
    Row{Error::hardenedDerivation,
        {"bitcoin.hardened_derivation", "A hardened step cannot be derived from a public key."}},
    Row{Error::depthExceeded,
        {"bitcoin.depth_exceeded", "The key cannot be derived further: its depth is 255."}},
    Row{Error::invalidChild,
        {"bitcoin.invalid_child", "This child key does not exist; the next index does."}},
    Row{Error::sighashType,
        {"bitcoin.sighash_type", "The signature hash type is not defined for this kind of input."}},
    Row{Error::sighashInputIndex, {"bitcoin.sighash_input_index", "The transaction has no such input."}},
    Row{Error::sighashPrevoutUnknown,
        {"bitcoin.sighash_prevout_unknown", "An output that the transaction spends is not known."}},
    Row{Error::sighashNoMatchingOutput,
        {"bitcoin.sighash_no_matching_output",
         "The signature hash type SINGLE needs an output of the same number."}},
    Row{Error::uriTooLong, {"bitcoin.uri_too_long", "The payment request is longer than 2,048 characters."}},
    Row{Error::uriScheme,
        {"bitcoin.uri_scheme", "This is no payment request: it does not begin with bitcoin:."}},
    Row{Error::uriSyntax, {"bitcoin.uri_syntax", "The payment request is malformed."}},
    Row{Error::uriDuplicateParameter,
        {"bitcoin.uri_duplicate_parameter", "The payment request says the same thing twice."}},
    Row{Error::uriRequiredParameter,
        {"bitcoin.uri_required_parameter", "The payment request demands something that is not supported."}},
    Row{Error::uriAmount,
        {"bitcoin.uri_amount", "The amount of the payment request is no plain number of bitcoin."}},
    Row{Error::uriText,
        {"bitcoin.uri_text", "A text of the payment request has characters that cannot be seen."}},
};

constexpr bool inEnumOrder() {
    for (std::size_t i = 0; i < ROWS.size(); ++i) {
        if (static_cast<std::size_t>(ROWS[i].error) != i)
            return false;
    }
    return ROWS.size() == static_cast<std::size_t>(Error::uriText) + 1;
}
static_assert(inEnumOrder(), "one row per error, in the order of the enum");

} // namespace

base::ErrorInfo describe(Error error) {
    const auto index = static_cast<std::size_t>(error);
    STRONGROOM_CHECK(index < ROWS.size());
    return ROWS[index].info;
}

Error fromReadError(base::ReadError error) {
    switch (error) {
    case base::ReadError::endOfData:
        return Error::transactionTruncated;
    case base::ReadError::nonMinimalCompactSize:
        return Error::nonMinimalSize;
    case base::ReadError::trailingData:
        return Error::trailingData;
    }
    base::checkFailed("ReadError");
}

} // namespace strongroom::bitcoin
