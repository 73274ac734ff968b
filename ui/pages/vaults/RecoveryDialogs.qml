pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// The two acts on a recovery vault: refresh its coins, or recover them into another vault.
Item {
    id: root

    required property RecoveryViewModel viewModel
    // Of the vaults: roles vaultId and name.
    required property var vaults
    readonly property bool shown: refreshDialog.visible || recoverDialog.visible

    function refresh() {
        refreshDialog.open();
    }
    function recover() {
        recoverDialog.open();
    }

    ActDialog {
        id: refreshDialog

        source: root.viewModel
        title: qsTr("Refresh the vault?")
        description: qsTr("Proposes to pay the coins that are near their opening back to this vault, by its primary keys. Others approve it as any withdrawal; only the fee leaves.")
        confirmText: qsTr("Propose")
        onSubmitted: (words, passphrase) => root.viewModel.refreshVault(passphrase)
    }
    ActDialog {
        id: recoverDialog

        source: root.viewModel
        title: qsTr("Recover this vault?")
        description: qsTr("Proposes to pay all coins whose recovery path is open to another vault. The stations of the recovery keys sign it, after the same approvals as any withdrawal.")
        confirmText: qsTr("Propose")
        onSubmitted: (words, passphrase) => root.viewModel.recoverVault(target.currentValue ?? "", passphrase)

        ComboBox {
            id: target

            width: parent.width
            label: qsTr("To")
            placeholderText: qsTr("Choose a vault")
            model: root.vaults
            textRole: "name"
            valueRole: "vaultId"
        }
    }
    Connections {
        target: root.viewModel
        function onProposed(withdrawalId: string) {
            refreshDialog.close();
            recoverDialog.close();
        }
    }
}
