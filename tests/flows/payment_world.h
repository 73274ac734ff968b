// A training treasury on a real regtest node, for flows of payments: real keys, signer process, journal,
// database, node. Only the choice of weak key derivation is a training treasury's.
#pragma once

#include "bitcoin/address.h"
#include "fakes/console_world.h"
#include "service/advance_withdrawal.h"
#include "service/approve_withdrawal.h"
#include "service/follow_chain.h"
#include "service/payees.h"
#include "service/propose_withdrawal.h"
#include "service/signer_control.h"
#include "service/workspace_state.h"
#include "support/node.h"
#include "support/secret_text.h"

#include <doctest/doctest.h>

#include <string>

namespace strongroom::test {

/// One node for all tests of a program.
inline Node& flowNode() {
    static Node s_node;
    return s_node;
}

template <typename T>
std::string codeOf(const service::Outcome<T>& outcome) {
    return outcome ? std::string("done") : outcome.error().code;
}

/// The value, or a failed test that says the code.
template <typename T>
T need(service::Outcome<T> outcome) {
    const std::string why = outcome ? "" : outcome.error().code + ": " + outcome.error().message;
    REQUIRE_MESSAGE(outcome.has_value(), why);
    if constexpr (!std::is_void_v<T>)
        return std::move(outcome).value();
}

class PaymentWorld {
public:
    PaymentWorld() : m_ports(m_console.ports()) {
        m_ports.client = service::Client::tool;
        m_ports.openTrainingChain =
            [](const std::string&) -> service::Outcome<std::unique_ptr<chain::Backend>> {
            return std::unique_ptr<chain::Backend>(flowNode().backend());
        };
    }

    [[nodiscard]] ConsoleWorld& console() { return m_console; }
    [[nodiscard]] const service::Ports& ports() const { return m_ports; }
    [[nodiscard]] static service::SecretText secret(const std::string& person) {
        return ConsoleWorld::secretOf(person);
    }

    [[nodiscard]] service::Workspace open(const std::string& person) {
        return need(service::openWorkspace(m_ports, m_console.folder(), person, secret(person)));
    }

    [[nodiscard]] std::string hotVault(service::Workspace& workspace) {
        return service::hexOf(need(service::registryOf(workspace.state()))->vaults().front().id);
    }

    /// A deposit that is buried under one block.
    void fund(service::Workspace& workspace, std::int64_t satoshi, std::uint32_t index = 0) {
        const auto registry = need(service::registryOf(workspace.state()));
        const vault::Vault& vault = registry->vaults().front();
        const auto script = vault.descriptor.derive(vault::RECEIVE_BRANCH, index).value();
        const auto address = bitcoin::encodeAddress(script.scriptPubKey, vault.network).value();
        flowNode().fund(address, base::Amount::fromSatoshi(satoshi).value());
        flowNode().mine(1);
        need(service::followChain(workspace));
    }

    /// Entered by anna, confirmed by ben.
    [[nodiscard]] std::string payee(const std::string& name) {
        service::Workspace anna = open("anna");
        const std::string id = need(service::addPayee(
            anna, {name, flowNode().newAddress(), "called back on the number in the contract"},
            secret("anna")));
        service::Workspace ben = open("ben");
        need(service::approvePayee(ben, id, secret("ben")));
        return id;
    }

    [[nodiscard]] service::WithdrawalDraft draft(service::Workspace& workspace, const std::string& payee,
                                                 std::int64_t satoshi, const std::string& reference) {
        service::WithdrawalDraft draft;
        draft.vaultId = hotVault(workspace);
        draft.payeeId = payee;
        draft.amountSatoshi = satoshi;
        draft.feeRateSatPerKvb = 5'000;
        draft.purpose = "Hosting in October";
        draft.reference = reference;
        return draft;
    }

    void arm(service::Workspace& workspace) {
        CHECK(need(service::arm(workspace, "anna", secret("anna"))).phase == service::SignerPhase::open);
        CHECK(need(service::arm(workspace, "ben", secret("ben"))).phase == service::SignerPhase::armed);
    }

    [[nodiscard]] std::string approve(const std::string& person, const std::string& id) {
        service::Workspace workspace = open(person);
        const std::string digest = need(service::showWithdrawal(workspace, id)).intentDigest;
        return codeOf(service::approveWithdrawal(workspace, {id, digest, ""}, secret(person)));
    }

    [[nodiscard]] service::WithdrawalPhase phase(service::Workspace& workspace, const std::string& id) {
        return need(service::showWithdrawal(workspace, id)).row.phase;
    }

private:
    ConsoleWorld m_console;
    service::Ports m_ports;
};

} // namespace strongroom::test
