pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// Step one: its name, its network, its folder.
Card {
    id: root

    required property FoundingViewModel viewModel
    readonly property list<string> networks: ["regtest", "signet", "test", "main"]

    function begin() {
        if (next.enabled)
            viewModel.begin(name.text, networks[network.currentIndex], folder.text);
    }

    title: qsTr("The treasury")

    TextField {
        id: name

        width: parent.width
        focus: true
        label: qsTr("Name")
        placeholderText: qsTr("Harbour Treasury")
        maximumLength: 60
        onAccepted: root.begin()
    }
    ComboBox {
        id: network

        width: parent.width
        label: qsTr("Network")
        help: qsTr("It is part of the founding record and never changes.")
        model: [qsTr("Regression test network (regtest)"), qsTr("Signet"), qsTr("Test network"), qsTr("Main network")]
        currentIndex: 0
    }
    PathField {
        id: folder

        width: parent.width
        kind: PathField.Folder
        label: qsTr("In the folder")
        help: qsTr("The treasury's own folder is made inside.")
    }
    Button {
        id: next

        anchors.right: parent.right
        kind: Button.Primary
        text: qsTr("Begin with the people")
        enabled: name.text.trim() !== "" && folder.text !== ""
        busy: root.viewModel.busy
        onClicked: root.begin()
    }
}
