pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Models
import Strongroom.Pages

// The pages of a treasury: where each is found and what it is given. Shows one at a time.
Loader {
    id: root

    required property Console program
    required property VaultRoom vaultRoom

    readonly property var pages: ({
            "overview": pageOf("overview/OverviewPage.qml", program.overview, "overview"),
            "approvals": pageOf("withdrawals/ApprovalsPage.qml", program.withdrawals, "approvals"),
            "deposits": pageOf("deposits/DepositsPage.qml", program.deposits, "deposits"),
            "withdrawals": pageOf("withdrawals/WithdrawalsPage.qml", program.withdrawals, "withdrawals"),
            "withdrawal": pageOf("withdrawals/WithdrawalPage.qml", program.withdrawal, "withdrawals"),
            "new-withdrawal": pageOf("withdrawals/NewWithdrawalPage.qml", program.newWithdrawal, "withdrawals"),
            "speed-up": pageOf("withdrawals/ReplacementPage.qml", program.replacement, "withdrawals"),
            "stop": pageOf("withdrawals/ReplacementPage.qml", program.replacement, "withdrawals"),
            "batch": pageOf("withdrawals/BatchPage.qml", program.batch, "withdrawals"),
            "consolidate": pageOf("vaults/SweepPage.qml", program.sweep, "vaults"),
            "pay-to-speed-up": pageOf("vaults/SweepPage.qml", program.sweep, "vaults"),
            "messages": pageOf("messages/MessagesPage.qml", program.messages, "messages"),
            "message": pageOf("messages/MessagePage.qml", program.message, "messages"),
            "new-message": pageOf("messages/NewMessagePage.qml", program.newMessage, "messages"),
            "verify-message": pageOf("messages/VerifyMessagePage.qml", program.messages, "messages"),
            "vaults": pageOf("vaults/VaultsPage.qml", program.vaults, "vaults"),
            "vault": pageOf("vaults/VaultPage.qml", program.vaults, "vaults"),
            "payees": pageOf("payees/PayeesPage.qml", program.payees, "payees"),
            "policy": pageOf("policy/PolicyPage.qml", program.policy, "policy"),
            "audit": pageOf("audit/AuditPage.qml", program.audit, "audit"),
            "people": pageOf("people/PeoplePage.qml", program.peoplePage, "people"),
            "settings": pageOf("settings/SettingsPage.qml", program.settings, "settings")
        })
    property string current: ""
    // The entry of the navigation under which the current page stands.
    readonly property string section: current !== "" ? pages[current].section : ""
    readonly property ConsolePage shown: item as ConsolePage

    signal announced(string text, int tone)

    function pageOf(file: string, viewModel: PageViewModel, section: string): var {
        return {
            url: Qt.resolvedUrl("../" + file),
            viewModel: viewModel,
            section: section
        };
    }
    // `subject` is the id of what the page is about, where it is about one thing.
    function open(key: string, subject: string) {
        if (key === "cold-leg") {
            vaultRoom.enter();
            return;
        }
        begin(key, subject);
        current = key;
        setSource(pages[key].url, propertiesOf(key, subject));
        forceActiveFocus();
    }
    // Tells the view model what its page will be about.
    function begin(key: string, subject: string) {
        switch (key) {
        case "withdrawal":
            program.withdrawal.show(subject);
            break;
        case "vault":
            program.vaults.choose(subject);
            program.recovery.choose(subject);
            break;
        case "new-withdrawal":
            program.newWithdrawal.start();
            break;
        case "speed-up":
            program.replacement.speedUp(subject);
            break;
        case "stop":
            program.replacement.stop(subject);
            break;
        case "batch":
            program.batch.start();
            break;
        case "message":
            program.message.show(subject);
            break;
        case "new-message":
            program.newMessage.start();
            break;
        case "verify-message":
            program.messages.forgetProof();
            break;
        case "consolidate":
            program.sweep.consolidate(subject);
            break;
        case "pay-to-speed-up":
            program.sweep.payFor(subject);
            break;
        }
    }
    function propertiesOf(key: string, subject: string): var {
        const properties = {
            viewModel: pages[key].viewModel,
            focus: true
        };
        switch (key) {
        case "payees":
        case "deposits":
            if (subject !== "")
                properties.wanted = subject;
            break;
        case "vault":
        case "vaults":
            properties.recovery = program.recovery;
            break;
        case "settings":
            properties.preferences = program.preferences;
            properties.shell = program.shell;
            properties.watcher = vaultRoom.stationCamera;
            break;
        case "approvals":
            properties.messages = program.messages;
            break;
        case "verify-message":
            if (subject !== "") {
                properties.wantedAddress = program.message.facts.address;
                properties.wantedWords = program.message.facts.text;
                properties.wantedSignature = program.message.facts.signature;
            }
            break;
        case "message":
        case "withdrawal":
            properties.watcher = vaultRoom.stationCamera;
            properties.camera = vaultRoom.officeCamera;
            break;
        }
        return properties;
    }

    Connections {
        target: root.shown
        function onPageRequested(key: string, subject: string) {
            root.open(key, subject);
        }
        function onAnnounced(text: string, tone: int) {
            root.announced(text, tone);
        }
    }
}
