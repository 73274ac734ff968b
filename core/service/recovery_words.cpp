#include "service/recovery_words.h"

#include "vault/recovery.h"

#include <vector>

namespace strongroom::service {

std::string recoverySentenceOf(const vault::Vault& vault) {
    const auto recovery = vault::recoveryOf(vault.descriptor);
    if (!recovery)
        return {};
    std::vector<std::string> names;
    for (const descriptor::KeyExpression& key : vault.descriptor.keys())
        names.push_back(bitcoin::toText(key.fingerprint()));
    return vault::recoverySentence(*recovery, names);
}

} // namespace strongroom::service
