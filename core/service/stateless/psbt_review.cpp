#include "service/stateless/psbt_review.h"

#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "psbt/codec.h"
#include "service/stateless/input.h"
#include "vault/review.h"

namespace strongroom::service {

namespace {

using base::Json;

Outcome<std::vector<vault::Vault>> readVaults(const std::vector<std::string>& texts,
                                              bitcoin::Network network) {
    std::vector<vault::Vault> vaults;
    for (const std::string& text : texts) {
        STRONGROOM_ASSIGN(descriptor::Descriptor parsed, descriptor::Descriptor::parse(text, network));
        vaults.push_back(vault::vaultOfDescriptor(std::move(parsed), vaults.size()));
    }
    return vaults;
}

template <typename T>
Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

Json pathOf(const std::optional<vault::OwnScript>& own) {
    return own ? Json(own->path().text()) : Json();
}

Json inputDocument(const vault::ReviewedInput& input) {
    Json document(Json::Object{{"amount", Json()},
                               {"outpoint", bitcoin::toText(input.outpoint)},
                               {"owned", input.own.has_value()},
                               {"path", pathOf(input.own)},
                               {"vault", Json()}});
    Json::Object& members = *document.object();
    if (input.amountProven)
        members["amount"] = input.spent->amount.satoshi();
    if (input.own)
        members["vault"] = static_cast<std::int64_t>(input.own->vault);
    return document;
}

Json outputDocument(const vault::ReviewedOutput& output, bitcoin::Network network) {
    return Json::Object{{"address", orNull(bitcoin::encodeAddress(output.scriptPubKey, network))},
                        {"amount", output.amount.satoshi()},
                        {"class", policy::name(output.outputClass)},
                        {"path", pathOf(output.own)},
                        {"script_hex", base::toHex(output.scriptPubKey)}};
}

Json findingDocument(const vault::Finding& finding) {
    return Json::Object{{"code", finding.codeText()},
                        {"message", finding.message},
                        {"row", finding.row.empty() ? Json() : Json(finding.row)},
                        {"severity", vault::name(finding.severity)}};
}

/// Only what is proven: a claim is as good as no amount.
Json amountDocument(const policy::Fact<base::Amount>& fact) {
    return fact.isProven() ? Json(fact.proven().satoshi()) : Json();
}

} // namespace

Outcome<ReviewVerdict> reviewPsbt(base::ByteSpan bytes, const std::vector<std::string>& descriptors,
                                  std::string_view network) {
    STRONGROOM_ASSIGN(const bitcoin::Network onNetwork, readNetwork(network));
    STRONGROOM_ASSIGN(const std::vector<vault::Vault> vaults, readVaults(descriptors, onNetwork));
    STRONGROOM_ASSIGN(const psbt::Psbt parsed, psbt::parsePsbtText(bytes));
    const vault::SpendReview review =
        vault::reviewSpend(parsed, vaults, {}, vault::ReviewLimits{}, onNetwork);

    Json::Array inputs;
    for (const vault::ReviewedInput& input : review.inputs)
        inputs.push_back(inputDocument(input));
    Json::Array outputs;
    for (const vault::ReviewedOutput& output : review.outputs)
        outputs.push_back(outputDocument(output, onNetwork));
    Json::Array findings;
    for (const vault::Finding& finding : review.findings)
        findings.push_back(findingDocument(finding));
    const policy::Fact<base::FeeRate> feeRate = policy::deriveFeeRate(review.facts);
    Json document(Json::Object{{"fee", amountDocument(policy::deriveFee(review.facts))},
                               {"feerate", feeRate.isProven() ? Json(feeRate.proven().satPerKvb()) : Json()},
                               {"findings", findings},
                               {"inputs", inputs},
                               {"outflow", amountDocument(policy::deriveOutflow(review.facts))},
                               {"outputs", outputs},
                               {"signable", review.signable()},
                               {"txid", bitcoin::toText(parsed.tx.txid())}});
    return ReviewVerdict{std::move(document), review.signable()};
}

} // namespace strongroom::service
