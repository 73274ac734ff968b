// Verbs that need a typed key run in a one-shot `strongroom-signer --unpoliced` (app/signer/one_shot.h): this
// program passes descriptors on and never reads what is behind them.
#pragma once

#include "base/bytes.h"
#include "verb.h"

#include <string>
#include <vector>

namespace strongroom::cli {

struct OneShot {
    std::vector<std::string> arguments; ///< Verb and options.
    std::string secretFile;             ///< Opened here, read there; `-` is standard input. Empty: none.
    base::Bytes input;                  ///< Its standard input.
    std::vector<std::string> shareFiles = {}; ///< Opened here, read there.
};

/// The signer's document, as a verdict when `verdict` asks for one. With `--passphrase-fd` the descriptor is
/// passed on. What the signer says for people goes to our standard error. Errors: the signer's, file.*,
/// cli.signer_missing, cli.signer_failed, cli.usage for a descriptor that is not open.
enum class AnswerKind : std::uint8_t { document, verdict };
[[nodiscard]] Outcome<Answer> askSigner(const Invocation& invocation, const OneShot& shot, AnswerKind kind);

} // namespace strongroom::cli
