// Records of a multisig's setup (BIP129, BSMS 1.0): the key that a signer gives in round 1, the descriptor
// that the coordinator returns in round 2, in the clear or encrypted. Pure.
//
// A record that checks out says that it agrees with itself and that nobody without the token changed it: who
// made it, and that all signers got the same one, people compare.
#pragma once

#include "base/bytes.h"
#include "base/json.h"
#include "service/outcome.h"

namespace strongroom::service {

/// Longer than any record of 20 keys.
inline constexpr std::size_t MAX_BSMS_SIZE = 20'000;

/// Whether a file is hex, as encrypted records are: it then takes a token.
[[nodiscard]] bool isEncryptedBsms(base::ByteSpan file);

struct BsmsVerdict {
    base::Json document; ///< docs/formats/cli.md, `bsms check`.
    bool valid = false;
};

/// `token` is that of an encrypted record, as hex of 8 or 16 bytes in either case; it guards one setup
/// session, stands in the record itself and no coin depends on it. Not used for a record in the clear.
/// Whatever is wrong is in the document.
[[nodiscard]] BsmsVerdict checkBsms(base::ByteSpan file, base::ByteSpan token);

} // namespace strongroom::service
