pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Qr
import Strongroom.Station

// The whole of an air-gapped station: one thing at a time, the authority it goes by always in sight.
FocusScope {
    id: root

    required property StationViewModel viewModel
    readonly property int step: viewModel.step

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Air-gapped station")

    onStepChanged: {
        scanner.stop();
        if (step === StationViewModel.Reply)
            player.showPsbt(viewModel.reply);
        else
            player.clear();
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }
    QrScannerModel {
        id: scanner

        onScanned: (content, isPsbt) => {
            if (root.step === StationViewModel.Bundle)
                root.viewModel.takeBundle(content);
            else if (root.step === StationViewModel.Scan && isPsbt)
                root.viewModel.review(content);
            else if (root.step === StationViewModel.Scan)
                root.viewModel.update(content);
        }
    }
    QrPlayerModel {
        id: player
    }
    PageLayout {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, maximumWidth + 2 * Spacing.page)
        height: parent.height
        focus: true
        maximumWidth: 760
        title: root.viewModel.label !== "" ? root.viewModel.label : qsTr("A new station")
        description: root.viewModel.authoritySentence

        actions: [
            Button {
                kind: Button.Quiet
                visible: root.step === StationViewModel.Scan || root.step === StationViewModel.Review || root.step === StationViewModel.Reply
                text: qsTr("Lock")
                iconName: "lock"
                onClicked: root.viewModel.lock()
            }
        ]

        Banner {
            width: parent.width
            visible: root.viewModel.failure.present
            tone: Tone.Danger
            text: root.viewModel.failure.sentence
            code: root.viewModel.failure.code
        }
        StationCreate {
            width: parent.width
            visible: root.step === StationViewModel.Create || root.step === StationViewModel.Words
            viewModel: root.viewModel
        }
        StationBundle {
            width: parent.width
            visible: root.step === StationViewModel.Bundle || root.step === StationViewModel.Compare
            viewModel: root.viewModel
            scanner: scanner
        }
        Card {
            width: parent.width
            visible: root.step === StationViewModel.Unlock
            title: qsTr("Unlock")

            SecretField {
                id: passphrase

                width: parent.width
                label: qsTr("Passphrase of this station")
                onAccepted: root.viewModel.unlock(passphrase)
            }
            Button {
                kind: Button.Primary
                busy: root.viewModel.busy
                enabled: passphrase.length > 0
                text: qsTr("Unlock")
                onClicked: root.viewModel.unlock(passphrase)
            }
        }
        Card {
            width: parent.width
            visible: root.step === StationViewModel.Scan
            title: qsTr("Scan a transaction")
            description: qsTr("Or a newer registration of %1.").arg(root.viewModel.treasuryName)

            QrScanner {
                scanner: scanner
            }
        }
        StationReview {
            width: parent.width
            visible: root.step === StationViewModel.Review
            viewModel: root.viewModel
        }
        Card {
            width: parent.width
            visible: root.step === StationViewModel.Reply
            title: qsTr("Signed: show it to the office")
            description: qsTr("In the office: open the withdrawal, Scan the station's reply.")

            QrPlayer {
                player: player
            }
            Button {
                kind: Button.Primary
                text: qsTr("Done")
                onClicked: root.viewModel.startOver()
            }
        }
    }
}
