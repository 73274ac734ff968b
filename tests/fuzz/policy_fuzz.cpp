// Oracle: a policy that loads writes a document that loads to the same policy and hash; whatever it is,
// nothing made of it is looser than itself, and reading JSON gives one canonical text.
#include "base/check.h"
#include "policy/policy.h"

using namespace strongroom;
using policy::Policy;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto json = base::Json::parse(base::asText({data, size}));
    if (!json)
        return 0;
    const std::string canonical = json->canonical();
    STRONGROOM_CHECK(base::Json::parseCanonical(canonical).value() == *json);
    STRONGROOM_CHECK(base::Json::parse(json->pretty()).value() == *json);
    const auto loaded = Policy::parse(*json);
    if (!loaded)
        return 0;
    const base::Json written = loaded->toJson();
    const auto again = Policy::parse(written);
    STRONGROOM_CHECK(again.has_value() && again->toJson() == written && again->hash() == loaded->hash());
    STRONGROOM_CHECK(policy::describeRules(*loaded).size() == loaded->rules().size());
    STRONGROOM_CHECK(policy::classifyEdit(*loaded, *again).editClass == policy::EditClass::unchanged);
    static_cast<void>(policy::classifyEdit(Policy(), *loaded));
    return 0;
}
