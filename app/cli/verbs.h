// The table of all verbs. One file per group (verbs_<group>.cpp) has a function that gives its rows.
#pragma once

#include "verb.h"

namespace strongroom::cli {

/// In the order in which the usage text lists them.
[[nodiscard]] const std::vector<Verb>& allVerbs();

[[nodiscard]] std::vector<Verb> addressVerbs();
[[nodiscard]] std::vector<Verb> auditVerbs();
[[nodiscard]] std::vector<Verb> bsmsVerbs();
[[nodiscard]] std::vector<Verb> bundleVerbs();
[[nodiscard]] std::vector<Verb> descriptorVerbs();
[[nodiscard]] std::vector<Verb> deskVerbs();
[[nodiscard]] std::vector<Verb> paymentVerbs();
[[nodiscard]] std::vector<Verb> peopleVerbs();
[[nodiscard]] std::vector<Verb> policyVerbs();
[[nodiscard]] std::vector<Verb> psbtVerbs();
[[nodiscard]] std::vector<Verb> merkleVerbs();
[[nodiscard]] std::vector<Verb> keyVerbs();
[[nodiscard]] std::vector<Verb> logVerbs();
[[nodiscard]] std::vector<Verb> messageVerbs();
[[nodiscard]] std::vector<Verb> mnemonicVerbs();
[[nodiscard]] std::vector<Verb> qrVerbs();
[[nodiscard]] std::vector<Verb> recoveryVerbs();
[[nodiscard]] std::vector<Verb> sayingVerbs();
[[nodiscard]] std::vector<Verb> seatVerbs();
[[nodiscard]] std::vector<Verb> shareVerbs();
[[nodiscard]] std::vector<Verb> signatureVerbs();
[[nodiscard]] std::vector<Verb> spendingVerbs();
[[nodiscard]] std::vector<Verb> programVerbs();
[[nodiscard]] std::vector<Verb> treasuryVerbs();
[[nodiscard]] std::vector<Verb> vaultVerbs();

} // namespace strongroom::cli
