pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Qr

// The treasury: its registration over the camera, its digest compared by two people, then the passphrase.
Column {
    id: root

    required property StationViewModel viewModel
    required property QrScannerModel scanner
    readonly property bool comparing: viewModel.step === StationViewModel.Compare

    function begin() {
        if (comparing)
            typed.forceActiveFocus();
        else
            source.begin();
    }

    spacing: Spacing.l

    onComparingChanged: {
        typed.clear();
        passphrase.clear();
    }

    Card {
        width: parent.width
        visible: !root.comparing
        title: qsTr("Show this station its treasury")
        description: qsTr("In the office: Settings, Registration for stations and desks. The vault that this key is part of has to be registered there first.")

        Caption {
            text: qsTr("Key of this station")
        }
        Mono {
            width: parent.width
            text: root.viewModel.xpub
        }
        TransferIn {
            id: source

            width: parent.width
            scanner: root.scanner
            busy: root.viewModel.busy
            fileLabel: qsTr("Registration")
            onFileChosen: path => root.viewModel.takeFile(path)
        }
    }
    Card {
        width: parent.width
        visible: root.comparing
        title: qsTr("Compare aloud: two people, two screens")
        description: qsTr("One person reads the treasury's digest from a screen in the office, another types it here. This screen does not show it, so that it is heard and not copied.")

        KeyValueList {
            KeyValue {
                label: qsTr("Treasury")
                value: root.viewModel.treasuryName
            }
            KeyValue {
                label: qsTr("Authority")
                value: root.viewModel.authoritySentence
            }
            KeyValue {
                label: qsTr("Vaults with this key")
                value: root.viewModel.coldVaults !== "" ? root.viewModel.coldVaults : qsTr("None yet")
            }
        }
        TextField {
            id: typed

            width: parent.width
            label: qsTr("The digest as the office reads it")
            mono: true
            onAccepted: passphrase.forceActiveFocus()
        }
        SecretField {
            id: passphrase

            width: parent.width
            label: qsTr("Passphrase of this station")
            onAccepted: if (use.enabled)
                root.viewModel.provision(typed.text, passphrase)
        }
        Button {
            id: use

            kind: Button.Primary
            busy: root.viewModel.busy
            enabled: typed.text !== "" && passphrase.length > 0
            text: qsTr("Use this treasury")
            onClicked: root.viewModel.provision(typed.text, passphrase)
        }
    }
}
