// The one-shot mode, `strongroom-signer --unpoliced VERB …`, which the command line starts for verbs that
// need a typed key. It keeps nothing and serves one verb:
//
//   mnemonic-check                                     descriptor 3: the words
//   mnemonic-to-xpub --path P --network N              descriptor 3: the words
//   psbt-sign --network N --descriptor D…              descriptor 3: mnemonic or extended private key;
//     [--accept CODE…]                                   standard input: the PSBT
//   slip39-split --out DIR --group TofN… …              descriptor 3: mnemonic or seed in hex
//   slip39-combine --out FILE --as F --shares N         descriptors 5 to 4 + N: a share each
//   self-test
//
// `--passphrase` says that descriptor 4 holds the BIP39 passphrase, one line. Standard output gets one JSON
// document; a failure is one JSON line {code,data,message} on standard error and status 1. A negative verdict
// has status 1 and a document.
#pragma once

#include <string_view>
#include <vector>

namespace strongroom::signer {

[[nodiscard]] int runOneShot(std::string_view verb, const std::vector<std::string_view>& options);

} // namespace strongroom::signer
