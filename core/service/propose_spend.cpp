#include "service/propose_spend.h"

#include "psbt/codec.h"
#include "service/failpoint.h"
#include "service/spend_flow.h"
#include "treasury/intent_match.h"
#include "vault/replace.h"

#include <algorithm>

namespace strongroom::service {

namespace {

/// A stuck payment is worth three times its fee rate before people are asked again …
constexpr std::int64_t BUMP_FACTOR = 3;
/// … and one that was cheap at least what gets most transactions into a block.
constexpr base::FeeRate LEAST_BUMP_RATE = base::FeeRate::satPerVb(10);

/// What the signer signed, checked against what it was asked for.
struct Proposed {
    crypto::SignedObject object;
    treasury::Intent intent;
    std::vector<std::pair<crypto::Hash256, base::Bytes>> payments;
};

Outcome<Proposed> readProposed(const signer::Frame& reply, const PreparedSpend& prepared) {
    if (reply.blobs.empty())
        return base::Unexpected(base::Failure(signer::Error::malformedFrame));
    STRONGROOM_ASSIGN(auto object,
                      crypto::SignedObject::parse(reply.blobs.front(), treasury::MAX_INTENT_BYTES));
    STRONGROOM_ASSIGN(auto intent, treasury::parseIntent(object));
    if (intent.body.txid != prepared.spend.psbt.tx.txid())
        return base::Unexpected(base::Failure(treasury::Error::otherTransaction));
    Proposed proposed{std::move(object), std::move(intent), {}};
    for (std::size_t i = 1; i < reply.blobs.size(); ++i) {
        const auto json = base::Json::parseCanonical(base::asText(reply.blobs[i]));
        const auto details =
            json ? treasury::parsePaymentDetails(*json) : base::Unexpected(treasury::Error::malformed);
        if (!details)
            return base::Unexpected(base::Failure(details.error()));
        proposed.payments.emplace_back(treasury::paymentHash(*details), reply.blobs[i]);
    }
    return proposed;
}

base::Json::Object paymentFields(const SpendTerms& terms) {
    base::Json::Object payments;
    for (const auto& [output, words] : terms.payments) {
        base::Json::Object fields{{"purpose", words.purpose}, {"reference", words.reference}};
        base::Json::Array attachments;
        for (const crypto::Hash256& attachment : words.attachments)
            attachments.emplace_back(hexOf(attachment));
        if (!attachments.empty())
            fields.emplace("attachments", std::move(attachments));
        payments.emplace(std::to_string(output), std::move(fields));
    }
    return payments;
}

/// Kept free for approvals, heads, receipts and checkpoints: eleven officers' statements and their devices'.
constexpr std::size_t ROOM_FOR_OTHERS = 16U * 1024U;
/// An envelope's own fields and its signature, with room to spare.
constexpr std::size_t ENVELOPE_BYTES = 1'024;

/// Whether the intent and the details of its payments leave room for what others add: nothing is signed that
/// no station or desk could be shown.
Outcome<void> checkRoom(const Standpoint& standpoint, const PreparedSpend& prepared,
                        const SpendTerms& terms) {
    treasury::Proposal proposal;
    proposal.initiator = standpoint.viewer() != nullptr ? standpoint.viewer()->id : quorum::PersonId();
    proposal.expiry = terms.expiry;
    proposal.bump = terms.bump;
    std::size_t bytes = ENVELOPE_BYTES + ROOM_FOR_OTHERS;
    if (terms.replaced) {
        bytes += terms.replaced->intent.bytes().size();
        STRONGROOM_ASSIGN(proposal.original, treasury::parseIntent(terms.replaced->intent));
    }
    for (const auto& [output, words] : terms.payments) {
        const policy::SpendOutput& fact = prepared.review.facts.outputs[output];
        treasury::PaymentDetails details{fact.payee.value_or(crypto::Hash256()),
                                         fact.amount,
                                         words.purpose,
                                         words.reference,
                                         words.attachments,
                                         {}};
        bytes += treasury::toJson(details).canonical().size();
        proposal.payments.emplace(output, std::move(details));
    }
    STRONGROOM_ASSIGN(
        const treasury::Intent intent,
        treasury::draftIntent(prepared.spend.psbt, prepared.review, standpoint.registry(), proposal));
    bytes += treasury::toJson(intent).canonical().size();
    if (bytes <= treasury::MAX_TRAVEL_BYTES)
        return {};
    const std::size_t coins = prepared.spend.inputs.size();
    base::Failure failure(treasury::Error::fieldsTooLarge);
    failure.message =
        "This spends " + std::to_string(coins) + (coins == 1 ? " coin" : " coins") +
        (terms.payments.size() > 1 ? " and pays " + std::to_string(terms.payments.size()) + " payees" : "") +
        ": too much to be shown to a station. " +
        (terms.payments.size() > 1 ? "Spend fewer coins, or pay fewer payees at once."
                                   : "Spend fewer coins at once.");
    failure.data = {{"coins", std::to_string(coins)}, {"payments", std::to_string(terms.payments.size())}};
    return base::Unexpected(std::move(failure));
}

Outcome<Proposed> signProposal(State& state, const PreparedSpend& prepared, const SpendTerms& terms,
                               const SecretText& passphrase) {
    SignerRequest request;
    request.verb = "propose";
    request.fields = {{"expires_at", terms.expiry.seconds}, {"payments", paymentFields(terms)}};
    if (terms.bump)
        request.fields.emplace("bump",
                               base::Json::Object{{"max_fee", terms.bump->maxFee.satoshi()},
                                                  {"max_feerate", terms.bump->maxFeeRate.satPerKvb()}});
    request.blobs = {psbt::serialize(prepared.spend.psbt)};
    if (terms.replaced)
        request.blobs.push_back(terms.replaced->intent.bytes());
    STRONGROOM_ASSIGN(const signer::Frame reply,
                      askSignerAs(state, state.person, std::move(request), passphrase));
    return readProposed(reply, prepared);
}

Outcome<store::WithdrawalRecord> recordOf(const PreparedSpend& prepared, const Proposed& proposed,
                                          const SpendTerms& terms, base::UnixTime now) {
    treasury::Travel travel;
    travel.intent = proposed.object;
    if (terms.replaced) {
        travel.statements = terms.replaced->statements;
        travel.preimages = {terms.replaced->intent.bytes()};
    }
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, treasury::addTravel(prepared.spend.psbt, travel));
    store::WithdrawalRecord record;
    record.id = treasury::intentDigest(proposed.intent);
    record.root = treasury::withdrawalId(proposed.intent);
    record.phase = std::string(treasury::name(treasury::WithdrawalState::proposed));
    record.vault = base::toBytes(prepared.vault->id.span());
    record.payee = terms.payee.value_or(base::Bytes());
    record.amount = paidBy(prepared.review);
    record.fee = prepared.spend.fee;
    record.reference = terms.words.reference;
    record.purpose = terms.words.purpose;
    record.proposer = hexOf(proposed.intent.initiator);
    record.proposedAt = now;
    record.expiresAt = proposed.intent.expiry;
    record.updatedAt = now;
    record.psbt = psbt::serialize(psbt);
    record.txid = psbt.tx.txid();
    return record;
}

/// Record, intent, payment details and the soft reservation of its coins: all or nothing.
Outcome<void> keep(State& state, const store::WithdrawalRecord& record, const PreparedSpend& prepared,
                   const Proposed& proposed) {
    STRONGROOM_ASSIGN(store::Transaction transaction, store::Transaction::begin(state.database));
    STRONGROOM_TRY(store::Withdrawals(state.database).insert(record));
    store::Coins coins(state.database);
    // Coins of what is replaced are reserved already, and for longer.
    const bool isFirst = record.id == record.root;
    for (const bitcoin::OutPoint& outpoint :
         isFirst ? prepared.spend.inputs : std::vector<bitcoin::OutPoint>()) {
        const auto reserved = coins.reserve(outpoint, record.root, record.expiresAt, record.proposedAt);
        if (!reserved && reserved.error() == store::Error::conflict)
            return base::Unexpected(base::Failure(WithdrawalError::coinsTaken));
        STRONGROOM_TRY(reserved);
    }
    store::Objects objects(state.database);
    STRONGROOM_TRY(objects.put({proposed.object.hash(), proposed.object.id(), proposed.object.type(),
                                base::toBytes(record.id.span()), proposed.object.bytes(), record.proposedAt,
                                state.log}));
    for (const auto& [hash, document] : proposed.payments)
        STRONGROOM_TRY(objects.putDocument(hash, document));
    STRONGROOM_TRY(transaction.commit());
    return {};
}

/// The fee at which its share of what the outputs receive reaches the ceiling.
base::Amount shareOf(const vault::BuiltSpend& spend, const vault::ReviewLimits& limits) {
    const auto outputs = spend.psbt.tx.outputSum();
    const auto inputs = outputs ? outputs->plus(spend.fee) : std::nullopt;
    const std::int64_t share =
        inputs ? inputs->satoshi() * limits.maxFeePercent / (100 + limits.maxFeePercent) : 0;
    return base::Amount::fromSatoshi(share).value_or(base::Amount());
}

} // namespace

std::optional<treasury::Bump> defaultBump(const PreparedSpend& prepared) {
    const vault::BuiltSpend& spend = prepared.spend;
    const auto size = prepared.review.facts.virtualSize.stated();
    if (!spend.changeOutput || !size)
        return std::nullopt;
    const vault::ReviewLimits limits;
    const auto wanted = base::FeeRate::satPerKvb(spend.feeRate.satPerKvb() * BUMP_FACTOR);
    const base::FeeRate rate = std::min(std::max(wanted, LEAST_BUMP_RATE), limits.maxFeeRate);
    const base::Amount most =
        std::min({rate.feeFor(*size).value_or(limits.maxFee), limits.maxFee, shareOf(spend, limits),
                  vault::highestFee(spend.psbt, *spend.changeOutput)});
    if (most < vault::leastReplacementFee(spend.fee, *size))
        return std::nullopt; // no replacement would be taken
    return treasury::Bump{most, rate};
}

Outcome<std::string> proposeSpend(State& state, const Standpoint& standpoint, const PreparedSpend& prepared,
                                  const SpendTerms& terms, const SecretText& passphrase) {
    STRONGROOM_TRY(refuseFindings(prepared.review));
    STRONGROOM_TRY(checkRoom(standpoint, prepared, terms));
    STRONGROOM_ASSIGN(const Proposed proposed, signProposal(state, prepared, terms, passphrase));
    failpoint("proposal.signed");
    STRONGROOM_ASSIGN(const store::WithdrawalRecord record,
                      recordOf(prepared, proposed, terms, standpoint.now()));
    STRONGROOM_TRY(keep(state, record, prepared, proposed));
    failpoint("proposal.stored");
    STRONGROOM_ASSIGN(WithdrawalView view, viewOf(standpoint, record));
    STRONGROOM_TRY(reevaluate(state, standpoint, view));
    STRONGROOM_TRY(saveWithdrawal(state, view));
    return hexOf(record.id);
}

} // namespace strongroom::service
