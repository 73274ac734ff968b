// What a signature signs: the digests of legacy inputs, BIP143 (segwit version 0), BIP341 (taproot key path)
// and BIP342 (tapscript).
//
// A SighashContext hashes what all inputs share once, so that a transaction of n inputs costs n hashes and
// not n²; only the legacy digest hashes the whole transaction for each input, which is what is wrong with it.
// It keeps references: transaction and outputs must outlive it and stay unchanged. Const after
// construction, so any number of threads may ask it. This computes every defined hash type, because
// verification needs them; which types may be signed is decided in vault and psbt (ATTACKS A12–A15).
#pragma once

#include "bitcoin/errors.h"
#include "bitcoin/transaction.h"
#include "crypto/hash.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace strongroom::bitcoin {

enum class SighashType : std::uint8_t {
    defaultAll = 0x00, ///< Taproot only: all, with a 64-byte signature (BIP341 SIGHASH_DEFAULT).
    all = 0x01,
    none = 0x02,
    single = 0x03,
    allAnyoneCanPay = 0x81,
    noneAnyoneCanPay = 0x82,
    singleAnyoneCanPay = 0x83,
};
/// Exactly the seven values above; any other number, whatever its width, is none (ATTACKS A15).
[[nodiscard]] std::optional<SighashType> sighashTypeFrom(std::uint32_t value);

class SighashContext {
public:
    /// One entry an input, in order; a null pointer where the spent output is not known.
    SighashContext(const Transaction& transaction, std::vector<const TxOut*> prevouts);
    /// All spent outputs, one an input, in order.
    SighashContext(const Transaction& transaction, std::span<const TxOut> prevouts);

    /// The digest before segwit, of an input whose script is `scriptCode` (the output's own, or a p2sh's
    /// redeem script). `type` is the byte behind the signature as a 32-bit number: consensus gives every
    /// value a meaning, and those that have none commit like `all`. Errors: sighashInputIndex;
    /// sighashNoMatchingOutput, where consensus would sign the number one instead of a transaction (A14).
    [[nodiscard]] Result<crypto::Hash256> legacy(std::size_t inputIndex, ByteSpan scriptCode,
                                                 std::uint32_t type) const;

    /// BIP143, for the amount of the input's spent output. `scriptCode` is p2wpkhScriptCode or the witness
    /// script. Errors: sighashInputIndex, sighashPrevoutUnknown, sighashType (defaultAll).
    [[nodiscard]] Result<crypto::Hash256> segwitV0(std::size_t inputIndex, ByteSpan scriptCode,
                                                   SighashType type) const;

    /// BIP341 without annex: commits to amounts and scripts of all spent outputs. Errors: sighashInputIndex,
    /// sighashPrevoutUnknown (any needed one), sighashNoMatchingOutput (single without an output of that
    /// index).
    [[nodiscard]] Result<crypto::Hash256> taprootKeyPath(std::size_t inputIndex, SighashType type) const;

    /// BIP342, without annex and with no OP_CODESEPARATOR executed (position 0xffffffff), for the leaf of
    /// that hash. Errors: as taprootKeyPath.
    [[nodiscard]] Result<crypto::Hash256> tapscript(std::size_t inputIndex, SighashType type,
                                                    const crypto::Hash256& leafHash) const;

private:
    [[nodiscard]] Result<crypto::Hash256> taproot(std::size_t inputIndex, SighashType type,
                                                  const crypto::Hash256* leafHash) const;

    const Transaction& m_transaction;
    std::vector<const TxOut*> m_prevouts;
    // Single SHA-256, as BIP341 uses them; BIP143's are the same hashed once more.
    crypto::Hash256 m_shaPrevouts;
    crypto::Hash256 m_shaSequences;
    crypto::Hash256 m_shaOutputs;
    crypto::Hash256 m_hashPrevouts;
    crypto::Hash256 m_hashSequences;
    crypto::Hash256 m_hashOutputs;
    struct SpentOutputs {
        crypto::Hash256 amounts;
        crypto::Hash256 scripts;
    };
    std::optional<SpentOutputs> m_spent; ///< Nothing when a spent output is not known.
};

} // namespace strongroom::bitcoin
