// One withdrawal with everything that follows from its bytes, as the coordinator sees it. Internal to
// core/service.
//
// The judgement is a preview: it is made by the same functions as the signer's, but of what this database
// knows about earlier payments instead of the signer's journal. Rows are not believed: a withdrawal whose
// PSBT and intent do not give its id is `withdrawal.damaged`. A replacement is a withdrawal with an id of its
// own, the digest of its intent, and the root of what it is a version of.
#pragma once

#include "service/withdrawal_errors.h"
#include "service/workspace_state.h"
#include "store/coins.h"
#include "store/objects.h"
#include "store/withdrawals.h"
#include "treasury/judgement.h"
#include "treasury/payment.h"
#include "treasury/travel.h"
#include "treasury/withdrawal_state.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::service {

/// Where a judgement stands: authority, time, and what was paid before. Taken once for a use case.
class Standpoint {
public:
    [[nodiscard]] static Outcome<Standpoint> take(State& state);
    /// Without a database: payments and payees in use are not known, and no block was seen.
    [[nodiscard]] static Standpoint ofDesk(std::shared_ptr<const treasury::Registry> registry,
                                           const std::string& person, base::UnixTime now);

    [[nodiscard]] const treasury::Registry& registry() const { return *m_registry; }
    [[nodiscard]] const authority::AuthorityState& authority() const { return m_registry->state(); }
    [[nodiscard]] base::UnixTime now() const { return m_now; }
    /// The person at the desk; null when the roster has them no more.
    [[nodiscard]] const quorum::Person* viewer() const { return m_viewer; }
    [[nodiscard]] const treasury::PayeeHistory& payees() const { return m_payees; }
    [[nodiscard]] std::optional<std::uint32_t> height() const { return m_height; }

    /// What a judgement is about: a version of a withdrawal. Neither, for a withdrawal that is new; no
    /// intent, for a version that is not proposed yet.
    struct Judged {
        std::optional<crypto::Hash256> withdrawal; ///< Its root.
        std::optional<crypto::Hash256> intent;
    };
    /// As the signer would know it, seen from here: everything but the version that is judged.
    [[nodiscard]] treasury::Knowledge knowledge(const Judged& judged, base::UnixTime asOf) const;

private:
    struct Consumed {
        crypto::Hash256 withdrawal;
        crypto::Hash256 intent;
        policy::HistoryEntry entry;
        std::vector<bitcoin::OutPoint> outpoints;
    };
    [[nodiscard]] Outcome<void> notePayments(State& state);
    [[nodiscard]] Outcome<void> notePayees(State& state);

    std::shared_ptr<const treasury::Registry> m_registry;
    base::UnixTime m_now;
    const quorum::Person* m_viewer = nullptr;
    treasury::PayeeHistory m_payees;
    std::vector<Consumed> m_consumed;
    std::optional<std::uint32_t> m_height;
};

struct WithdrawalView {
    store::WithdrawalRecord record;
    treasury::WithdrawalState phase = treasury::WithdrawalState::proposed;
    psbt::Psbt psbt;
    treasury::Travel travel;
    treasury::Intent intent;
    crypto::Hash256 digest;
    vault::SpendReview review;
    std::optional<treasury::Judgement> judgement;
    std::optional<base::Failure> refusal; ///< Why there is no judgement.
    std::string loadedPhase;              ///< As it was read, to notice what others saved meanwhile.
    base::Bytes loadedPsbt;
};

[[nodiscard]] Outcome<WithdrawalView> viewOf(const Standpoint& standpoint, store::WithdrawalRecord record);
/// By full id or a prefix of at least eight hex digits.
[[nodiscard]] Outcome<WithdrawalView> findWithdrawal(State& state, const Standpoint& standpoint,
                                                     const std::string& id);

/// No signature is out and it is not closed: what people say still decides.
[[nodiscard]] bool isOpen(treasury::WithdrawalState phase);
/// The vault that pays; null when it is registered no more.
[[nodiscard]] const vault::Vault* sourceOf(const Standpoint& standpoint, const WithdrawalView& view);
/// Its keys are in the signer process.
[[nodiscard]] bool isHot(const Standpoint& standpoint, const WithdrawalView& view);
/// When the signer started to count the wait that the policy demands; nothing before it did.
[[nodiscard]] Outcome<std::optional<base::UnixTime>> coolingSince(State& state,
                                                                  const crypto::Hash256& intentDigest);

/// What the objects, the clock and the policy make of its phase now; record.phase follows.
[[nodiscard]] Outcome<void> reevaluate(State& state, const Standpoint& standpoint, WithdrawalView& view);
/// The next phase by `event`, in the record too.
[[nodiscard]] Outcome<void> apply(WithdrawalView& view, treasury::WithdrawalEvent event);

/// When the wait started that counts for this version: of what covers a replacement, the original's.
[[nodiscard]] Outcome<std::optional<base::UnixTime>> coolingSince(State& state, const WithdrawalView& view);

/// Every withdrawal in one of the phases.
[[nodiscard]] Outcome<std::vector<store::WithdrawalRecord>> withdrawalsIn(State& state,
                                                                          std::vector<std::string> phases);
/// All versions of the withdrawal, the first one first.
[[nodiscard]] Outcome<std::vector<store::WithdrawalRecord>> versionsOf(State& state,
                                                                       const store::WithdrawalRecord& record);
/// Another version of the withdrawal is in a block: this one cannot get there any more.
[[nodiscard]] Outcome<bool> isOvertaken(State& state, const store::WithdrawalRecord& record);
/// Gives the coins back when no version of the withdrawal can need them any more. Inside the caller's
/// transaction, after the record was updated.
[[nodiscard]] Outcome<void> releaseCoins(State& state, const store::WithdrawalRecord& record);

/// Puts a signed statement into the PSBT and judges again.
[[nodiscard]] Outcome<void> addStatement(const Standpoint& standpoint, WithdrawalView& view,
                                         const crypto::SignedObject& object);

/// Objects and documents that came with a change, each with where it came from.
struct Arrivals {
    std::vector<crypto::SignedObject> objects;
    std::vector<std::pair<crypto::Hash256, base::Bytes>> documents;
    std::string origin;
};
/// The record, what arrived and the reservation of its coins in one transaction.
[[nodiscard]] Outcome<void> saveWithdrawal(State& state, WithdrawalView& view, const Arrivals& arrivals = {});

/// By output: what a payment is for.
using Payments = std::map<std::size_t, treasury::PaymentDetails>;
/// Those that the database has and that are the ones the intent names.
[[nodiscard]] Payments paymentsOf(State& state, const WithdrawalView& view);
/// The same from canonical documents, in any order.
[[nodiscard]] Payments paymentsAmong(const treasury::Intent& intent,
                                     const std::vector<base::Bytes>& documents);

} // namespace strongroom::service
