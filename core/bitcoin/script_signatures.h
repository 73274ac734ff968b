// The signature operations of scripts. Internal to the evaluator (bitcoin/script_machine.h).
#pragma once

#include "base/result.h"
#include "bitcoin/script_machine.h"
#include "crypto/secp256k1.h"

#include <span>

namespace strongroom::bitcoin {

template <typename T>
using ScriptResult = base::Result<T, SpendFault>;

/// OP_CHECKSIG of legacy and witness version 0: false for the empty signature; any other must verify
/// (NULLFAIL). Error: what is wrong with signature or key.
[[nodiscard]] ScriptResult<bool> checkEcdsaSignature(const ScriptRun& run, ByteSpan signature, ByteSpan key);

/// OP_CHECKMULTISIG: each signature by one key, in the order of the keys; or every signature empty: false.
[[nodiscard]] ScriptResult<bool> checkMultisig(const ScriptRun& run, std::span<const Bytes> signatures,
                                               std::span<const Bytes> keys);

/// OP_CHECKSIG of tapscript: as checkEcdsaSignature, without the budget.
[[nodiscard]] ScriptResult<bool> checkTapscriptSignature(const ScriptRun& run, ByteSpan signature,
                                                         ByteSpan key);

/// 64 or 65 bytes by `key` over the digest of the key path, or of a leaf.
[[nodiscard]] ScriptResult<void> checkSchnorrSignature(const SpendingInput& spending, ByteSpan signature,
                                                       const crypto::XOnlyPublicKey& key,
                                                       const std::optional<crypto::Hash256>& leafHash);

} // namespace strongroom::bitcoin
