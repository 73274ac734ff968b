#include "fakes/training_world.h"

#include "psbt/codec.h"
#include "service/advance_withdrawal.h"
#include "service/approve_withdrawal.h"
#include "service/backup.h"
#include "service/cold_leg.h"
#include "service/payees.h"
#include "service/propose_withdrawal.h"
#include "service/training_cast.h"
#include "service/vaults.h"
#include "service/withdrawals.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace strongroom::test {

namespace {

template <typename T>
T need(service::Outcome<T> outcome) {
    if (!outcome) {
        std::fprintf(stderr, "%s: %s\n", outcome.error().code.c_str(), outcome.error().message.c_str());
        std::abort();
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*outcome);
}

} // namespace

TrainingWorld::TrainingWorld()
    : m_card(need(service::createTraining(m_world.ports(), m_world.temporary() / "training.strongroom"))),
      m_stations(service::trainingStations(m_world.ports(), m_card)) {}

service::SecretText TrainingWorld::secretOf(const std::string& personId) const {
    const auto slot = std::find_if(m_card.people.begin(), m_card.people.end(),
                                   [&](const auto& one) { return one.personId == personId; });
    STRONGROOM_CHECK(slot != m_card.people.end());
    return service::SecretText::fromUtf8(base::asBytes(slot->shownPassphrase)).value();
}

service::Workspace TrainingWorld::as(const std::string& personId) const {
    return need(service::openWorkspace(ports(), m_card.folder, personId, secretOf(personId)));
}

std::string_view TrainingWorld::stationPassphrase() {
    return service::TRAINING_STATION_PASSPHRASE;
}

std::string TrainingWorld::coldWithdrawal() const {
    auto anna = as("anna");
    for (const service::WithdrawalRow& row : need(service::listWithdrawals(anna, {}))) {
        if (row.tier == "cold")
            return row.id;
    }
    std::abort();
}

base::Bytes TrainingWorld::request(const std::string& withdrawalId) const {
    auto anna = as("anna");
    return need(service::exportForStation(anna, withdrawalId));
}

std::string TrainingWorld::approveAnotherColdWithdrawal() const {
    std::string id;
    {
        auto ben = as("ben");
        service::WithdrawalDraft draft;
        for (const service::VaultDetail& vault : need(service::listVaults(ben)))
            draft.vaultId = vault.tier == "cold" ? vault.id : draft.vaultId;
        for (const service::PayeeRow& payee : need(service::listPayees(ben)))
            draft.payeeId = payee.name == "Payroll account" ? payee.id : draft.payeeId;
        draft.amountSatoshi = 330'000'000;
        draft.purpose = "Bonus";
        draft.reference = "PR-B1";
        id = need(service::proposeWithdrawal(ben, draft, secretOf("ben")));
    }
    for (const char* person : {"cleo", "dan", "faye"}) {
        auto desk = as(person);
        const std::string digest = need(service::showWithdrawal(desk, id)).intentDigest;
        need(service::approveWithdrawal(desk, {id, digest, {}}, secretOf(person)));
    }
    auto anna = as("anna");
    need(service::advanceAll(anna));
    return id;
}

void TrainingWorld::changeAuthority() const {
    auto cleo = as("cleo");
    for (const service::PayeeRow& payee : need(service::listPayees(cleo))) {
        if (payee.iMayApprove)
            return need(service::approvePayee(cleo, payee.id, secretOf("cleo")));
    }
    std::abort();
}

base::Bytes TrainingWorld::registration() const {
    auto anna = as("anna");
    return need(service::exportRegistration(anna));
}

base::Bytes withoutApprovals(base::ByteSpan request) {
    psbt::Psbt carried = psbt::parsePsbt(request).value();
    std::erase_if(carried.proprietary, [](const auto& field) {
        return field.first.subtype == 2; // docs/formats/psbt-fields.md: approval
    });
    return psbt::serialize(carried);
}

} // namespace strongroom::test
