#include "vault/message_draft.h"

#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "bitcoin/script.h"
#include "psbt/codec.h"
#include "vault/build_parts.h"

#include <limits>

namespace strongroom::vault {

namespace {

using base::Failure;
using base::Json;
using base::Result;
using base::Unexpected;
using psbt::MessageError;

/// Everything that the fields of an input can say about its script, and of a tree the one leaf to be signed.
void describeInput(psbt::PsbtInput& input, const descriptor::DerivedScript& script,
                   std::optional<std::uint32_t> leaf) {
    describeScript(input, script);
    if (leaf)
        input.tapLeafScripts.emplace(
            script.leaves[*leaf].controlBlock,
            psbt::TapLeafScript{script.leaves[*leaf].script, script.leaves[*leaf].version});
}

/// One input of the draft: the output `vout` of `transaction`, which is the vault's at `place`.
struct DraftInput {
    const bitcoin::Transaction& transaction;
    std::uint32_t vout;
    ScriptPlace place;
    std::optional<std::uint32_t> leaf;
};

Result<void, Failure> addInput(MessageDraft& draft, const Vault& vault, const DraftInput& given) {
    STRONGROOM_ASSIGN(descriptor::DerivedScript script, scriptAt(vault, given.place));
    if (given.vout >= given.transaction.outputs.size() ||
        given.transaction.outputs[given.vout].scriptPubKey != script.scriptPubKey)
        return Unexpected(Error::coinNotOfVault);
    if (given.leaf && *given.leaf >= script.leaves.size())
        return Unexpected(Error::underivable);
    const std::size_t index = draft.review.inputs.size();
    const bitcoin::TxOut& spent = given.transaction.outputs[given.vout];
    psbt::PsbtInput& input = draft.psbt.inputs[index];
    input.nonWitnessUtxo = given.transaction;
    if (!script.witnessScript.empty() || bitcoin::witnessProgram(script.scriptPubKey) ||
        bitcoin::witnessProgram(script.redeemScript))
        input.witnessUtxo = spent;
    describeInput(input, script, given.leaf);
    draft.review.inputs.push_back({draft.psbt.tx.inputs[index].prevout, spent, true,
                                   OwnScript{0, given.place.branch, given.place.index, std::move(script)}});
    return {};
}

std::optional<std::uint32_t> number(std::optional<std::int64_t> value) {
    if (!value || *value < 0 || *value > std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    return static_cast<std::uint32_t>(*value);
}

std::optional<ScriptPlace> placeIn(base::JsonFields& fields) {
    const auto branch = number(fields.integer("branch"));
    const auto index = number(fields.integer("index"));
    return branch && index ? std::optional(ScriptPlace{*branch, *index}) : std::nullopt;
}

std::optional<FundsCoin> parseCoin(const Json& json) {
    base::JsonFields fields(json);
    const auto place = placeIn(fields);
    const auto vout = number(fields.integer("vout"));
    const auto bytes = fields.hex("transaction");
    if (!fields.done() || !place || !vout)
        return std::nullopt;
    auto transaction = bitcoin::Transaction::parse(*bytes);
    if (!transaction)
        return std::nullopt;
    return FundsCoin{std::move(transaction).value(), *vout, *place};
}

/// Null, or a name that exists.
bool readFormat(const Json* json, std::optional<psbt::ProofFormat>& format) {
    if (json == nullptr || json->isNull())
        return json != nullptr;
    if (json->string() != nullptr)
        format = psbt::proofFormat(*json->string());
    return format.has_value();
}

/// Null, or a number.
bool readLeaf(const Json* json, std::optional<std::uint32_t>& leaf) {
    if (json == nullptr || json->isNull())
        return json != nullptr;
    if (json->integer() != nullptr)
        leaf = number(*json->integer());
    return leaf.has_value();
}

} // namespace

Json toJson(const MessageRequest& request) {
    Json::Array coins;
    for (const FundsCoin& coin : request.coins)
        coins.push_back(Json::Object{{"branch", static_cast<std::int64_t>(coin.place.branch)},
                                     {"index", std::int64_t{coin.place.index}},
                                     {"transaction", base::toHex(coin.transaction.serialize())},
                                     {"vout", std::int64_t{coin.vout}}});
    return Json::Object{{"age", std::int64_t{request.locks.sequence}},
                        {"branch", static_cast<std::int64_t>(request.place.branch)},
                        {"coins", std::move(coins)},
                        {"format", request.format ? Json(psbt::name(*request.format)) : Json()},
                        {"index", std::int64_t{request.place.index}},
                        {"leaf", request.leaf ? Json(std::int64_t{*request.leaf}) : Json()},
                        {"message", base::toHex(request.message)},
                        {"time", std::int64_t{request.locks.lockTime}},
                        {"utf8", request.characters == psbt::Characters::plainUtf8}};
}

Result<MessageRequest, MessageError> parseMessageRequest(const Json& json) {
    base::JsonFields fields(json);
    MessageRequest request;
    const auto message = fields.hex("message");
    const auto utf8 = fields.boolean("utf8");
    const auto place = placeIn(fields);
    const bool hasFormat = readFormat(fields.any("format"), request.format);
    const auto time = number(fields.integer("time"));
    const auto age = number(fields.integer("age"));
    const bool hasLeaf = readLeaf(fields.any("leaf"), request.leaf);
    const Json* coins = fields.array("coins");
    if (!fields.done() || !place || !hasFormat || !hasLeaf || !time || !age ||
        coins->array()->size() > MAX_FUNDS_COINS)
        return Unexpected(MessageError::badRequest);
    for (const Json& item : *coins->array()) {
        auto coin = parseCoin(item);
        if (!coin)
            return Unexpected(MessageError::badRequest);
        request.coins.push_back(*std::move(coin));
    }
    request.message = *message;
    request.characters = *utf8 ? psbt::Characters::plainUtf8 : psbt::Characters::ascii;
    request.place = *place;
    request.locks = {*time, *age};
    return request;
}

Result<MessageDraft, Failure> draftMessage(const Vault& vault, const MessageRequest& request) {
    STRONGROOM_TRY(psbt::checkMessageToSign(request.message, request.characters));
    STRONGROOM_ASSIGN(const descriptor::DerivedScript script, scriptAt(vault, request.place));
    const bitcoin::Transaction challenge = psbt::toSpend(request.message, script.scriptPubKey);
    std::vector<bitcoin::OutPoint> coins;
    for (const FundsCoin& coin : request.coins)
        coins.push_back({coin.transaction.txid(), coin.vout});
    bitcoin::Transaction toSign = psbt::toSign(challenge, coins, request.locks);
    STRONGROOM_TRY(psbt::checkToSign(toSign, challenge));
    const psbt::ProofFormat format =
        request.format.value_or(psbt::formatFor(toSign, script.scriptPubKey, script.redeemScript));
    STRONGROOM_TRY(psbt::checkFormat(format, toSign, script.scriptPubKey));

    MessageDraft draft{psbt::fromUnsigned(std::move(toSign)), {}, format, script.scriptPubKey};
    psbt::setMessage(draft.psbt, request.message);
    STRONGROOM_TRY(addInput(draft, vault, {challenge, 0, request.place, request.leaf}));
    for (const FundsCoin& coin : request.coins)
        STRONGROOM_TRY(addInput(draft, vault, {coin.transaction, coin.vout, coin.place, request.leaf}));
    return draft;
}

base::Json toJson(const psbt::ProofProgress& progress, const psbt::Psbt& psbt, bitcoin::Network network) {
    const auto address = bitcoin::encodeAddress(progress.about.scriptPubKey, network);
    return Json::Object{
        {"address", address ? Json(*address) : Json()},
        {"complete", progress.signature.has_value()},
        {"format", psbt::name(progress.format)},
        {"message_hash", base::toHex(psbt::messageHash(progress.about.message).span())},
        {"psbt", psbt::toBase64(psbt)},
        {"signature", progress.signature ? Json(*progress.signature) : Json()},
    };
}

} // namespace strongroom::vault
