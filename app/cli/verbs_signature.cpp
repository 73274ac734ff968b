#include "verbs.h"

#include "service/stateless/signatures.h"

namespace strongroom::cli {

namespace {

Outcome<Answer> answer(const Outcome<bool>& valid) {
    if (!valid)
        return base::Unexpected(valid.error());
    return Answer{Json::Object{{"valid", *valid}}, *valid ? Verdict::positive : Verdict::negative, {}};
}

Outcome<Answer> verifyEcdsaSignature(const Invocation& given) {
    return answer(service::checkEcdsaSignature(given.required("--pub"), given.required("--digest"),
                                               given.required("--sig")));
}

Outcome<Answer> verifySchnorrSignature(const Invocation& given) {
    return answer(service::checkSchnorrSignature(given.required("--pub"), given.required("--message"),
                                                 given.required("--sig")));
}

Outcome<Answer> verifyEd25519Signature(const Invocation& given) {
    return answer(service::checkEd25519Signature(given.required("--pub"), given.required("--message"),
                                                 given.required("--sig")));
}

} // namespace

std::vector<Verb> signatureVerbs() {
    const OptionSpec pub{"--pub", "HEX", Occurs::once};
    const OptionSpec digest{"--digest", "HEX", Occurs::once};
    const OptionSpec message{"--message", "HEX", Occurs::once};
    const OptionSpec sig{"--sig", "HEX", Occurs::once};
    return {
        {"sig verify ecdsa",
         "",
         0,
         0,
         {pub, digest, sig},
         "ECDSA as Bitcoin relays it.",
         verifyEcdsaSignature},
        {"sig verify schnorr", "", 0, 0, {pub, message, sig}, "Schnorr (BIP340).", verifySchnorrSignature},
        {"sig verify ed25519", "", 0, 0, {pub, message, sig}, "Ed25519 (RFC 8032).", verifyEd25519Signature},
    };
}

} // namespace strongroom::cli
