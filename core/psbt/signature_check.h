// One signature against one digest, with the rules on hash types that all signatures share. Internal to the
// module; pure.
#pragma once

#include "base/result.h"
#include "bitcoin/sighash.h"
#include "psbt/errors.h"
#include "psbt/signing_script.h"

#include <optional>

namespace strongroom::psbt {

/// Where the signature stands.
struct SignedPlace {
    std::size_t input;
    const bitcoin::SighashContext& context;
};

/// 64 bytes mean DEFAULT; a 65th byte of zero would be a second way to write that (BIP341).
[[nodiscard]] std::optional<bitcoin::SighashType> tapHashType(base::ByteSpan signature);

/// True when a script pushes this X-only key, or its hash.
[[nodiscard]] bool namesKey(base::ByteSpan script, const StatedXOnlyKey& key);

/// Type ALL, strict DER, low S. Errors: signatureInvalid, sighashNotAllowed, missingUtxo.
[[nodiscard]] base::Result<void, Error> verifyEcdsaSignature(const SignedPlace& place,
                                                             const SigningScript& script,
                                                             const StatedKey& key, base::ByteSpan signature);

/// Type DEFAULT or ALL; over the key path, or the leaf of that hash. Errors: as above.
[[nodiscard]] base::Result<void, Error> verifySchnorrSignature(const SignedPlace& place,
                                                               const crypto::XOnlyPublicKey& key,
                                                               const crypto::Hash256* leafHash,
                                                               base::ByteSpan signature);

} // namespace strongroom::psbt
