pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// An opened treasury: the shell, what it says of the treasury, and the page that stands in it.
AppShell {
    id: root

    required property Console program

    readonly property ShellViewModel shell: program.shell

    // `subject` is the id of what the page is about, where it is about one thing.
    function open(key: string, subject: string) {
        pages.open(key, subject);
    }

    objectName: "treasury"
    treasuryName: program.treasuryName
    training: program.training
    currentKey: pages.section
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
    onFreezeRequested: freezeDialogs.freeze()
    onUnfreezeRequested: freezeDialogs.unfreeze()

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
            count: root.program.withdrawals.inboxCount + root.program.messages.inboxCount
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
            key: "messages"
            title: qsTr("Messages")
            iconName: "edit"
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

    TreasuryPages {
        id: pages

        anchors.fill: parent
        focus: true
        program: root.program
        vaultRoom: vaultRoom
        onAnnounced: (text, tone) => root.notify(text, tone)
    }
    VaultRoom {
        id: vaultRoom

        training: root.program.coldTraining
    }
    FreezeDialogs {
        id: freezeDialogs

        shell: root.shell
    }
    Connections {
        target: root.shell
        function onActed(sentence: string) {
            freezeDialogs.close();
            root.notify(sentence, Tone.Success);
        }
        // Disarming and locking have no dialog that could say why they were refused.
        function onRefused(sentence: string) {
            if (Modality.open === 0)
                root.notify(sentence, Tone.Danger);
        }
    }

    Component.onCompleted: {
        shell.refresh();
        program.withdrawals.refresh();
        program.messages.refresh();
        open("overview", "");
    }
}
