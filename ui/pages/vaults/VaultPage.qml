pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// One vault: who holds which keys, its addresses, its coins.
ConsolePage {
    id: root

    required property VaultsViewModel viewModel
    required property RecoveryViewModel recovery
    readonly property var vault: viewModel.vault
    readonly property var secondPath: recovery.recovery
    readonly property bool hasRecovery: (secondPath.sentence ?? "") !== ""
    property var coin: ({})

    function chooseCoin(row: int) {
        coin = viewModel.coinAt(row);
        if (viewModel.readOnly)
            return;
        if (coin.held)
            releaseDialog.open();
        else if (coin.height === null || coin.height === undefined)
            waitingDialog.open();
        else
            holdDialog.open();
    }

    source: viewModel
    loaded: viewModel.loaded
    dialogOpen: holdDialog.visible || waitingDialog.visible || releaseDialog.visible || approveDialog.visible || recoveryDialogs.shown
    title: vault.name ?? qsTr("Vault")
    description: vault.sentence ?? ""

    actions: [
        Button {
            kind: Button.Quiet
            iconName: "arrow-left"
            text: qsTr("All vaults")
            onClicked: root.pageRequested("vaults", "")
        },
        Button {
            visible: root.viewModel.loaded && !(root.vault.proposed ?? false)
            enabled: !root.viewModel.readOnly
            text: qsTr("Consolidate…")
            onClicked: root.pageRequested("consolidate", root.vault.vaultId)
        },
        Button {
            visible: root.vault.mayApprove ?? false
            kind: Button.Primary
            iconName: "check"
            enabled: !root.viewModel.readOnly
            text: qsTr("Approve the vault…")
            onClicked: approveDialog.open()
        }
    ]

    VaultSummary {
        width: parent.width
        visible: root.viewModel.loaded
        vault: root.vault
    }
    RecoveryCard {
        width: parent.width
        visible: root.viewModel.loaded && root.hasRecovery
        recovery: root.recovery.recovery
        readOnly: root.viewModel.readOnly
        onRefreshRequested: recoveryDialogs.refresh()
        onRecoverRequested: recoveryDialogs.recover()
    }
    Tabs {
        id: tabs

        objectName: "views"

        readonly property list<string> views: [qsTr("Coins"), qsTr("Receiving addresses"), qsTr("Change addresses"), qsTr("Descriptor")]

        width: parent.width
        visible: root.viewModel.loaded
        options: root.hasRecovery ? [...views, qsTr("Recovery")] : views
        onActivated: index => {
            if (index === 1 || index === 2)
                root.viewModel.branch = index - 1;
        }
    }
    CoinTable {
        width: parent.width
        visible: tabs.currentIndex === 0
        model: root.viewModel.coins
        onActivated: row => root.chooseCoin(row)
    }
    AddressTable {
        width: parent.width
        visible: tabs.currentIndex === 1 || tabs.currentIndex === 2
        model: root.viewModel.addresses
    }
    Button {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: tabs.currentIndex === 1 || tabs.currentIndex === 2
        kind: Button.Quiet
        text: qsTr("Show more addresses")
        onClicked: root.viewModel.loadMoreAddresses()
    }
    Card {
        width: parent.width
        visible: tabs.currentIndex === 3
        title: qsTr("Descriptor")
        description: qsTr("Public: it shows every address, and moves nothing.")
        actions: [
            Button {
                small: true
                iconName: "copy"
                text: qsTr("Copy")
                onClicked: Clipboard.copy(root.vault.descriptor ?? "")
            }
        ]

        Mono {
            width: parent.width
            wrapMode: Text.WrapAnywhere
            text: root.vault.descriptor ?? ""
        }
    }

    RecoveryTable {
        width: parent.width
        visible: tabs.currentIndex === 4 && root.hasRecovery
        model: root.recovery.coins
    }

    RecoveryDialogs {
        id: recoveryDialogs

        viewModel: root.recovery
        vaults: root.viewModel.rows
    }
    ActDialog {
        id: holdDialog

        source: root.viewModel
        title: qsTr("Put this coin on hold?")
        description: qsTr("%1 BTC. It is not spent until someone releases it.").arg(AmountFormat.bitcoin(root.coin.amount))
        wordsLabel: qsTr("Why")
        confirmText: qsTr("Hold")
        onSubmitted: (words, passphrase) => root.viewModel.holdCoin(root.coin.outpoint, words, passphrase)
    }
    Dialog {
        id: waitingDialog

        title: qsTr("%1 BTC wait for a block").arg(AmountFormat.bitcoin(root.coin.amount))
        description: qsTr("When it waits too long and cannot be replaced, a payment of its own coin to this vault can carry the fee for both.")
        confirmText: qsTr("Pay to speed up…")
        dismissText: qsTr("Leave it")
        onConfirmed: {
            close();
            root.pageRequested("pay-to-speed-up", root.coin.outpoint);
        }

        Mono {
            width: parent.width
            wrapMode: Text.WrapAnywhere
            text: root.coin.outpoint ?? ""
        }
        Button {
            small: true
            text: qsTr("Put it on hold…")
            onClicked: {
                waitingDialog.close();
                holdDialog.open();
            }
        }
    }
    ActDialog {
        id: releaseDialog

        source: root.viewModel
        title: qsTr("Release this coin?")
        description: qsTr("On hold because: %1").arg(root.coin.holdReason ?? "")
        confirmText: qsTr("Release")
        onSubmitted: (words, passphrase) => root.viewModel.releaseCoin(root.coin.outpoint, passphrase)
    }
    ActDialog {
        id: approveDialog

        source: root.viewModel
        title: qsTr("Approve this vault?")
        description: qsTr("Compare the digest with the key holders first.")
        confirmText: qsTr("Approve vault")
        dismissText: qsTr("Not now")
        onSubmitted: (words, passphrase) => root.viewModel.approveVault(passphrase)

        Body {
            width: parent.width
            visible: text !== ""
            text: root.vault.recoverySentence ?? ""
        }
        HashText {
            width: parent.width
            hash: root.vault.descriptorDigest ?? ""
            label: qsTr("Digest to compare")
            copyable: false
        }
    }
    Connections {
        target: root.recovery
        function onProposed(withdrawalId: string) {
            root.pageRequested("withdrawal", withdrawalId);
        }
    }
    Connections {
        target: root.viewModel
        function onActed(sentence: string) {
            holdDialog.close();
            releaseDialog.close();
            approveDialog.close();
            root.announced(sentence, Tone.Success);
        }
    }
}
