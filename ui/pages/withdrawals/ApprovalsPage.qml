pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// What the person at this desk can approve now, and approvals that come back from other desks as files.
ConsolePage {
    id: root

    required property WithdrawalsViewModel viewModel
    required property MessagesViewModel messages
    readonly property bool messagesWait: messages.inboxCount > 0
    // A table without rows says so, and two of them are one too many.
    readonly property bool onlyMessagesWait: messagesWait && viewModel.inboxCount === 0

    source: viewModel
    loaded: viewModel.loaded
    dialogOpen: importDialog.visible
    title: qsTr("Approvals")
    description: qsTr("Each approval is a statement signed with your own key about exactly what you saw.")
    scrolls: false
    spacing: Spacing.l

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
        visible: !root.onlyMessagesWait
        height: Math.min(implicitHeight, root.messagesWait ? root.innerHeight / 2 : root.innerHeight)
        label: qsTr("Waiting for you")
        model: root.viewModel.inbox
        loading: !root.viewModel.loaded
        emptyIcon: "approvals"
        emptyTitle: qsTr("Nothing waits for your approval")
        emptyText: qsTr("Whoever works at a desk of their own takes the request there as a file: open a withdrawal or a message and choose “Approval request…”.")
        onActivated: row => root.pageRequested("withdrawal", root.viewModel.inboxIdAt(row))
    }

    MessageTable {
        width: parent.width
        visible: root.messagesWait
        height: Math.min(implicitHeight, root.onlyMessagesWait ? root.innerHeight : root.innerHeight / 2 - Spacing.l)
        label: qsTr("Messages that wait for you")
        model: root.messages.inbox
        onActivated: row => root.pageRequested("message", root.messages.inboxIdAt(row))
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
