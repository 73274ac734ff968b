pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// What vaults are to say or have said, in four groups.
ConsolePage {
    id: root

    required property MessagesViewModel viewModel

    source: viewModel
    loaded: viewModel.loaded
    title: qsTr("Messages")
    description: qsTr("A vault's signed message proves who holds it, and what it holds. Nothing can be spent with it.")
    scrolls: false
    spacing: Spacing.l

    actions: [
        Button {
            text: qsTr("Verify a signature…")
            iconName: "shield-check"
            onClicked: root.pageRequested("verify-message", "")
        },
        Button {
            text: qsTr("New message")
            iconName: "plus"
            kind: Button.Primary
            enabled: !root.viewModel.readOnly
            onClicked: root.pageRequested("new-message", "")
        }
    ]

    Tabs {
        id: groups

        width: parent.width
        options: [qsTr("Under way"), qsTr("Signed"), qsTr("Ended"), qsTr("All")]
        currentIndex: root.viewModel.group
        onActivated: index => root.viewModel.group = index
    }
    MessageTable {
        width: parent.width
        height: Math.min(implicitHeight, root.innerHeight - groups.height - Spacing.l)
        model: root.viewModel.rows
        loading: !root.viewModel.loaded
        emptyTitle: qsTr("No messages here")
        emptyText: qsTr("Propose one; the policy says at once who must agree.")
        onActivated: row => root.pageRequested("message", root.viewModel.idAt(row))
    }
}
