pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models

// Proposing a vault by its descriptor. It is used only when the people who decide about vaults have signed for it.
Dialog {
    id: root

    required property VaultsViewModel viewModel
    readonly property list<string> tiers: ["cold", "warm", "hot"]
    property bool sent: false

    function submit() {
        if (!confirmEnabled || busy)
            return;
        sent = true;
        viewModel.addVault(name.text, tiers[tier.currentIndex], descriptor.text, passphrase);
    }

    wide: true
    title: qsTr("Propose a vault")
    description: qsTr("Take the descriptor from the stations that hold the keys, with its checksum.")
    confirmText: qsTr("Propose vault")
    dismissText: qsTr("Not now")
    busy: sent && viewModel.busy
    error: sent && viewModel.failure.present ? viewModel.failure.sentence : ""
    errorCode: viewModel.failure.code
    confirmEnabled: name.text.trim() !== "" && descriptor.text.trim() !== "" && passphrase.length > 0
    onConfirmed: root.submit()
    onAboutToShow: {
        sent = false;
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
        placeholderText: qsTr("Cold vault")
    }
    Column {
        width: parent.width
        spacing: Spacing.xs + Spacing.xxs

        FieldLabel {
            text: tier.label
            Accessible.ignored: true
        }
        SegmentedControl {
            id: tier

            label: qsTr("Tier")
            options: [qsTr("Cold"), qsTr("Warm"), qsTr("Hot")]
        }
    }
    TextArea {
        id: descriptor

        width: parent.width
        label: qsTr("Descriptor")
        lines: 4
    }
    SecretField {
        id: passphrase

        width: parent.width
        label: qsTr("Your passphrase")
        onAccepted: root.submit()
    }
}
