pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models

// Proposing a payee. The address is checked when it is proposed: its network, its checksum, whether another payee has
// it or one that looks like it.
Dialog {
    id: root

    required property PayeesViewModel viewModel
    property bool sent: false

    function submit() {
        if (!confirmEnabled || busy)
            return;
        sent = true;
        viewModel.add(name.text, address.text, evidence.text, passphrase);
    }

    wide: true
    title: qsTr("Propose a payee")
    description: qsTr("Someone else confirms the address and approves it. Then it waits before it can be paid.")
    confirmText: qsTr("Propose payee")
    dismissText: qsTr("Not now")
    busy: sent && viewModel.busy
    error: sent && viewModel.failure.present ? viewModel.failure.sentence : ""
    errorCode: viewModel.failure.code
    confirmEnabled: name.text.trim() !== "" && address.text.trim() !== "" && evidence.text.trim() !== "" && passphrase.length > 0
    onConfirmed: root.submit()
    onAboutToShow: {
        sent = false;
        name.clear();
        address.clear();
        evidence.clear();
        passphrase.clear();
    }
    onClosed: {
        passphrase.clear();
        if (viewModel.failure.present)
            viewModel.dismissFailure();
    }

    TextField {
        id: name

        width: parent.width
        focus: true
        label: qsTr("Name")
        placeholderText: qsTr("Aldgate Mining Ltd")
        maximumLength: 120
    }
    TextField {
        id: address

        width: parent.width
        mono: true
        label: qsTr("Address")
        help: qsTr("As the payee gave it, whole; a payment request (bitcoin:…) will do.")
        maximumLength: 2048
        onTextEdited: if (text.toLowerCase().startsWith("bitcoin:"))
            root.viewModel.readRequest(text)
    }
    Connections {
        target: root.viewModel
        function onRequestRead(payTo: string, label: string) {
            address.text = payTo;
            if (name.text === "")
                name.text = label;
        }
    }
    TextField {
        id: evidence

        width: parent.width
        label: qsTr("How you checked it")
        placeholderText: qsTr("Called back on the number in the contract")
        maximumLength: 500
    }
    SecretField {
        id: passphrase

        width: parent.width
        label: qsTr("Your passphrase")
        onAccepted: root.submit()
    }
}
