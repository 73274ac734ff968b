#include "verbs.h"

namespace strongroom::cli {

const std::vector<Verb>& allVerbs() {
    static const std::vector<Verb> VERBS = [] {
        std::vector<Verb> all;
        for (const auto group : {addressVerbs,  descriptorVerbs, keyVerbs,     mnemonicVerbs, psbtVerbs,
                                 qrVerbs,       signatureVerbs,  messageVerbs, merkleVerbs,   bundleVerbs,
                                 policyVerbs,   treasuryVerbs,   peopleVerbs,  logVerbs,      vaultVerbs,
                                 recoveryVerbs, auditVerbs,      paymentVerbs, spendingVerbs, deskVerbs,
                                 seatVerbs,     sayingVerbs,     programVerbs, shareVerbs,    bsmsVerbs}) {
            const std::vector<Verb> verbs = group();
            all.insert(all.end(), verbs.begin(), verbs.end());
        }
        return all;
    }();
    return VERBS;
}

} // namespace strongroom::cli
