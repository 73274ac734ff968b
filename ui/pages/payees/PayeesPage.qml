pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// Payees under dual control: the list, and what is known of the chosen one.
ConsolePage {
    id: root

    required property PayeesViewModel viewModel
    property int row: -1
    property var chosen: ({})
    // The payee to show as soon as the list has it.
    property string wanted: ""

    function choose(index: int) {
        row = index;
        table.currentRow = index;
        chosen = viewModel.at(index);
    }
    // What is shown beside the list, and in a dialog about it, stays the same payee when the list changes.
    function follow() {
        const index = viewModel.rowOf(wanted !== "" ? wanted : row >= 0 ? chosen.payeeId : "");
        if (index >= 0)
            wanted = "";
        choose(index);
    }

    source: viewModel
    loaded: viewModel.loaded
    dialogOpen: addDialog.visible || approveDialog.visible || revokeDialog.visible
    title: qsTr("Payees")
    description: qsTr("Proposed by one person, approved by another. Money goes only to addresses that stand here.")
    scrolls: false

    actions: [
        Button {
            text: qsTr("Propose a payee…")
            iconName: "plus"
            kind: Button.Primary
            enabled: !root.viewModel.readOnly
            onClicked: addDialog.open()
        }
    ]

    Row {
        width: parent.width
        spacing: Spacing.l

        Table {
            id: table

            width: parent.width - (panel.visible ? panel.width + Spacing.l : 0)
            height: Math.min(implicitHeight, root.innerHeight)
            label: qsTr("Payees")
            rowHeight: Sizes.row + Spacing.l
            model: root.viewModel.rows
            loading: !root.viewModel.loaded
            marksCurrent: panel.visible
            emptyIcon: "payee"
            emptyTitle: qsTr("No payees yet")
            emptyText: qsTr("Propose the first one; someone else confirms the address and approves it.")
            onActivated: index => root.choose(index)

            TableColumn {
                title: qsTr("Payee")
                role: "name"
                delegate: Component {
                    NameCell {}
                }
            }
            TableColumn {
                title: qsTr("State")
                role: "sentence"
                stretch: 1.4
                delegate: Component {
                    StateCell {}
                }
            }
            TableColumn {
                title: qsTr("Proposed by")
                role: "addedBy"
                kind: TableColumn.Secondary
                width: panel.visible ? 110 : 160
            }
        }
        PayeeCard {
            id: panel

            width: Sizes.panel + Spacing.xxxl
            visible: root.row >= 0
            payee: root.chosen
            readOnly: root.viewModel.readOnly
            onClosed: root.choose(-1)
            onApproveRequested: approveDialog.open()
            onRevokeRequested: revokeDialog.open()
        }
    }

    AddPayeeDialog {
        id: addDialog

        viewModel: root.viewModel
    }
    ActDialog {
        id: approveDialog

        source: root.viewModel
        title: qsTr("Approve the payee %1?").arg(root.chosen.name ?? "")
        description: qsTr("Confirm the address with the payee yourself, over a way of your own.")
        confirmText: qsTr("Approve payee")
        dismissText: qsTr("Not now")
        onSubmitted: (words, passphrase) => root.viewModel.approve(root.chosen.payeeId, passphrase)

        AddressText {
            width: parent.width
            address: root.chosen.address ?? ""
            copyable: false
        }
    }
    ActDialog {
        id: revokeDialog

        source: root.viewModel
        title: qsTr("Revoke the payee %1?").arg(root.chosen.name ?? "")
        description: qsTr("Nothing can be paid to this address any more. Withdrawals to it that wait are void.")
        wordsLabel: qsTr("Why")
        confirmText: qsTr("Revoke")
        confirmKind: Button.Danger
        onSubmitted: (words, passphrase) => root.viewModel.revoke(root.chosen.payeeId, words, passphrase)
    }
    Connections {
        target: root.viewModel
        function onActed(sentence: string) {
            addDialog.close();
            approveDialog.close();
            revokeDialog.close();
            root.announced(sentence, Tone.Success);
        }
        function onChanged() {
            root.follow();
        }
    }
}
