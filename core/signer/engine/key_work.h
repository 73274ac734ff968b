// What the child process does with private keys: one request, one answer, then it ends
// (signer/engine/helper_process.h).
//
// Requests name an operation in their header; secrets are in the secret section, in the order given here, and
// answers carry public data only, except `words_cold`. SESSION is the key of the armed session (32 bytes), a
// SHARE is 32 bytes.
//
//   generate    {network, path} · SESSION
//                 → {fingerprint, xpub, nonce}; blob: wrapped key
//   seal_hot    {treasury, network, key_id, officers, threshold, nonce, label} · SESSION, SHAREs; wrapped key
//                 → blob: shared envelope
//   unseal_hot  {treasury, network, key_id, officers, label} · SESSION, SHAREs; shared envelope
//                 → {nonce}; blob: wrapped key
//   sign_hot    {label, network, nonce, jobs} · SESSION; wrapped key → blobs: signatures
//   create_cold {network, path, use, import} · passphrase, or passphrase ‖ 00 ‖ words
//                 → {fingerprint, xpub}; blob: passphrase envelope
//   check_cold  {network, use, key_id} · passphrase; passphrase envelope → nothing
//   words_cold  {network, use, key_id} · passphrase; passphrase envelope → secret: the words
//   sign_cold   {network, use, key_id, path, jobs} · passphrase; passphrase envelope → blobs: signatures
//
// A cold key is made before its treasury is known to the station, so its envelope is bound to no treasury
// (zeros) but to network and key id.
#pragma once

#include "base/system_ports.h"
#include "signer/protocol/connection.h"

namespace strongroom::signer {

/// `executor` shares the signatures out; the answer does not depend on it.
[[nodiscard]] Frame workOnKey(const Frame& request, base::Executor& executor = base::inlineExecutor());

} // namespace strongroom::signer
