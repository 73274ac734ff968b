#include "service/training.h"

#include "bitcoin/address.h"
#include "bitcoin/script.h"
#include "chain/training_chain.h"
#include "crypto/hash.h"
#include "service/advance_withdrawal.h"
#include "service/approve_withdrawal.h"
#include "service/backup.h"
#include "service/deposits.h"
#include "service/follow_chain.h"
#include "service/found_treasury.h"
#include "service/payees.h"
#include "service/propose_withdrawal.h"
#include "service/signer_control.h"
#include "service/station.h"
#include "service/training_cast.h"
#include "service/vaults.h"
#include "service/workspace_files.h"

#include <array>

namespace strongroom::service {

namespace {

constexpr std::int64_t DAY = 86'400;
constexpr std::int64_t HISTORY_DAYS = 90;
constexpr std::string_view NETWORK = "regtest";
/// One officer from 0.05 BTC, two from 1 BTC, five a day; the hot tier holds enough to try all of them.
constexpr StarterLimits TRAINING_LIMITS{.hotCap = 1'500'000'000};

SecretText secretOf(std::string_view text) {
    auto secret = SecretText::fromUtf8(base::asBytes(text));
    STRONGROOM_CHECK(secret.has_value()); // a constant of this program
    return std::move(*secret);
}

const TrainingPerson& personNamed(std::string_view id) {
    for (const TrainingPerson& person : TRAINING_PEOPLE) {
        if (person.id == id)
            return person;
    }
    base::checkFailed("a person of the training treasury");
}

enum class PaidInto : std::uint8_t { hot, cold };

/// Who paid the treasury in the last ninety days, always to one address.
struct StandingPayer {
    PaidInto vault;
    const char* name;
    const char* purpose;
    std::int64_t everyDays;
    std::int64_t firstDay;
    std::int64_t satoshi;
    std::int64_t moreEachDay;
};
constexpr std::array STANDING_PAYERS{
    StandingPayer{PaidInto::hot, "Halden Energy", "Weekly settlement", 7, 2, 31'000'000, 214'700},
    StandingPayer{PaidInto::hot, "Northwind Trading", "Invoices", 5, 1, 18'500'000, 96'310},
    StandingPayer{PaidInto::hot, "Baltic Freight", "Storage and handling", 9, 4, 27'250'000, 55'025},
    StandingPayer{PaidInto::cold, "Aurora Mining Pool", "Payouts", 6, 3, 612'500'000, 1'337'000},
};

/// A payee's address: a key that nobody holds, made from the payee's name.
std::string payeeAddress(std::string_view name) {
    const crypto::Hash160 program = crypto::hash160(base::asBytes(name));
    const auto address =
        bitcoin::encodeAddress(bitcoin::witnessProgramScript(0, program.span()), bitcoin::Network::regtest);
    STRONGROOM_CHECK(address.has_value());
    return *address;
}

/// Builds the exercise step by step through the same use cases that people press buttons for.
class Builder {
public:
    Builder(const Ports& ports, std::string folder) : m_ports(ports), m_folder(std::move(folder)) {}

    Outcome<WorkspaceCard> build() {
        STRONGROOM_TRY(found());
        STRONGROOM_TRY(makeColdVault());
        STRONGROOM_TRY(findHotVault());
        STRONGROOM_TRY(fillHistory());
        STRONGROOM_TRY(registerPayees());
        STRONGROOM_TRY(provisionStations());
        STRONGROOM_TRY(paySmallBills());
        STRONGROOM_TRY(leaveWork());
        STRONGROOM_TRY(approveCold());
        STRONGROOM_TRY(expectDeposits());
        return m_card;
    }

private:
    Outcome<Workspace> as(std::string_view person) {
        return openWorkspace(m_ports, m_folder, std::string(person),
                             secretOf(personNamed(person).passphrase));
    }

    static SecretText passphraseOf(std::string_view person) {
        return secretOf(personNamed(person).passphrase);
    }

    Outcome<void> found() {
        FoundingPlan plan;
        plan.treasuryName = "Aldgate Treasury";
        plan.network = NETWORK;
        plan.training = true;
        plan.chainStart = m_ports.clock->now() - base::Seconds{HISTORY_DAYS * DAY};
        STRONGROOM_ASSIGN(const auto session, beginFounding(m_ports, m_folder, plan));
        for (const TrainingPerson& person : TRAINING_PEOPLE) {
            Enrolment enrolment{std::string(person.id), std::string(person.name), {}};
            for (const std::string_view role : person.roles) {
                if (!role.empty())
                    enrolment.roles.emplace_back(role);
            }
            STRONGROOM_TRY(session->enrol(enrolment, secretOf(person.passphrase)));
        }
        STRONGROOM_ASSIGN(m_card, session->complete(TRAINING_LIMITS));
        return {};
    }

    /// Three stations with a key each, two of which sign.
    Outcome<void> makeColdVault() {
        std::string keys;
        VaultDraft draft{"Cold reserve", "cold", {}, {}};
        for (const char letter : TRAINING_STATIONS) {
            const StationSetup setup{trainingStationFolder(m_folder, letter), trainingStationName(letter),
                                     std::string(NETWORK), true};
            STRONGROOM_ASSIGN(const StationCard station,
                              createStation(m_ports, setup, StationKeyOrigin::created, SecretText(),
                                            secretOf(TRAINING_STATION_PASSPHRASE)));
            keys += "," + station.xpub + "/<0;1>/*";
            draft.holders.push_back(
                {trainingStationName(letter), station.fingerprint, station.path, station.xpub});
        }
        draft.descriptor = "wsh(sortedmulti(2" + keys + "))";
        {
            STRONGROOM_ASSIGN(Workspace anna, as("anna"));
            STRONGROOM_ASSIGN(m_cold, addVault(anna, draft, passphraseOf("anna")));
        }
        STRONGROOM_ASSIGN(Workspace ben, as("ben"));
        return approveVault(ben, m_cold, passphraseOf("ben"));
    }

    /// They know the treasury from here on: its people, its policy, the cold vault.
    Outcome<void> provisionStations() {
        STRONGROOM_ASSIGN(Workspace anna, as("anna"));
        STRONGROOM_ASSIGN(const base::Bytes bundle, exportRegistration(anna));
        for (const char letter : TRAINING_STATIONS)
            STRONGROOM_TRY(provisionStation(m_ports, trainingStationFolder(m_folder, letter), bundle,
                                            m_card.treasuryId, secretOf(TRAINING_STATION_PASSPHRASE)));
        return {};
    }

    Outcome<void> findHotVault() {
        STRONGROOM_ASSIGN(Workspace anna, as("anna"));
        STRONGROOM_ASSIGN(const auto vaults, listVaults(anna));
        for (const VaultDetail& vault : vaults) {
            if (vault.tier == "hot")
                m_hot = vault.id;
        }
        return {};
    }

    /// Ninety days in which coins came in, two blocks a day.
    Outcome<void> fillHistory() {
        STRONGROOM_ASSIGN(Workspace anna, as("anna"));
        std::vector<std::string> addresses;
        for (const StandingPayer& payer : STANDING_PAYERS) {
            const std::string& vault = payer.vault == PaidInto::hot ? m_hot : m_cold;
            STRONGROOM_ASSIGN(const DepositRow deposit,
                              issueDeposit(anna, {vault, payer.name, payer.purpose, {}, {}}));
            addresses.push_back(deposit.address);
        }
        STRONGROOM_ASSIGN(const auto chain,
                          chain::TrainingChain::open(*m_ports.files, trainingChainPath(m_folder)));
        STRONGROOM_ASSIGN(const chain::Tip first, chain->tip());
        STRONGROOM_ASSIGN(auto session, chain->write());
        for (std::int64_t day = 0; day < HISTORY_DAYS; ++day) {
            for (std::size_t i = 0; i < STANDING_PAYERS.size(); ++i) {
                const StandingPayer& payer = STANDING_PAYERS[i];
                if (day % payer.everyDays == payer.firstDay)
                    STRONGROOM_TRY(pay(session, addresses[i], payer.satoshi + day * payer.moreEachDay));
            }
            const base::UnixTime morning = first.time + base::Seconds{day * DAY};
            STRONGROOM_TRY(session.mine(morning + base::Seconds{DAY / 3}));
            STRONGROOM_TRY(session.mine(morning + base::Seconds{DAY / 2}));
        }
        STRONGROOM_TRY(session.commit());
        return followed(anna);
    }

    static Outcome<void> pay(chain::TrainingChain::Session& session, const std::string& address,
                             std::int64_t satoshi) {
        const auto decoded = bitcoin::decodeAddress(address, bitcoin::Network::regtest);
        const auto amount = base::Amount::fromSatoshi(satoshi);
        STRONGROOM_CHECK(decoded.has_value() && amount.has_value());
        STRONGROOM_TRY(session.fund(decoded->script, *amount));
        return {};
    }

    Outcome<void> expectDeposits() {
        STRONGROOM_ASSIGN(Workspace anna, as("anna"));
        const base::UnixTime now = m_ports.clock->now();
        STRONGROOM_ASSIGN(const DepositRow arrived,
                          issueDeposit(anna, {m_hot, "Northwind Trading", "Invoice 2041", 45'000'000, {}}));
        STRONGROOM_TRY(trainingFund(anna, arrived.address, 45'000'000));
        STRONGROOM_TRY(trainingMine(anna, 3));
        STRONGROOM_ASSIGN(const DepositRow seen,
                          issueDeposit(anna, {m_hot, "Baltic Freight", "Invoice 2044", 12'500'000, {}}));
        STRONGROOM_TRY(trainingFund(anna, seen.address, 12'500'000));
        STRONGROOM_TRY(issueDeposit(anna, {m_cold, "Aurora Mining Pool", "Settlement of the week",
                                           310'000'000, now + base::Seconds{2 * DAY}}));
        STRONGROOM_TRY(issueDeposit(
            anna, {m_hot, "Halden Energy", "Invoice 2037", 8'200'000, now - base::Seconds{3 * 3'600}}));
        return followed(anna);
    }

    static Outcome<void> followed(Workspace& workspace) {
        STRONGROOM_TRY(followChain(workspace));
        return {};
    }

    Outcome<void> registerPayees() {
        static constexpr std::array NAMES{"Aldgate Mining Ltd", "Kestrel Hosting", "Morrow & Hale LLP",
                                          "Payroll account", "Exchange settlement"};
        for (const char* name : NAMES) {
            std::string id;
            {
                STRONGROOM_ASSIGN(Workspace anna, as("anna"));
                STRONGROOM_ASSIGN(
                    id,
                    addPayee(anna, {name, payeeAddress(name), "Called back on the number in the contract."},
                             passphraseOf("anna")));
            }
            STRONGROOM_ASSIGN(Workspace cleo, as("cleo"));
            STRONGROOM_TRY(approvePayee(cleo, id, passphraseOf("cleo")));
            m_payees.push_back(std::move(id));
        }
        // One waits for its second officer.
        STRONGROOM_ASSIGN(Workspace ben, as("ben"));
        STRONGROOM_TRY(addPayee(ben,
                                {"Stonebridge Insurance", payeeAddress("Stonebridge Insurance"),
                                 "Letter of 12 March, called back."},
                                passphraseOf("ben")));
        return {};
    }

    Outcome<std::string> propose(Workspace& workspace, std::string_view person, const std::string& vault,
                                 std::size_t payee, std::int64_t satoshi, std::string purpose,
                                 std::string reference) {
        WithdrawalDraft draft;
        draft.vaultId = vault;
        draft.payeeId = m_payees[payee];
        draft.amountSatoshi = satoshi;
        draft.purpose = std::move(purpose);
        draft.reference = std::move(reference);
        return proposeWithdrawal(workspace, draft, passphraseOf(person));
    }

    Outcome<void> approve(std::string_view person, const std::string& withdrawal) {
        STRONGROOM_ASSIGN(Workspace workspace, as(person));
        STRONGROOM_ASSIGN(const WithdrawalDetail detail, showWithdrawal(workspace, withdrawal));
        STRONGROOM_TRY(
            approveWithdrawal(workspace, {withdrawal, detail.intentDigest, {}}, passphraseOf(person)));
        return {};
    }

    /// Small payments, signed at once under the policy and confirmed.
    Outcome<void> paySmallBills() {
        STRONGROOM_ASSIGN(Workspace anna, as("anna"));
        STRONGROOM_TRY(arm(anna, "anna", passphraseOf("anna")));
        STRONGROOM_TRY(arm(anna, "ben", passphraseOf("ben")));
        STRONGROOM_TRY(propose(anna, "anna", m_hot, 1, 2'150'000, "Servers", "KH-1183"));
        STRONGROOM_TRY(advanceAll(anna));
        STRONGROOM_TRY(propose(anna, "anna", m_hot, 2, 3'400'000, "Retainer", "MH-0092"));
        STRONGROOM_TRY(advanceAll(anna));
        STRONGROOM_TRY(trainingMine(anna, 2));
        STRONGROOM_TRY(followed(anna));
        STRONGROOM_TRY(advanceAll(anna));
        return {};
    }

    /// One payment to approve, and one that the limits hold.
    Outcome<void> leaveWork() {
        {
            STRONGROOM_ASSIGN(Workspace anna, as("anna"));
            STRONGROOM_TRY(propose(anna, "anna", m_hot, 0, 42'000'000, "Hash rate", "AM-2291"));
        }
        STRONGROOM_ASSIGN(Workspace ben, as("ben"));
        STRONGROOM_TRY(propose(ben, "ben", m_hot, 4, 520'000'000, "Exchange float", "EX-0417"));
        return {};
    }

    /// One payment that is approved and waits for the stations.
    Outcome<void> approveCold() {
        std::string withdrawal;
        {
            STRONGROOM_ASSIGN(Workspace ben, as("ben"));
            STRONGROOM_ASSIGN(withdrawal, propose(ben, "ben", m_cold, 3, 1'250'000'000,
                                                  "Payroll reserve of the quarter", "PR-Q2"));
        }
        // Not Anna: whoever brought a payee in does not approve its first payment.
        for (const std::string_view person : {"cleo", "dan", "faye"})
            STRONGROOM_TRY(approve(person, withdrawal));
        STRONGROOM_ASSIGN(Workspace anna, as("anna"));
        STRONGROOM_TRY(advanceAll(anna));
        return {};
    }

    const Ports& m_ports;
    std::string m_folder;
    WorkspaceCard m_card;
    std::string m_hot;
    std::string m_cold;
    std::vector<std::string> m_payees;
};

} // namespace

Outcome<WorkspaceCard> createTraining(const Ports& ports, const std::string& folder) {
    return Builder(ports, folder).build();
}

} // namespace strongroom::service
