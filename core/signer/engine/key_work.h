// What the child process does with private keys: one request, one answer, then it ends
// (signer/engine/helper_process.h).
//
// Requests name an operation in their header; secrets are in the secret section, in the order given here, and
// answers carry public data only, except `words`. SESSION is the key of the armed session (32 bytes), a SHARE
// is 32 bytes.
//
//   generate    {network, path}                    SESSION             → {fingerprint, xpub, nonce} + wrapped
//   key seal_hot    {treasury, network, key_id, officers, threshold, nonce, label}
//                                                  SESSION, SHAREs     → shared envelope; blob: wrapped key
//   unseal_hot  {treasury, network, key_id, officers, label}
//                                                  SESSION, SHAREs     → {nonce} + wrapped key; blob: shared
//                                                  envelope
//   sign_hot    {label, network, nonce, jobs}      SESSION             → signatures; blob: wrapped key
//   create_cold {network, path, use, import}       passphrase[ \0 words] → {fingerprint, xpub} + passphrase
//   envelope words_cold  {network, use, key_id}             passphrase          → secret: the words; blob:
//   passphrase envelope sign_cold   {network, use, key_id, jobs}       passphrase          → signatures;
//   blob: passphrase envelope sign_typed  {network, jobs}                    mnemonic or xprv    → signatures
//
// A cold key is made before its treasury is known to the station, so its envelope is bound to no treasury
// (zeros) but to network and key id.
#pragma once

#include "signer/protocol/connection.h"

namespace strongroom::signer {

[[nodiscard]] Frame workOnKey(const Frame& request);

} // namespace strongroom::signer
