#include "verbs.h"

#include "files.h"
#include "service/stateless/bsms.h"
#include "session.h"

namespace strongroom::cli {

namespace {

/// The token of an encrypted record is read as passphrases are; a record in the clear takes none.
Outcome<Answer> checkRecord(const Invocation& given) {
    STRONGROOM_ASSIGN(const base::Bytes file, readInput(given.arguments[0]));
    service::SecretText token;
    if (service::isEncryptedBsms(file)) {
        STRONGROOM_ASSIGN(token, readPassphrase(given, "the record's token"));
    }
    service::BsmsVerdict verdict = service::checkBsms(file, token.utf8());
    return Answer{std::move(verdict.document), verdict.valid ? Verdict::positive : Verdict::negative, {}};
}

} // namespace

std::vector<Verb> bsmsVerbs() {
    return {{"bsms check", "FILE", 1, 1, {}, "Checks a record of a multisig's setup (BIP129).", checkRecord}};
}

} // namespace strongroom::cli
