// BIP388's wallet policies.
#include "descriptor/wallet_policy.h"

#include "support/json_vectors.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::descriptor;
using bitcoin::Network;
using nlohmann::json;

namespace {

/// The refusal of an invalid template, by the reason that the BIP gives.
Error expectedRefusal(const std::string& reason) {
    if (reason.find("out of order") != std::string::npos || reason.find("Skipped") != std::string::npos)
        return Error::policyOrder;
    if (reason.find("Repeated") != std::string::npos || reason.find("Non-disjoint") != std::string::npos)
        return Error::policyKeyTwice;
    if (reason.find("non-KP") != std::string::npos)
        return Error::policyPlaceholder;
    return Error::policyPath;
}

/// Keys for the templates that the BIP shows without any.
const std::vector<std::string> SOME_KEYS{"[6738736c/48'/0'/0'/"
                                         "2']"
                                         "xpub6FC1fXFP1GXLX5TKtcjHGT4q89SDRehkQLtbKJ2PzWcvbBHtyDsJPLtpLtkGqYN"
                                         "YZdVVAjRQ5kug9CsapegmmeRutpP7PW4u4wVF9Jf"
                                         "kDhw",
                                         "[b2b1f0cf/48'/0'/0'/"
                                         "2']"
                                         "xpub6EWhjpPa6FqrcaPBuGBZRJVjzGJ1ZsMygRF26RwN932Vfkn1gyCiTbECVitBjRC"
                                         "kexEvetLdiqzTcYimmzYxyR1BZ79KNevgt61PDcu"
                                         "kmC7"};

} // namespace

TEST_CASE("BIP388's policies are its descriptors and back, its invalid templates are refused") {
    const auto vectors = test::readJsonVectors("bips/bip388.json");
    if (!vectors)
        return;
    std::size_t valid = 0;
    std::size_t invalid = 0;
    for (const json& item : vectors->at("cases")) {
        WalletPolicy policy{item.at("template").get<std::string>(), {}};
        INFO(policy.descriptorTemplate);
        if (item.at("kind") == "valid") {
            for (const json& key : item.at("keys"))
                policy.keys.push_back(key.get<std::string>());
            const auto descriptor = descriptorOf(policy, Network::main);
            REQUIRE(descriptor);
            CHECK(*descriptor ==
                  Descriptor::parse(item.at("descriptor").get<std::string>(), Network::main).value());
            CHECK(policyOf(*descriptor).value() == policy);
            ++valid;
            continue;
        }
        policy.keys = SOME_KEYS;
        if (policy.descriptorTemplate.find("@1") == std::string::npos)
            policy.keys.resize(1);
        const auto refused = descriptorOf(policy, Network::main);
        REQUIRE_FALSE(refused);
        CHECK(refused.error() == expectedRefusal(item.at("reason").get<std::string>()));
        ++invalid;
    }
    CHECK(valid == 9);
    CHECK(invalid == 9);
}
