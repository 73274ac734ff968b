#include "treasury/intent.h"

#include "base/fixed_hex.h"
#include "base/text_encoding.h"

#include <algorithm>
#include <limits>

namespace strongroom::treasury {

using base::Amount;
using base::fixedMember;
using base::Json;
using base::JsonFields;
using base::Result;
using base::Unexpected;
using crypto::Hash256;

namespace {

constexpr std::string_view SPEND = "spend";

Json hashOrNull(const std::optional<Hash256>& hash) {
    return hash ? Json(base::toHex(hash->span())) : Json();
}

/// A hash, or null for none; nothing when it is neither.
struct MaybeHash {
    std::optional<Hash256> hash;
};
std::optional<MaybeHash> maybeHash(const Json* json) {
    if (json == nullptr)
        return std::nullopt;
    if (json->isNull())
        return MaybeHash{};
    const auto hash = base::fixedFrom<Hash256>(*json);
    return hash ? std::optional(MaybeHash{hash}) : std::nullopt;
}

std::optional<Amount> amountFrom(const std::optional<std::int64_t>& satoshi) {
    return satoshi ? Amount::fromSatoshi(*satoshi) : std::nullopt;
}

std::optional<std::uint32_t> u32From(const std::optional<std::int64_t>& value) {
    if (!value || *value < 0 || *value > std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    return static_cast<std::uint32_t>(*value);
}

std::optional<bitcoin::Txid> txidFrom(const std::optional<std::string>& text) {
    const auto txid = text ? bitcoin::txidFromText(*text) : std::nullopt;
    return txid && bitcoin::toText(*txid) == *text ? txid : std::nullopt;
}

Json toJson(const IntentInput& input) {
    return Json::Object{{"amount", input.amount.satoshi()},
                        {"script", base::toHex(input.script)},
                        {"sequence", std::int64_t{input.sequence}},
                        {"txid", bitcoin::toText(input.outpoint.txid)},
                        {"vout", std::int64_t{input.outpoint.vout}}};
}

Json toJson(const IntentOutput& output) {
    return Json::Object{{"amount", output.amount.satoshi()},
                        {"class", policy::name(output.outputClass)},
                        {"payee", hashOrNull(output.payee)},
                        {"payment", hashOrNull(output.payment)},
                        {"script", base::toHex(output.script)}};
}

Json toJson(const std::optional<Bump>& bump) {
    if (!bump)
        return {};
    return Json::Object{{"max_fee", bump->maxFee.satoshi()}, {"max_feerate", bump->maxFeeRate.satPerKvb()}};
}

Json toJson(const SpendBody& body) {
    Json::Array acknowledged(body.acknowledged.begin(), body.acknowledged.end());
    Json::Array inputs;
    for (const IntentInput& input : body.inputs)
        inputs.push_back(toJson(input));
    Json::Array outputs;
    for (const IntentOutput& output : body.outputs)
        outputs.push_back(toJson(output));
    return Json::Object{{"acknowledged", std::move(acknowledged)},
                        {"bump", toJson(body.bump)},
                        {"fee", body.fee.satoshi()},
                        {"inputs", std::move(inputs)},
                        {"network", bitcoin::name(body.network)},
                        {"outflow", body.outflow.satoshi()},
                        {"outputs", std::move(outputs)},
                        {"replaces", hashOrNull(body.replaces)},
                        {"txid", bitcoin::toText(body.txid)},
                        {"vault", base::toHex(body.vault.span())}};
}

Result<std::vector<IntentInput>, Error> parseInputs(const Json& list) {
    std::vector<IntentInput> inputs;
    for (const Json& entry : *list.array()) {
        JsonFields fields(entry);
        const auto amount = amountFrom(fields.integer("amount"));
        const auto script = fields.hex("script");
        const auto sequence = u32From(fields.integer("sequence"));
        const auto txid = txidFrom(fields.string("txid"));
        const auto vout = u32From(fields.integer("vout"));
        if (!fields.done() || !amount || !sequence || !txid || !vout)
            return Unexpected(Error::malformed);
        inputs.push_back({{*txid, *vout}, *amount, *script, *sequence});
    }
    if (inputs.empty())
        return Unexpected(Error::malformed);
    return inputs;
}

Result<std::vector<IntentOutput>, Error> parseOutputs(const Json& list) {
    std::vector<IntentOutput> outputs;
    for (const Json& entry : *list.array()) {
        JsonFields fields(entry);
        const auto amount = amountFrom(fields.integer("amount"));
        const auto classText = fields.string("class");
        const auto payee = maybeHash(fields.any("payee"));
        const auto payment = maybeHash(fields.any("payment"));
        const auto script = fields.hex("script");
        if (!fields.done() || !amount || !payee || !payment)
            return Unexpected(Error::malformed);
        const auto outputClass = policy::parseOutputClass(*classText);
        const bool paysPayee = outputClass == policy::OutputClass::payee;
        if (!outputClass || payee->hash.has_value() != paysPayee || payment->hash.has_value() != paysPayee)
            return Unexpected(Error::malformed);
        outputs.push_back({*script, *amount, *outputClass, payee->hash, payment->hash});
    }
    if (outputs.empty())
        return Unexpected(Error::malformed);
    return outputs;
}

Result<std::vector<std::string>, Error> parseAcknowledged(const Json& list) {
    std::vector<std::string> codes;
    for (const Json& entry : *list.array()) {
        const std::string* code = entry.string();
        const auto isCodeCharacter = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
        };
        if (code == nullptr || code->empty() || code->size() > 64 ||
            !std::all_of(code->begin(), code->end(), isCodeCharacter) ||
            (!codes.empty() && codes.back() >= *code))
            return Unexpected(Error::malformed);
        codes.push_back(*code);
    }
    if (codes.size() > MAX_ACKNOWLEDGED)
        return Unexpected(Error::malformed);
    return codes;
}

Result<std::optional<Bump>, Error> parseBump(const Json& json) {
    if (json.isNull())
        return std::optional<Bump>();
    JsonFields fields(json);
    const auto maxFee = amountFrom(fields.integer("max_fee"));
    const auto maxFeeRate = fields.integer("max_feerate");
    if (!fields.done() || !maxFee || *maxFeeRate < 0)
        return Unexpected(Error::malformed);
    return std::optional(Bump{*maxFee, base::FeeRate::satPerKvb(*maxFeeRate)});
}

Result<SpendBody, Error> parseBody(const Json& json) {
    JsonFields fields(json);
    const Json* acknowledged = fields.array("acknowledged");
    const Json* bump = fields.any("bump");
    const auto fee = amountFrom(fields.integer("fee"));
    const Json* inputs = fields.array("inputs");
    const auto networkText = fields.string("network");
    const auto outflow = amountFrom(fields.integer("outflow"));
    const Json* outputs = fields.array("outputs");
    const auto replaces = maybeHash(fields.any("replaces"));
    const auto txid = txidFrom(fields.string("txid"));
    const auto vault = fixedMember<Hash256>(fields, "vault");
    if (!fields.done() || !fee || !outflow || !replaces || !txid || !vault)
        return Unexpected(Error::malformed);
    const auto network = bitcoin::parseNetwork(*networkText);
    if (!network)
        return Unexpected(Error::malformed);
    STRONGROOM_ASSIGN(auto inputList, parseInputs(*inputs));
    STRONGROOM_ASSIGN(auto outputList, parseOutputs(*outputs));
    STRONGROOM_ASSIGN(auto codes, parseAcknowledged(*acknowledged));
    STRONGROOM_ASSIGN(const auto bumpLimits, parseBump(*bump));
    return SpendBody{*network,
                     *vault,
                     *txid,
                     std::move(inputList),
                     std::move(outputList),
                     *outflow,
                     *fee,
                     std::move(codes),
                     replaces->hash,
                     bumpLimits};
}

} // namespace

Json toJson(const Intent& intent) {
    Json::Object members = membersOf(intent, SPEND);
    members.insert({{"body", toJson(intent.body)}, {"withdrawal", hashOrNull(intent.withdrawal)}});
    return members;
}

Result<Intent, Error> parseIntentBody(const Json& json) {
    JsonFields fields(json);
    STRONGROOM_ASSIGN(const IntentHead head, parseHead(fields, SPEND));
    const Json* body = fields.object("body");
    const auto withdrawal = maybeHash(fields.any("withdrawal"));
    if (!fields.done() || !withdrawal)
        return Unexpected(Error::malformed);
    STRONGROOM_ASSIGN(SpendBody spend, parseBody(*body));
    if (withdrawal->hash.has_value() != spend.replaces.has_value())
        return Unexpected(Error::malformed); // a first intent, or one that replaces another
    return Intent{head, withdrawal->hash, std::move(spend)};
}

Hash256 intentDigest(const Intent& intent) {
    return intentDigestOf(toJson(intent));
}

Hash256 withdrawalId(const Intent& intent) {
    return intent.withdrawal ? *intent.withdrawal : intentDigest(intent);
}

crypto::Unsigned toUnsigned(const Intent& intent) {
    return {std::string(INTENT_TYPE), base::toHex(intent.treasury.span()), toJson(intent)};
}

Result<Intent, Error> parseIntent(const crypto::SignedObject& object) {
    return parseEnvelope(object, INTENT_TYPE, parseIntentBody);
}

} // namespace strongroom::treasury
