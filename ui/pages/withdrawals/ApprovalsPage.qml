pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// What the person at this desk can approve now, and approvals that come back from other desks as files.
ConsolePage {
    id: root

    required property WithdrawalsViewModel viewModel

    source: viewModel
    loaded: viewModel.loaded
    dialogOpen: importDialog.visible
    title: qsTr("Approvals")
    description: qsTr("Each approval is a statement signed with your own key about exactly what you saw.")
    scrolls: false

    actions: [
        Button {
            text: qsTr("Import an approval…")
            iconName: "import"
            enabled: !root.viewModel.readOnly
            onClicked: importDialog.open()
        }
    ]

    WithdrawalTable {
        width: parent.width
        height: Math.min(implicitHeight, root.innerHeight)
        label: qsTr("Waiting for you")
        model: root.viewModel.inbox
        loading: !root.viewModel.loaded
        emptyIcon: "approvals"
        emptyTitle: qsTr("Nothing waits for your approval")
        emptyText: qsTr("Whoever works at a desk of their own takes the request there as a file: open a withdrawal and choose “Approval request…”.")
        onActivated: row => root.pageRequested("withdrawal", root.viewModel.inboxIdAt(row))
    }

    PathDialog {
        id: importDialog

        source: root.viewModel
        title: qsTr("Import an approval")
        description: qsTr("A signed approval from a desk. It is verified against the treasury's people before it counts.")
        fieldLabel: qsTr("Approval file")
        confirmText: qsTr("Import")
        onSubmitted: path => root.viewModel.importApproval(path)
    }
    Connections {
        target: root.viewModel
        function onApprovalImported(page: string, id: string) {
            importDialog.close();
            root.announced(qsTr("The approval is verified and recorded."), Tone.Success);
            root.pageRequested(page, id);
        }
    }
}
