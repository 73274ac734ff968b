pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// The treasury's own node: where blocks come from and transactions go.
Card {
    id: root

    required property SettingsViewModel viewModel
    readonly property nodeStatusView status: viewModel.nodeStatus

    title: qsTr("Node")
    description: viewModel.ownChain ? qsTr("A training treasury has a chain of its own and asks no node. A real one asks its own Bitcoin Core.") : qsTr("Your own Bitcoin Core. Another network than the treasury's is refused.")

    TextField {
        id: address

        width: parent.width
        visible: !root.viewModel.ownChain
        mono: true
        label: qsTr("Address")
        placeholderText: qsTr("http://127.0.0.1:8332")
        text: root.viewModel.nodeUrl
    }
    PathField {
        id: cookie

        width: parent.width
        visible: !root.viewModel.ownChain
        label: qsTr("Cookie file")
        help: qsTr("Written anew by the node at each start; readable by the node's user only.")
        text: root.viewModel.nodeCookieFile
    }
    Banner {
        width: parent.width
        visible: root.status.present
        tone: root.status.reachable ? Tone.Success : Tone.Danger
        text: root.status.sentence
        code: root.status.code
    }
    Row {
        visible: !root.viewModel.ownChain
        spacing: Spacing.s

        Button {
            text: qsTr("Ask the node")
            busy: root.viewModel.busy
            onClicked: root.viewModel.testNode(address.text, cookie.text)
        }
        Button {
            kind: Button.Primary
            text: qsTr("Save")
            enabled: !root.viewModel.readOnly && (address.text !== root.viewModel.nodeUrl || cookie.text !== root.viewModel.nodeCookieFile)
            onClicked: root.viewModel.saveNode(address.text, cookie.text)
        }
    }
}
