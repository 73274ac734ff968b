#include "service/propose_withdrawal.h"

#include "bitcoin/address.h"
#include "bitcoin/relay.h"
#include "policy/policy.h"
#include "psbt/codec.h"
#include "service/failpoint.h"
#include "service/withdrawal_words.h"
#include "vault/build.h"

#include <algorithm>

namespace strongroom::service {

namespace {

constexpr std::uint32_t FEE_TARGET_BLOCKS = 6;

struct FeeChoice {
    base::FeeRate rate;
    std::string source;
};

/// A transaction that is ready to be proposed, with the coins it was made of.
struct Prepared {
    const vault::Vault* vault;
    const authority::PayeeEntry* payee;
    vault::BuiltSpend spend;
    vault::SpendReview review;
    FeeChoice fee;
    base::Amount available;
};

std::string perVbyte(base::FeeRate rate) {
    const std::int64_t whole = rate.satPerKvb() / 1'000;
    const std::int64_t rest = rate.satPerKvb() % 1'000;
    if (rest == 0)
        return std::to_string(whole) + " sat/vB";
    const std::string digits = std::to_string(1'000 + rest).substr(1);
    return std::to_string(whole) + "." + digits + " sat/vB";
}

Outcome<FeeChoice> chooseFee(State& state, const WithdrawalDraft& draft) {
    if (draft.feeRateSatPerKvb) {
        const auto rate = base::FeeRate::satPerKvb(*draft.feeRateSatPerKvb);
        return FeeChoice{rate, perVbyte(rate) + ", as you chose"};
    }
    STRONGROOM_ASSIGN(chain::Backend * backend, chainOf(state));
    STRONGROOM_ASSIGN(const chain::FeeEstimate estimate, backend->feeRate(FEE_TARGET_BLOCKS));
    if (estimate.source == chain::FeeEstimate::Source::estimated)
        return FeeChoice{estimate.rate, perVbyte(estimate.rate) + ", the node's estimate for 6 blocks"};
    return FeeChoice{estimate.rate, perVbyte(estimate.rate) + ", because the node has no estimate"};
}

Outcome<const vault::Vault*> vaultOf(const Standpoint& standpoint, const std::string& id) {
    const auto wanted = hashFromHex(id);
    for (const vault::Vault& vault : standpoint.registry().vaults()) {
        if (wanted == vault.id)
            return &vault;
    }
    return base::Unexpected(base::Failure(Error::vaultNotFound));
}

Outcome<const authority::PayeeEntry*> payeeOf(const Standpoint& standpoint, const std::string& id) {
    const auto wanted = hashFromHex(id);
    const authority::PayeeEntry* payee = wanted ? standpoint.authority().findPayee(*wanted) : nullptr;
    if (payee == nullptr)
        return base::Unexpected(base::Failure(WithdrawalError::payeeNotFound));
    const auto seen = standpoint.payees().seen(payee->hash, standpoint.now());
    const auto cooling = standpoint.authority().changeRules().payeeCooling;
    if (treasury::phaseOf(*payee, seen, cooling, standpoint.now()) != treasury::PayeePhase::active)
        return base::Unexpected(base::Failure(WithdrawalError::payeeNotActive));
    return payee;
}

/// Unspent coins of the vault, each with its place in the descriptor; what cannot be spent now is marked.
Outcome<std::vector<vault::Coin>> coinsOf(State& state, const vault::Vault& vault, base::UnixTime now) {
    store::Coins coins(state.database);
    STRONGROOM_ASSIGN(const auto records, coins.ofVault(vault.id.span()));
    std::vector<vault::Coin> result;
    for (const store::CoinRecord& record : records) {
        if (record.spentBy)
            continue;
        STRONGROOM_ASSIGN(const auto place, coins.watched(record.script));
        if (!place)
            continue;
        const bool reserved = record.reservedBy && (!record.reservedUntil || *record.reservedUntil > now);
        result.push_back({record.outpoint,
                          record.amount,
                          record.script,
                          place->branch,
                          place->index,
                          record.height,
                          {record.held, reserved}});
    }
    return result;
}

base::Amount sumOfSpendable(const std::vector<vault::Coin>& coins) {
    base::Amount sum;
    for (const vault::Coin& coin : coins) {
        if (coin.isSpendable())
            sum = sum.plus(coin.amount).value_or(sum);
    }
    return sum;
}

/// The first change address that no transaction has used.
Outcome<std::uint32_t> nextChangeIndex(State& state, const vault::Vault& vault) {
    store::Coins coins(state.database);
    STRONGROOM_ASSIGN(const auto records, coins.ofVault(vault.id.span()));
    std::uint32_t next = 0;
    for (const store::CoinRecord& record : records) {
        STRONGROOM_ASSIGN(const auto place, coins.watched(record.script));
        if (place && place->branch == vault::CHANGE_BRANCH)
            next = std::max(next, place->index + 1);
    }
    // Withdrawals that were proposed and are in no block yet have theirs.
    store::WithdrawalQuery query;
    query.phases = {"waiting_for_approvals", "cooling", "authorized", "signing", "signed", "broadcast"};
    STRONGROOM_ASSIGN(const auto open, store::Withdrawals(state.database).query(query));
    for (const store::WithdrawalRecord& record : open) {
        const auto psbt = psbt::parsePsbt(record.psbt);
        if (!psbt)
            continue;
        for (const bitcoin::TxOut& output : psbt->tx.outputs) {
            STRONGROOM_ASSIGN(const auto place, coins.watched(output.scriptPubKey));
            if (place && place->branch == vault::CHANGE_BRANCH &&
                place->vault == base::toBytes(vault.id.span()))
                next = std::max(next, place->index + 1);
        }
    }
    return next;
}

/// Says the numbers of a shortfall.
base::Failure failureOf(vault::Error error, const Prepared& prepared, base::Amount amount) {
    base::Failure failure(error);
    if (error == vault::Error::insufficientFunds) {
        failure.data.emplace_back("available", std::to_string(prepared.available.satoshi()));
        failure.data.emplace_back("needed", std::to_string(amount.satoshi()));
    }
    return failure;
}

Outcome<Prepared> prepare(State& state, const Standpoint& standpoint, const WithdrawalDraft& draft) {
    Prepared prepared{};
    STRONGROOM_ASSIGN(prepared.vault, vaultOf(standpoint, draft.vaultId));
    STRONGROOM_ASSIGN(prepared.payee, payeeOf(standpoint, draft.payeeId));
    const auto amount = base::Amount::fromSatoshi(draft.amountSatoshi);
    if (!amount || amount->satoshi() == 0)
        return base::Unexpected(base::Failure(Error::amountInvalid));
    for (const std::string* text : {&draft.purpose, &draft.reference}) {
        if (text->size() > treasury::MAX_PAYMENT_TEXT || !base::isPlainUtf8(*text))
            return base::Unexpected(base::Failure(WithdrawalError::textTooLong));
    }
    STRONGROOM_ASSIGN(prepared.fee, chooseFee(state, draft));
    STRONGROOM_ASSIGN(const auto coins, coinsOf(state, *prepared.vault, standpoint.now()));
    prepared.available = sumOfSpendable(coins);
    vault::SpendRequest request;
    request.payments.push_back({prepared.payee->record.script, *amount, nullptr, {}});
    request.feeRate = prepared.fee.rate;
    request.tipHeight = standpoint.height();
    STRONGROOM_ASSIGN(request.changeIndex, nextChangeIndex(state, *prepared.vault));
    const auto previous = [&](const bitcoin::Txid& txid) -> std::optional<bitcoin::Transaction> {
        const auto bytes = store::Coins(state.database).previous(txid);
        if (!bytes || !*bytes)
            return std::nullopt;
        auto transaction = bitcoin::Transaction::parse(**bytes);
        return transaction ? std::optional(*std::move(transaction)) : std::nullopt;
    };
    auto spend = vault::buildSpend(*prepared.vault, request, coins, previous, *state.ports.random);
    if (!spend)
        return base::Unexpected(failureOf(spend.error(), prepared, *amount));
    prepared.spend = *std::move(spend);
    prepared.review = treasury::reviewWith(prepared.spend.psbt, standpoint.registry(),
                                           standpoint.knowledge(std::nullopt, standpoint.now()));
    return prepared;
}

/// The code of the first finding that makes a proposal impossible.
Outcome<void> refuseFindings(const vault::SpendReview& review) {
    for (const vault::Finding& finding : review.findings) {
        if (finding.severity == vault::Severity::refuse)
            return base::Unexpected(base::Failure(std::string(finding.codeText()), finding.message));
    }
    return {};
}

Outcome<std::vector<treasury::EarlierPayment>> earlierPayments(State& state, const Standpoint& standpoint) {
    STRONGROOM_ASSIGN(
        const auto records,
        store::Withdrawals(state.database).since(standpoint.now() - treasury::DUPLICATE_WINDOW));
    std::vector<treasury::EarlierPayment> earlier;
    for (const store::WithdrawalRecord& record : records) {
        const auto phase = treasury::parseWithdrawalState(record.phase);
        const auto payee = crypto::Hash256::from(record.payee);
        if (phase && payee && !treasury::isFinal(*phase))
            earlier.push_back({record.id, *payee, record.amount, record.reference, record.proposedAt});
    }
    return earlier;
}

Outcome<std::vector<treasury::Duplicate>> duplicatesOf(State& state, const Standpoint& standpoint,
                                                       const Prepared& prepared,
                                                       const WithdrawalDraft& draft) {
    STRONGROOM_ASSIGN(const auto earlier, earlierPayments(state, standpoint));
    treasury::PaymentDetails details;
    details.payee = prepared.payee->record.id;
    details.amount = base::Amount::fromSatoshi(draft.amountSatoshi).value_or(base::Amount());
    details.reference = draft.reference;
    return treasury::findDuplicates(details, earlier, standpoint.now());
}

Verdict previewVerdict(const Standpoint& standpoint, const vault::SpendReview& review) {
    const auto policy = policy::Policy::parse(standpoint.authority().policy());
    STRONGROOM_CHECK(policy.has_value()); // no other document gets into the chain
    const treasury::Knowledge knowledge = standpoint.knowledge(std::nullopt, standpoint.now());
    const policy::Decision decision =
        policy::evaluate(*policy, review.facts, knowledge.history, knowledge.now, {});
    const quorum::PersonId proposer =
        standpoint.viewer() != nullptr ? standpoint.viewer()->id : quorum::PersonId();
    return verdictOf(decision, treasury::countWithoutVotes(decision, standpoint.authority(), proposer),
                     standpoint.authority());
}

/// What the signer signed, checked against what it was asked for.
struct Proposed {
    crypto::SignedObject object;
    treasury::Intent intent;
    std::vector<std::pair<crypto::Hash256, base::Bytes>> payments;
};

Outcome<Proposed> readProposed(const signer::Frame& reply, const Prepared& prepared) {
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

Outcome<Proposed> signProposal(State& state, const Prepared& prepared, const WithdrawalDraft& draft,
                               base::UnixTime expiry, const SecretText& passphrase) {
    std::size_t paying = 0;
    while (prepared.review.outputs[paying].payee == std::nullopt)
        ++paying;
    SignerRequest request;
    request.verb = "propose";
    request.fields = {{"expires_at", expiry.seconds},
                      {"payments", base::Json::Object{{std::to_string(paying),
                                                       base::Json::Object{{"purpose", draft.purpose},
                                                                          {"reference", draft.reference}}}}}};
    request.blobs = {psbt::serialize(prepared.spend.psbt)};
    STRONGROOM_ASSIGN(const signer::Frame reply,
                      askSignerAs(state, state.person, std::move(request), passphrase));
    return readProposed(reply, prepared);
}

Outcome<store::WithdrawalRecord> recordOf(const Prepared& prepared, const Proposed& proposed,
                                          const WithdrawalDraft& draft, base::UnixTime now) {
    treasury::Travel travel;
    travel.intent = proposed.object;
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, treasury::addTravel(prepared.spend.psbt, travel));
    store::WithdrawalRecord record;
    record.id = treasury::withdrawalId(proposed.intent);
    record.phase = std::string(treasury::name(treasury::WithdrawalState::proposed));
    record.vault = base::toBytes(prepared.vault->id.span());
    record.payee = base::toBytes(prepared.payee->record.id.span());
    record.amount = paidBy(prepared.review);
    record.fee = prepared.spend.fee;
    record.reference = draft.reference;
    record.purpose = draft.purpose;
    record.proposer = hexOf(proposed.intent.initiator);
    record.proposedAt = now;
    record.expiresAt = proposed.intent.expiry;
    record.updatedAt = now;
    record.psbt = psbt::serialize(psbt);
    record.txid = psbt.tx.txid();
    return record;
}

/// Record, intent, payment details and the soft reservation of its coins: all or nothing.
Outcome<void> keep(State& state, const store::WithdrawalRecord& record, const Prepared& prepared,
                   const Proposed& proposed) {
    STRONGROOM_ASSIGN(store::Transaction transaction, store::Transaction::begin(state.database));
    STRONGROOM_TRY(store::Withdrawals(state.database).insert(record));
    store::Coins coins(state.database);
    for (const bitcoin::OutPoint& outpoint : prepared.spend.inputs) {
        const auto reserved = coins.reserve(outpoint, record.id, record.expiresAt, record.proposedAt);
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

base::Failure duplicateFailure(const treasury::Duplicate& duplicate) {
    base::Failure failure(WithdrawalError::duplicate);
    failure.data.emplace_back("withdrawal", hexOf(duplicate.withdrawal));
    return failure;
}

} // namespace

Outcome<WithdrawalPreview> previewWithdrawal(Workspace& workspace, const WithdrawalDraft& draft) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Prepared prepared, prepare(state, standpoint, draft));
    WithdrawalPreview preview;
    preview.amount = paidBy(prepared.review);
    preview.fee = prepared.spend.fee;
    preview.outflow = policy::deriveOutflow(prepared.review.facts).stated().value_or(base::Amount());
    preview.availableBefore = prepared.available;
    preview.availableAfter = prepared.available.minus(preview.outflow).value_or(base::Amount());
    preview.feeRateSatPerKvb = prepared.spend.feeRate.satPerKvb();
    preview.feeSource = prepared.fee.source;
    preview.payeeAddress = prepared.payee->record.address;
    preview.verdict = previewVerdict(standpoint, prepared.review);
    preview.inputs = inputsOf(prepared.review, standpoint.registry());
    preview.outputs = outputsOf(prepared.review, standpoint.registry());
    preview.findings = findingsOf(prepared.review);
    STRONGROOM_ASSIGN(const auto duplicates, duplicatesOf(state, standpoint, prepared, draft));
    if (!duplicates.empty()) {
        STRONGROOM_ASSIGN(const WithdrawalView earlier,
                          findWithdrawal(state, standpoint, hexOf(duplicates.front().withdrawal)));
        preview.duplicateOf = rowOf(standpoint, earlier, paymentsOf(state, earlier));
    }
    return preview;
}

Outcome<std::string> proposeWithdrawal(Workspace& workspace, const WithdrawalDraft& draft,
                                       const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Prepared prepared, prepare(state, standpoint, draft));
    STRONGROOM_TRY(refuseFindings(prepared.review));
    STRONGROOM_ASSIGN(const auto duplicates, duplicatesOf(state, standpoint, prepared, draft));
    if (!duplicates.empty() && !draft.duplicateAcknowledged)
        return base::Unexpected(duplicateFailure(duplicates.front()));
    const base::UnixTime expiry = standpoint.now() + base::Seconds{draft.expiresInSeconds};
    STRONGROOM_ASSIGN(const Proposed proposed, signProposal(state, prepared, draft, expiry, passphrase));
    failpoint("proposal.signed");
    STRONGROOM_ASSIGN(const store::WithdrawalRecord record,
                      recordOf(prepared, proposed, draft, standpoint.now()));
    STRONGROOM_TRY(keep(state, record, prepared, proposed));
    failpoint("proposal.stored");
    STRONGROOM_ASSIGN(WithdrawalView view, viewOf(standpoint, record));
    STRONGROOM_TRY(reevaluate(state, standpoint, view));
    STRONGROOM_TRY(saveWithdrawal(state, view));
    return hexOf(record.id);
}

} // namespace strongroom::service
