#include "service/propose_batch.h"

#include "bitcoin/relay.h"
#include "service/prepare_payments.h"
#include "treasury/payment_file.h"

#include <algorithm>

namespace strongroom::service {

namespace {

/// A file as far as its rows stand: orders and lines belong together.
struct Batch {
    crypto::Hash256 file;
    std::vector<Order> orders;
    std::vector<BatchLine> lines;
    std::vector<BatchProblem> problems;
};

BatchProblem problemOf(std::size_t line, std::string column, const base::Failure& failure) {
    return {line, std::move(column), failure.code, failure.message};
}

/// By name or by id.
const authority::PayeeEntry* payeeCalled(const authority::AuthorityState& authority,
                                         const std::string& text) {
    const auto id = hashFromHex(text);
    for (const authority::PayeeEntry& payee : authority.payees()) {
        if (payee.record.name == text || (id && payee.record.id == *id))
            return &payee;
    }
    return nullptr;
}

/// The row's payment, or what is wrong with it beyond its form.
std::optional<BatchProblem> addRow(Batch& batch, const Standpoint& standpoint,
                                   const treasury::PaymentRow& row) {
    const authority::PayeeEntry* payee = payeeCalled(standpoint.authority(), row.payee);
    if (payee == nullptr)
        return problemOf(row.line, "payee", base::Failure(WithdrawalError::payeeNotFound));
    if (const auto active = requireActive(standpoint, *payee); !active)
        return problemOf(row.line, "payee", active.error());
    Order order{payee, row.amount, {row.purpose, row.reference, {batch.file}}};
    if (row.amount < bitcoin::dustThreshold(payee->record.script))
        return problemOf(row.line, "amount", dustFailure(order));
    // Told apart as from earlier payments: each of the others, as if it had been proposed just now.
    for (std::size_t i = 0; i < batch.orders.size(); ++i) {
        const Order& other = batch.orders[i];
        const treasury::EarlierPayment earlier{
            {}, other.payee->record.id, other.amount, other.words.reference, standpoint.now()};
        if (likeOf(order, std::span(&earlier, 1), standpoint.now())) {
            base::Failure failure(WithdrawalError::batchAlike);
            failure.message = "The row is like line " + std::to_string(batch.lines[i].line) +
                              ": the same payee and amount, or the same reference.";
            return problemOf(row.line, "", failure);
        }
    }
    batch.lines.push_back({row.line, payee->record.name, payee->record.address, row.amount, row.purpose,
                           row.reference, std::nullopt});
    batch.orders.push_back(std::move(order));
    return std::nullopt;
}

bool names(const Payments& payments, const crypto::Hash256& file) {
    return std::any_of(payments.begin(), payments.end(), [&](const auto& payment) {
        return std::ranges::count(payment.second.attachments, file) > 0;
    });
}

/// The withdrawal that pays this file already, whenever that was: by what its intent names, not by a label.
Outcome<std::optional<crypto::Hash256>> earlierUseOf(State& state, const Standpoint& standpoint,
                                                     const crypto::Hash256& file) {
    STRONGROOM_ASSIGN(const auto records, store::Withdrawals(state.database).withoutOnePayee());
    for (const store::WithdrawalRecord& record : records) {
        const auto phase = treasury::parseWithdrawalState(record.phase);
        if (!phase || treasury::isFinal(*phase))
            continue; // ended without paying
        const auto view = viewOf(standpoint, record);
        if (view && names(paymentsOf(state, *view), file))
            return std::optional(record.id);
    }
    return std::optional<crypto::Hash256>();
}

Outcome<Batch> readBatch(State& state, const Standpoint& standpoint, const BatchDraft& draft) {
    const treasury::PaymentFile file = treasury::readPaymentFile(draft.file);
    Batch batch;
    batch.file = file.sha256;
    for (const treasury::PaymentFileProblem& problem : file.problems)
        batch.problems.push_back(problemOf(problem.line, problem.column, base::Failure(problem.fault)));
    for (const treasury::PaymentRow& row : file.rows) {
        if (auto problem = addRow(batch, standpoint, row))
            batch.problems.push_back(*std::move(problem));
    }
    STRONGROOM_ASSIGN(const auto earlier, earlierUseOf(state, standpoint, file.sha256));
    if (earlier) {
        base::Failure failure(WithdrawalError::batchPaidAlready);
        failure.message = "This file is paid by withdrawal " + hexOf(*earlier).substr(0, 12) +
                          " already. A file pays once.";
        batch.problems.push_back(problemOf(0, "", failure));
    }
    std::ranges::stable_sort(batch.problems, {}, &BatchProblem::line);
    return batch;
}

SpendChoices choicesOf(const BatchDraft& draft) {
    return {draft.vaultId, draft.feeRateSatPerKvb, draft.coins, draft.expiresInSeconds, draft.bump};
}

base::Failure refusalOf(const Batch& batch) {
    base::Failure failure(WithdrawalError::batchRefused);
    const auto count = batch.problems.size();
    failure.message = "Nothing was proposed: " + std::to_string(count) +
                      (count == 1 ? " problem" : " problems") + " in the file.";
    for (const BatchProblem& problem : batch.problems) {
        std::string where = problem.line == 0 ? "file" : "line " + std::to_string(problem.line);
        if (!problem.column.empty())
            where += ", " + problem.column;
        failure.data.emplace_back(std::move(where), problem.code + ": " + problem.sentence);
    }
    return failure;
}

/// The first line that is like an earlier payment.
Outcome<void> refuseDuplicates(State& state, const Standpoint& standpoint, const Batch& batch) {
    STRONGROOM_ASSIGN(const auto earlier, earlierPayments(state, standpoint));
    for (std::size_t i = 0; i < batch.orders.size(); ++i) {
        const auto alike = likeOf(batch.orders[i], earlier, standpoint.now());
        if (!alike)
            continue;
        base::Failure failure(WithdrawalError::duplicate);
        failure.data = {{"line", std::to_string(batch.lines[i].line)},
                        {"withdrawal", hexOf(alike->withdrawal)}};
        return base::Unexpected(std::move(failure));
    }
    return {};
}

std::string purposeOf(const Batch& batch) {
    return std::to_string(batch.orders.size()) + (batch.orders.size() == 1 ? " payment" : " payments") +
           " of file " + hexOf(batch.file).substr(0, 12);
}

} // namespace

Outcome<BatchPreview> previewBatch(Workspace& workspace, const BatchDraft& draft) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(Batch batch, readBatch(state, standpoint, draft));
    BatchPreview preview;
    preview.fileHash = hexOf(batch.file);
    STRONGROOM_ASSIGN(const auto earlier, earlierPayments(state, standpoint));
    for (std::size_t i = 0; i < batch.orders.size(); ++i) {
        preview.total = preview.total.plus(batch.orders[i].amount).value_or(preview.total);
        if (const auto alike = likeOf(batch.orders[i], earlier, standpoint.now())) {
            STRONGROOM_ASSIGN(batch.lines[i].duplicateOf, earlierRow(state, standpoint, alike->withdrawal));
        }
    }
    if (batch.problems.empty()) {
        STRONGROOM_ASSIGN(const PreparedPayments prepared,
                          preparePayments(state, standpoint, choicesOf(draft), batch.orders));
        preview.withdrawal = previewOf(standpoint, prepared, choicesOf(draft));
    }
    preview.lines = std::move(batch.lines);
    preview.problems = std::move(batch.problems);
    return preview;
}

Outcome<std::string> proposeBatch(Workspace& workspace, const BatchDraft& draft,
                                  const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Batch batch, readBatch(state, standpoint, draft));
    if (!batch.problems.empty())
        return base::Unexpected(refusalOf(batch));
    if (!draft.duplicatesAcknowledged)
        STRONGROOM_TRY(refuseDuplicates(state, standpoint, batch));
    STRONGROOM_ASSIGN(const PreparedPayments prepared,
                      preparePayments(state, standpoint, choicesOf(draft), batch.orders));
    SpendTerms terms = termsOf(prepared, choicesOf(draft), standpoint.now());
    terms.words.purpose = purposeOf(batch);
    return proposeSpend(state, standpoint, prepared.spend, terms, passphrase);
}

} // namespace strongroom::service
