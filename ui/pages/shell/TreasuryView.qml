pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages
import Strongroom.Qr

// An opened treasury: the shell, and the page that stands in it.
AppShell {
    id: root

    required property Console program

    readonly property ShellViewModel shell: program.shell
    readonly property var files: ({
            "overview": "../overview/OverviewPage.qml",
            "approvals": "../withdrawals/ApprovalsPage.qml",
            "deposits": "../deposits/DepositsPage.qml",
            "withdrawals": "../withdrawals/WithdrawalsPage.qml",
            "withdrawal": "../withdrawals/WithdrawalPage.qml",
            "new-withdrawal": "../withdrawals/NewWithdrawalPage.qml",
            "speed-up": "../withdrawals/ReplacementPage.qml",
            "stop": "../withdrawals/ReplacementPage.qml",
            "batch": "../withdrawals/BatchPage.qml",
            "consolidate": "../vaults/SweepPage.qml",
            "pay-to-speed-up": "../vaults/SweepPage.qml",
            "vaults": "../vaults/VaultsPage.qml",
            "vault": "../vaults/VaultPage.qml",
            "payees": "../payees/PayeesPage.qml",
            "policy": "../policy/PolicyPage.qml",
            "audit": "../audit/AuditPage.qml",
            "people": "../people/PeoplePage.qml",
            "settings": "../settings/SettingsPage.qml"
        })
    property string page: ""

    function viewModelOf(key: string): PageViewModel {
        switch (key) {
        case "approvals":
        case "withdrawals":
            return program.withdrawals;
        case "withdrawal":
            return program.withdrawal;
        case "new-withdrawal":
            return program.newWithdrawal;
        case "speed-up":
        case "stop":
            return program.replacement;
        case "batch":
            return program.batch;
        case "consolidate":
        case "pay-to-speed-up":
            return program.sweep;
        case "deposits":
            return program.deposits;
        case "vaults":
        case "vault":
            return program.vaults;
        case "payees":
            return program.payees;
        case "policy":
            return program.policy;
        case "audit":
            return program.audit;
        case "people":
            return program.peoplePage;
        case "settings":
            return program.settings;
        }
        return program.overview;
    }
    function chooseVault(vaultId: string) {
        program.vaults.choose(vaultId);
        program.recovery.choose(vaultId);
    }
    // The entry of the navigation under which a page stands.
    function sectionOf(key: string): string {
        switch (key) {
        case "withdrawal":
        case "new-withdrawal":
        case "speed-up":
        case "stop":
        case "batch":
            return "withdrawals";
        case "vault":
        case "consolidate":
        case "pay-to-speed-up":
            return "vaults";
        }
        return key;
    }
    // `subject` is the id of what the page is about, where it is about one thing.
    function open(key: string, subject: string) {
        if (key === "cold-leg") {
            vaultRoom.enter();
            return;
        }
        if (key === "withdrawal")
            program.withdrawal.show(subject);
        else if (key === "vault")
            chooseVault(subject);
        else if (key === "new-withdrawal")
            program.newWithdrawal.start();
        else if (key === "speed-up")
            program.replacement.speedUp(subject);
        else if (key === "stop")
            program.replacement.stop(subject);
        else if (key === "batch")
            program.batch.start();
        else if (key === "consolidate")
            program.sweep.consolidate(subject);
        else if (key === "pay-to-speed-up")
            program.sweep.payFor(subject);
        page = key;
        const properties = {
            viewModel: viewModelOf(key),
            focus: true
        };
        if (subject !== "" && (key === "payees" || key === "deposits"))
            properties.wanted = subject;
        if (key === "vault" || key === "vaults")
            properties.recovery = program.recovery;
        if (key === "settings") {
            properties.preferences = program.preferences;
            properties.shell = program.shell;
        }
        if (program.coldTraining !== null && (key === "withdrawal" || key === "settings"))
            properties.watcher = stationCamera;
        if (program.coldTraining !== null && key === "withdrawal")
            properties.camera = officeCamera;
        loader.setSource(Qt.resolvedUrl(files[key]), properties);
        loader.forceActiveFocus();
    }

    objectName: "treasury"
    treasuryName: program.treasuryName
    training: program.training
    currentKey: sectionOf(page)
    chainText: {
        if (program.chain.failure.present)
            return qsTr("The node could not be asked");
        if (shell.height === null || shell.height === undefined)
            return shell.loaded ? qsTr("No block seen yet") : "";
        return qsTr("Block %1, %2").arg(Number(shell.height).toLocaleString(Qt.locale(), "f", 0)).arg(TimeFormat.relative(shell.blockTime, DisplayClock.now));
    }
    chainStale: program.chain.failure.present
    personName: shell.personName
    personRole: shell.personRole
    armedText: shell.hotSigner.phase === "armed" ? qsTr("Armed by %1 until %2").arg(shell.hotSigner.armedBy).arg(Qt.formatTime(new Date(Number(shell.hotSigner.armedUntil) * 1000), "HH:mm")) : ""
    frozen: shell.freezeState.frozen
    frozenText: shell.freezeState.frozen ? qsTr("Nothing is signed: frozen by %1, “%2”. %3").arg(shell.freezeState.by).arg(shell.freezeState.reason).arg(shell.freezeState.unfreezeSentence) : ""
    onPageSelected: key => root.open(key, "")
    onSwitchPersonRequested: root.program.lock()
    onLockRequested: root.program.lock()
    onDisarmRequested: root.shell.disarm()
    onFreezeRequested: freezeDialog.open()
    onUnfreezeRequested: unfreezeDialog.open()

    navigation: [
        NavigationItem {
            key: "overview"
            title: qsTr("Overview")
            iconName: "overview"
        },
        NavigationItem {
            key: "approvals"
            title: qsTr("Approvals")
            iconName: "approvals"
            count: root.program.withdrawals.inboxCount
        },
        NavigationItem {
            key: "deposits"
            title: qsTr("Deposits")
            iconName: "deposit"
            section: qsTr("Money")
        },
        NavigationItem {
            key: "withdrawals"
            title: qsTr("Withdrawals")
            iconName: "withdrawal"
        },
        NavigationItem {
            key: "vaults"
            title: qsTr("Vaults")
            iconName: "vault"
        },
        NavigationItem {
            key: "payees"
            title: qsTr("Payees")
            iconName: "payee"
        },
        NavigationItem {
            key: "policy"
            title: qsTr("Policy")
            iconName: "policy"
            section: qsTr("Control")
        },
        NavigationItem {
            key: "audit"
            title: qsTr("Audit")
            iconName: "audit"
        },
        NavigationItem {
            key: "people"
            title: qsTr("People")
            iconName: "people"
        },
        NavigationItem {
            key: "settings"
            title: qsTr("Settings")
            iconName: "settings"
        }
    ]

    Loader {
        id: loader

        readonly property ConsolePage shown: item as ConsolePage

        anchors.fill: parent
        focus: true
    }
    // Each sees the screen of the other side.
    VirtualCamera {
        id: officeCamera
    }
    VirtualCamera {
        id: stationCamera
    }
    Loader {
        id: vaultRoom

        readonly property TrainingStationWindow shown: item as TrainingStationWindow

        function enter() {
            if (shown === null)
                setSource(Qt.resolvedUrl("../training/TrainingStationWindow.qml"), {
                    training: root.program.coldTraining,
                    camera: stationCamera,
                    watcher: officeCamera
                });
            shown.standBeside(root.Window.window);
        }

        active: root.program.coldTraining !== null
    }
    Connections {
        target: loader.shown
        function onPageRequested(key: string, subject: string) {
            root.open(key, subject);
        }
        function onAnnounced(text: string, tone: int) {
            root.notify(text, tone);
        }
    }
    Connections {
        target: root.shell
        function onActed(sentence: string) {
            freezeDialog.close();
            unfreezeDialog.close();
            root.notify(sentence, Tone.Success);
        }
        // Disarming and locking have no dialog that could say why they were refused.
        function onRefused(sentence: string) {
            if (Modality.open === 0)
                root.notify(sentence, Tone.Danger);
        }
    }
    ActDialog {
        id: freezeDialog

        source: root.shell
        title: qsTr("Freeze the treasury?")
        description: qsTr("No station and no hot signer that learns of it signs anything until others agree to unfreeze. You alone can freeze; you cannot unfreeze alone.")
        wordsLabel: qsTr("Why")
        wordsPlaceholder: qsTr("Everyone reads this")
        confirmText: qsTr("Freeze")
        confirmKind: Button.Danger
        onSubmitted: (words, passphrase) => root.shell.freeze(words, passphrase)
    }
    ActDialog {
        id: unfreezeDialog

        source: root.shell
        title: qsTr("Agree to unfreeze?")
        description: root.shell.freezeState.unfreezeSentence
        confirmText: qsTr("Agree to unfreeze")
        onSubmitted: (words, passphrase) => root.shell.unfreeze(passphrase)
    }

    Component.onCompleted: {
        shell.refresh();
        program.withdrawals.refresh();
        open("overview", "");
    }
}
