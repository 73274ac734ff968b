pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// Deposits: addresses issued to named payers, and what came.
ConsolePage {
    id: root

    required property DepositsViewModel viewModel
    property int row: -1
    property var chosen: ({})
    // The deposit to show as soon as the list has it.
    property string wanted: ""

    function choose(index: int) {
        row = index;
        table.currentRow = index;
        chosen = viewModel.at(index);
    }
    // What is shown beside the list stays the same deposit when the list changes.
    function follow() {
        const index = viewModel.rowOf(wanted !== "" ? wanted : row >= 0 ? chosen.depositId : "");
        if (index >= 0)
            wanted = "";
        choose(index);
    }

    source: viewModel
    loaded: viewModel.loaded
    dialogOpen: issueDialog.visible
    title: qsTr("Deposits")
    description: qsTr("Each payer gets an address of their own, so what arrives is recognised.")
    scrolls: false

    actions: [
        Button {
            text: qsTr("Issue an address…")
            iconName: "plus"
            kind: Button.Primary
            enabled: !root.viewModel.readOnly
            onClicked: issueDialog.open()
        }
    ]

    Row {
        width: parent.width
        spacing: Spacing.l

        Table {
            id: table

            width: parent.width - (panel.visible ? panel.width + Spacing.l : 0)
            height: Math.min(implicitHeight, root.innerHeight)
            label: qsTr("Deposits")
            rowHeight: Sizes.row + Spacing.l
            model: root.viewModel.rows
            loading: !root.viewModel.loaded
            marksCurrent: panel.visible
            emptyIcon: "deposit"
            emptyTitle: qsTr("No deposits expected")
            emptyText: qsTr("Issue an address to a named payer, and what arrives there is recognised.")
            onActivated: index => root.choose(index)

            TableColumn {
                title: qsTr("Payer")
                role: "payer"
                delegate: Component {
                    NameCell {}
                }
            }
            TableColumn {
                title: qsTr("State")
                role: "sentence"
                stretch: 1.2
                delegate: Component {
                    StateCell {}
                }
            }
            TableColumn {
                title: qsTr("Received")
                role: "received"
                width: 190
                rightAligned: true
                delegate: Component {
                    ReceivedCell {}
                }
            }
        }
        DepositCard {
            id: panel

            width: Sizes.panel
            visible: root.row >= 0
            deposit: root.chosen
            onClosed: root.choose(-1)
        }
    }

    IssueDialog {
        id: issueDialog

        viewModel: root.viewModel
    }
    Connections {
        target: root.viewModel
        function onIssued(depositId: string) {
            issueDialog.close();
            root.wanted = depositId;
            root.announced(qsTr("The address is issued and recorded."), Tone.Success);
        }
        function onChanged() {
            root.follow();
        }
    }
}
