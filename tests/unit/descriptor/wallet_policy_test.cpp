#include "descriptor/wallet_policy.h"

#include "base/text_encoding.h"
#include "examples.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::descriptor;
using namespace strongroom::test;
using bitcoin::Network;

namespace {

const std::string FIRST = "[d34db33f/48'/0'/0'/2']" + XPUB_A;
const std::string SECOND = "[00000002/48'/0'/0'/2']" + XPUB_B;

Error fault(const WalletPolicy& policy) {
    const auto descriptor = descriptorOf(policy, Network::main);
    REQUIRE_MESSAGE(!descriptor, policy.descriptorTemplate);
    return descriptor.error();
}

Descriptor parsed(const std::string& text) {
    return Descriptor::parse(text, Network::main).value();
}

} // namespace

TEST_CASE("a policy and its descriptor say the same, both ways") {
    for (const WalletPolicy& policy :
         {WalletPolicy{"wpkh(@0/**)", {FIRST}},
          WalletPolicy{"wsh(sortedmulti(2,@0/**,@1/**))", {FIRST, SECOND}},
          WalletPolicy{"sh(wsh(multi(1,@0/<3;4>/*,@1/**)))", {FIRST, SECOND}},
          WalletPolicy{"tr(@0/**)", {XPUB_A}},
          WalletPolicy{"wsh(or_d(pk(@0/**),and_v(v:pkh(@0/<2;3>/*),older(9))))", {FIRST}},
          WalletPolicy{"tr(@0/**,{pk(@1/**),and_v(v:pk(@0/<2;3>/*),older(9))})", {FIRST, SECOND}},
          WalletPolicy{"tr(musig(@0,@1)/**,and_v(v:pk(musig(@1,@0)/**),older(9)))", {FIRST, SECOND}}}) {
        const auto descriptor = descriptorOf(policy, Network::main);
        REQUIRE_MESSAGE(descriptor, policy.descriptorTemplate);
        const auto again = policyOf(*descriptor);
        REQUIRE_MESSAGE(again, policy.descriptorTemplate);
        CHECK(*again == policy);
    }
}

TEST_CASE("placeholders are numbered from 0 in the order they first appear, each with its key") {
    CHECK(fault({"sh(multi(1,@1/**,@0/**))", {FIRST, SECOND}}) == Error::policyOrder);
    CHECK(fault({"sh(multi(1,@0/**,@2/**))", {FIRST, SECOND, XPUB_C}}) == Error::policyOrder);
    CHECK(fault({"wpkh(@0/**)", {FIRST, SECOND}}) == Error::policyOrder);
    CHECK(fault({"wpkh(@0/**)", {}}) == Error::policyOrder);
    CHECK(fault({"wpkh(@00/**)", {FIRST}}) == Error::policyPlaceholder);
    CHECK(fault({"wpkh(@/**)", {FIRST}}) == Error::policyPlaceholder);
    CHECK(fault({"wpkh(@-1/**)", {FIRST}}) == Error::policyPlaceholder);
}

TEST_CASE("a placeholder is followed by /** or one pair and the wildcard") {
    for (const char* path :
         {"", "/*", "/0/*", "/0/**", "/<0;1>", "/<0>/*", "/<0;1;2>/*", "/<0;1>/*/0", "/***", "/<0;1>/2/*"})
        CHECK(fault({"wpkh(@0" + std::string(path) + ")", {FIRST}}) == Error::policyPath);
    CHECK(fault({"tr(musig(@0/**,@1/**))", {FIRST, SECOND}}) == Error::policyPath);
    CHECK(fault({"tr(musig(@0,@1))", {FIRST, SECOND}}) == Error::policyPath);
    CHECK(fault({"wpkh(@0/<0h;1h>/*)", {FIRST}}) == Error::hardenedPath);
}

TEST_CASE("no key stands twice, under two placeholders or on a path that two share") {
    CHECK(fault({"sh(multi(1,@0/**,@0/**))", {FIRST}}) == Error::policyKeyTwice);
    CHECK(fault({"wsh(or_d(pk(@0/<0;1>/*),pk(@0/<1;2>/*)))", {FIRST}}) == Error::policyKeyTwice);
    CHECK(fault({"wsh(or_d(pk(@0/**),pk(@1/**)))", {FIRST, XPUB_A}}) == Error::policyKeyTwice);
    CHECK(fault({"tr(musig(@0,@1)/**,pk(musig(@0,@1)/**))", {FIRST, SECOND}}) == Error::policyKeyTwice);
    CHECK(fault({"wpkh(@0/**)", {FIRST + std::string(Descriptor::MAX_TEXT_LENGTH, '0')}}) == Error::tooLong);
}

TEST_CASE("keys stand beside the template only, and are extended ones without a path") {
    CHECK(fault({"sh(multi(1,@0/**," + XPUB_B + "/<0;1>/*))", {FIRST}}) == Error::policyPlaceholder);
    CHECK(fault({"sh(multi(1,@0/**," + SECOND + "/<0;1>/*))", {FIRST}}) == Error::policyPlaceholder);
    CHECK(fault({"sh(multi(1,@0/**," + KEY_B + "))", {FIRST}}) == Error::policyPlaceholder);
    CHECK(fault({"raw(deadbeef)", {}}) == Error::policyPlaceholder);
    CHECK(fault({"wpkh(@0/**)", {KEY_A}}) == Error::policyKey);
    CHECK(fault({"wpkh(@0/**)", {FIRST + "/0"}}) == Error::policyKey);
    CHECK(fault({"wpkh(@0/**)", {FIRST + "/*"}}) == Error::policyKey);
    CHECK(fault({"wpkh(@0/**)", {XPRV}}) == Error::keyPrivate);
    CHECK(fault({"wpkh(@0/**)", std::vector<std::string>(300, FIRST)}) == Error::tooLong);
    CHECK(fault({std::string(1'000'000, '@'), {FIRST}}) == Error::tooLong);
}

TEST_CASE("descriptors that no template can say have no policy") {
    for (const std::string& text :
         {"wpkh(" + KEY_A + ")", "wpkh(" + XPUB_A + "/0/*)", "wpkh(" + XPUB_A + "/7/<0;1>/*)",
          "wpkh(" + XPUB_A + "/<0;1;2>/*)", std::string("raw(deadbeef)"),
          "tr(musig(" + XPUB_A + "/<0;1>/*," + XPUB_B + "/<0;1>/*))",
          "tr(musig(" + XPUB_A + "/1," + XPUB_B + ")/<0;1>/*)"})
        CHECK(policyOf(parsed(text)).error() == Error::policyForm);
}

TEST_CASE("a policy's id covers name, template and keys") {
    const WalletPolicy policy{"wsh(sortedmulti(2,@0/**,@1/**))", {FIRST, SECOND}};
    const crypto::Hash256 id = policyId(policy, "Cold");
    CHECK(policyId(policy, "cold") != id);
    CHECK(policyId({"wsh(sortedmulti(1,@0/**,@1/**))", policy.keys}, "Cold") != id);
    CHECK(policyId({policy.descriptorTemplate, {SECOND, FIRST}}, "Cold") != id);
    CHECK(policyId(policy, "Cold") == id);
}
