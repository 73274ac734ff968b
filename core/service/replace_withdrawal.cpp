#include "service/replace_withdrawal.h"

#include "service/propose_spend.h"
#include "service/spend_flow.h"
#include "service/withdrawal_verdict.h"
#include "service/withdrawal_words.h"
#include "treasury/intent_match.h"
#include "vault/replace.h"
#include "vault/sweep.h"

#include <algorithm>

namespace strongroom::service {

using treasury::WithdrawalState;

namespace {

constexpr base::Seconds LIFETIME{7 * 86'400};

base::Unexpected<base::Failure> refuse(WithdrawalError error) {
    return base::Unexpected(base::Failure(error));
}

/// The version that a replacement takes the place of, and what was approved.
struct Target {
    WithdrawalView current;
    Replaced approved; ///< The intent that approvals name: the current one, or what covers it.
    treasury::Intent approvedIntent;
    base::Amount replacedFee; ///< Of the version and of what spends its change.
};

bool isReplaceable(WithdrawalState phase) {
    return treasury::mayStillConfirm(phase) && phase != WithdrawalState::confirmed;
}

/// The version that pays most of those whose signatures may be out.
Outcome<WithdrawalView> currentVersion(State& state, const Standpoint& standpoint,
                                       const WithdrawalView& asked) {
    STRONGROOM_ASSIGN(auto versions, versionsOf(state, asked.record));
    const store::WithdrawalRecord* current = nullptr;
    for (const store::WithdrawalRecord& version : versions) {
        const auto phase = treasury::parseWithdrawalState(version.phase);
        if (!phase)
            return refuse(WithdrawalError::damaged);
        if (*phase == WithdrawalState::confirmed)
            return refuse(WithdrawalError::inBlock);
        if (isReplaceable(*phase) && (current == nullptr || version.fee > current->fee))
            current = &version;
    }
    if (current == nullptr)
        return refuse(WithdrawalError::notSigned);
    if (std::any_of(versions.begin(), versions.end(), [](const store::WithdrawalRecord& version) {
            const auto phase = treasury::parseWithdrawalState(version.phase);
            return phase && isOpen(*phase);
        }))
        return refuse(WithdrawalError::replacementOpen);
    return viewOf(standpoint, *current);
}

/// Nodes want what they drop paid for: the version, and what was sent to pay for it.
Outcome<base::Amount> replacedFeeOf(State& state, const WithdrawalView& current) {
    base::Amount fee = feeOf(current.review);
    store::Coins coins(state.database);
    for (std::uint32_t vout = 0; vout < current.psbt.tx.outputs.size(); ++vout) {
        STRONGROOM_ASSIGN(const auto coin, coins.find({current.record.txid, vout}));
        if (!coin || !coin->spentBy)
            continue;
        STRONGROOM_ASSIGN(const auto child, store::Withdrawals(state.database).byTxid(*coin->spentBy));
        if (child)
            fee = fee.plus(child->fee).value_or(fee);
    }
    return fee;
}

Outcome<Target> targetOf(State& state, const Standpoint& standpoint, const ReplacementDraft& draft) {
    STRONGROOM_ASSIGN(const WithdrawalView asked, findWithdrawal(state, standpoint, draft.withdrawalId));
    STRONGROOM_ASSIGN(WithdrawalView current, currentVersion(state, standpoint, asked));
    if (draft.kind == Replacement::stop && kindOf(current.intent) == WithdrawalKind::stop)
        return refuse(WithdrawalError::isAStop);
    STRONGROOM_ASSIGN(const base::Amount replacedFee, replacedFeeOf(state, current));
    crypto::SignedObject approved = *current.travel.intent;
    treasury::Intent approvedIntent = current.intent;
    const auto& coverage = current.judgement ? current.judgement->coverage() : std::nullopt;
    if (coverage && coverage->covers()) {
        approved = treasury::originalIn(current.travel, coverage->original).value_or(approved);
        STRONGROOM_ASSIGN(approvedIntent, treasury::parseIntent(approved));
    }
    Replaced replaced{current.record.root, std::move(approved), current.travel.statements};
    return Target{std::move(current), std::move(replaced), std::move(approvedIntent), replacedFee};
}

std::optional<std::size_t> largestChange(const vault::SpendReview& review) {
    std::optional<std::size_t> largest;
    for (std::size_t i = 0; i < review.outputs.size(); ++i) {
        if (review.outputs[i].outputClass == policy::OutputClass::change &&
            (!largest || review.outputs[i].amount > review.outputs[*largest].amount))
            largest = i;
    }
    return largest;
}

/// Of what would be signed, with the largest signatures.
std::int64_t sizeOf(const vault::SpendReview& review) {
    return review.facts.virtualSize.stated().value_or(0);
}

/// The least that nodes take in the place of the current version, if it keeps its size.
base::FeeRate leastRate(const Target& target) {
    const std::int64_t size = sizeOf(target.current.review);
    const base::Amount least = vault::leastReplacementFee(target.replacedFee, size);
    // Rounded up: what is asked for is reached.
    return size > 0 ? base::FeeRate::satPerKvb((least.satoshi() * 1'000 + size - 1) / size) : base::FeeRate();
}

Outcome<FeeChoice> chooseRate(State& state, const Target& target, const ReplacementDraft& draft) {
    STRONGROOM_ASSIGN(FeeChoice choice, chooseFee(state, draft.feeRateSatPerKvb, FAST_FEE_TARGET_BLOCKS));
    if (const base::FeeRate least = leastRate(target); !draft.feeRateSatPerKvb && choice.rate < least)
        choice = {least, perVbyte(least) + ", the least that nodes take in its place (" + choice.source + ")",
                  FeeBasis{FeeBasis::Source::least, {}, {}, false}};
    return choice;
}

/// The coins that the current version spends, in its order.
Outcome<std::vector<vault::Coin>> coinsSpentBy(State& state, const WithdrawalView& current) {
    store::Coins coins(state.database);
    std::vector<vault::Coin> spent;
    for (const bitcoin::TxIn& input : current.psbt.tx.inputs) {
        STRONGROOM_ASSIGN(const auto record, coins.find(input.prevout));
        STRONGROOM_ASSIGN(const auto place,
                          record ? coins.watched(record->script)
                                 : store::Result<std::optional<store::WatchedScript>>(std::nullopt));
        if (!place)
            return refuse(WithdrawalError::damaged);
        spent.push_back({record->outpoint,
                         record->amount,
                         record->script,
                         place->branch,
                         place->index,
                         record->height,
                         {}});
    }
    return spent;
}

Outcome<vault::BuiltSpend> build(State& state, const Standpoint& standpoint, const Target& target,
                                 const vault::Vault& vault, Replacement kind, base::FeeRate rate) {
    const auto failed = [&](vault::Error error) {
        base::Failure failure = feeFailure(error, rate);
        if (error == vault::Error::replacementFeeTooLow)
            failure.data.emplace_back("least", std::to_string(leastRate(target).satPerKvb()));
        return base::Unexpected(std::move(failure));
    };
    if (kind == Replacement::speedUp) {
        const auto change = largestChange(target.current.review);
        if (!change)
            return refuse(WithdrawalError::noChange);
        auto faster = vault::raiseFee(vault, treasury::stripTravel(target.current.psbt), *change,
                                      {rate, target.replacedFee, {}});
        return faster ? Outcome<vault::BuiltSpend>(*std::move(faster)) : failed(faster.error());
    }
    STRONGROOM_ASSIGN(const auto coins, coinsSpentBy(state, target.current));
    vault::SweepRequest request;
    request.feeRate = rate;
    request.replacedFee = target.replacedFee;
    request.tipHeight = standpoint.height();
    STRONGROOM_ASSIGN(request.changeIndex, nextChangeIndex(state, vault));
    auto back = vault::sweepCoins(vault, request, coins, previousTransactions(state), *state.ports.random);
    return back ? Outcome<vault::BuiltSpend>(*std::move(back)) : failed(back.error());
}

/// A replacement as it would be proposed, and what that means.
struct Prepared {
    PreparedSpend spend;
    SpendTerms terms;
    FeeChoice fee;
    Verdict verdict;
    bool covered = false;
    std::optional<treasury::Error> whyNot;
};

/// Whether the approvals given are enough for it, as the signer will find.
void judgeCovered(Prepared& prepared, const Standpoint& standpoint, const Target& target,
                  const treasury::Knowledge& knowledge) {
    treasury::Proposal proposal;
    proposal.initiator = standpoint.viewer() != nullptr ? standpoint.viewer()->id : quorum::PersonId();
    proposal.expiry = prepared.terms.expiry;
    proposal.original = target.approvedIntent;
    proposal.bump = prepared.terms.bump;
    const auto& review = prepared.spend.review;
    const auto drafted =
        treasury::draftIntent(prepared.spend.spend.psbt, review, standpoint.registry(), proposal);
    const auto covered = drafted ? treasury::isCoveredReplacement(target.approvedIntent, *drafted,
                                                                  prepared.spend.spend.feeRate)
                                 : base::Unexpected(drafted.error());
    const auto original =
        treasury::verifyIntent(target.approved.intent, standpoint.authority(), standpoint.now());
    if (!covered || !original) {
        prepared.whyNot = !covered ? covered.error() : original.error();
        return;
    }
    const policy::Decision decision = previewDecision(standpoint, review, knowledge, original->digest());
    const auto tally = treasury::tally(*original, decision, target.approved.statements,
                                       standpoint.authority(), standpoint.now());
    if (!tally || decision.outcome() == policy::Outcome::notAllowed)
        return;
    prepared.covered = tally->isApproved();
    prepared.verdict = verdictOf(decision, tally->quorum, standpoint.authority());
    if (prepared.covered && prepared.verdict.outcome == Verdict::Outcome::needsApprovals)
        prepared.verdict = met(std::move(prepared.verdict));
}

Outcome<Prepared> prepare(State& state, const Standpoint& standpoint, const Target& target,
                          const ReplacementDraft& draft) {
    Prepared prepared;
    prepared.spend.vault = sourceOf(standpoint, target.current);
    if (prepared.spend.vault == nullptr)
        return base::Unexpected(base::Failure(Error::vaultNotFound));
    STRONGROOM_ASSIGN(prepared.fee, chooseRate(state, target, draft));
    STRONGROOM_ASSIGN(prepared.spend.spend,
                      build(state, standpoint, target, *prepared.spend.vault, draft.kind, prepared.fee.rate));
    const treasury::Knowledge knowledge =
        standpoint.knowledge({target.current.record.root, std::nullopt}, standpoint.now());
    prepared.spend.review = treasury::reviewWith(prepared.spend.spend.psbt, standpoint.registry(), knowledge);
    prepared.verdict = previewVerdict(standpoint, prepared.spend.review, knowledge);
    SpendTerms& terms = prepared.terms;
    terms.replaced = target.approved;
    terms.words = {target.current.record.purpose, target.current.record.reference, {}};
    if (draft.kind == Replacement::speedUp) {
        terms.payee = target.current.record.payee;
        terms.expiry = std::min(standpoint.now() + LIFETIME, target.approvedIntent.expiry);
        terms.bump = target.approvedIntent.body.bump;
        judgeCovered(prepared, standpoint, target, knowledge);
    }
    if (!prepared.covered) {
        terms.expiry = standpoint.now() + LIFETIME;
        terms.bump = draft.kind == Replacement::speedUp ? defaultBump(prepared.spend) : std::nullopt;
    }
    return prepared;
}

std::string approvalsSentence(const Prepared& prepared) {
    switch (prepared.verdict.outcome) {
    case Verdict::Outcome::notAllowed:
        return "The policy does not allow it.";
    case Verdict::Outcome::needsApprovals:
        return "It becomes a proposal of its own and waits for approvals.";
    case Verdict::Outcome::permitted:
        return "The policy asks nobody to approve it.";
    }
    base::checkFailed("Verdict::Outcome");
}

std::string sentenceFor(const Prepared& prepared, const Target& target, Replacement kind) {
    if (kind == Replacement::stop)
        return "Its coins go back to " + prepared.spend.vault->name +
               ". The payment may still win the race: it has ended only when this transaction is buried "
               "under six blocks. " +
               approvalsSentence(prepared);
    if (prepared.covered)
        return "Nobody has to approve again: the fee stays within what was approved.";
    const auto& bump = target.approvedIntent.body.bump;
    std::string why = prepared.whyNot ? std::string(treasury::describe(*prepared.whyNot).sentence) : "";
    if (prepared.whyNot == treasury::Error::replacementBeyondBump)
        why = bump ? "The fee is above the " + std::to_string(bump->maxFee.satoshi()) + " sat or " +
                         perVbyte(bump->maxFeeRate) + " that were approved."
                   : "No higher fee was approved with this payment.";
    return why.empty() ? approvalsSentence(prepared) : why + " " + approvalsSentence(prepared);
}

} // namespace

Outcome<ReplacementPreview> previewReplacement(Workspace& workspace, const ReplacementDraft& draft) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Target target, targetOf(state, standpoint, draft));
    STRONGROOM_ASSIGN(const Prepared prepared, prepare(state, standpoint, target, draft));
    const vault::SpendReview& review = prepared.spend.review;
    ReplacementPreview preview;
    preview.replaces = hexOf(target.current.record.id);
    preview.feeBefore = feeOf(target.current.review);
    preview.feeRateBefore = feeRateOf(target.current.review);
    preview.fee = prepared.spend.spend.fee;
    preview.feeRateSatPerKvb = prepared.spend.spend.feeRate.satPerKvb();
    preview.leastFeeRate = leastRate(target).satPerKvb();
    preview.feeSource = prepared.fee.source;
    preview.feeBasis = prepared.fee.basis;
    preview.ceiling = ceilingOf(target.approvedIntent.body.bump);
    preview.covered = prepared.covered;
    preview.sentence = sentenceFor(prepared, target, draft.kind);
    preview.outflow = policy::deriveOutflow(review.facts).stated().value_or(base::Amount());
    preview.verdict = prepared.verdict;
    preview.inputs = inputsOf(review, standpoint.registry());
    preview.outputs = outputsOf(review, standpoint.registry());
    preview.findings = findingsOf(review);
    return preview;
}

Outcome<std::string> replaceWithdrawal(Workspace& workspace, const ReplacementDraft& draft,
                                       const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Target target, targetOf(state, standpoint, draft));
    STRONGROOM_ASSIGN(const Prepared prepared, prepare(state, standpoint, target, draft));
    return proposeSpend(state, standpoint, prepared.spend, prepared.terms, passphrase);
}

} // namespace strongroom::service
