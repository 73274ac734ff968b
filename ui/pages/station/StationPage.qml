pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Qr
import Strongroom.Station

// The whole of an air-gapped station: one thing at a time, the authority it goes by always in sight.
FocusScope {
    id: root

    required property StationViewModel viewModel
    // Said only by the program that has given up the network and asked the system whether it is so.
    property bool offNetwork: false
    // In exercises: what this station's camera sees, and the camera that sees its screen.
    property VirtualCamera camera: null
    property VirtualCamera watcher: null
    // Whether an exercise is framed here; a window that has more than this page frames itself.
    property bool framed: true
    readonly property int step: viewModel.step
    property bool saved: false

    // Where the keyboard goes when a step begins; a review is read before anything is typed.
    function begin() {
        switch (step) {
        case StationViewModel.Create:
        case StationViewModel.Words:
            create.begin();
            break;
        case StationViewModel.Bundle:
        case StationViewModel.Compare:
            bundle.begin();
            break;
        case StationViewModel.Unlock:
            passphrase.forceActiveFocus();
            break;
        case StationViewModel.Scan:
            scan.begin();
            break;
        case StationViewModel.Reply:
            reply.begin();
            break;
        }
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Air-gapped station")

    onStepChanged: {
        scanner.stop();
        passphrase.clear();
        saved = false;
        if (step === StationViewModel.Reply)
            player.showPsbt(viewModel.reply);
        else
            player.clear();
        page.toTop();
        beginning.restart();
    }
    Component.onCompleted: beginning.restart()

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }
    // After the step is laid out: what is not shown yet takes no focus.
    Timer {
        id: beginning

        interval: 0
        onTriggered: root.begin()
    }
    QrScannerModel {
        id: scanner

        camera: root.camera
        onScanned: content => root.viewModel.take(content)
    }
    QrPlayerModel {
        id: player
    }
    Binding {
        target: root.watcher
        property: "screen"
        value: player
        when: root.watcher !== null
    }
    PageLayout {
        id: page

        anchors.horizontalCenter: parent.horizontalCenter
        y: frame.visible ? Sizes.trainingStrip : 0
        width: Math.min(parent.width, maximumWidth + 2 * Spacing.page)
        height: parent.height - y
        focus: true
        maximumWidth: 760
        title: root.viewModel.label !== "" ? root.viewModel.label : root.step === StationViewModel.Start ? qsTr("Station") : qsTr("A new station")
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

        Row {
            visible: root.offNetwork
            spacing: Spacing.s

            Icon {
                name: "shield-check"
                color: Theme.tone(Tone.Success).text
            }
            Secondary {
                text: qsTr("This machine is off the network: the program refuses to open a connection.")
            }
        }
        Banner {
            width: parent.width
            visible: root.viewModel.failure.present
            tone: Tone.Danger
            text: root.viewModel.failure.sentence
            code: root.viewModel.failure.code
        }
        Spinner {
            anchors.horizontalCenter: parent ? parent.horizontalCenter : undefined
            visible: root.step === StationViewModel.Start && root.viewModel.busy
            label: qsTr("Reading the station's records")
        }
        StationCreate {
            id: create

            width: parent.width
            visible: root.step === StationViewModel.Create || root.step === StationViewModel.Words
            viewModel: root.viewModel
        }
        StationBundle {
            id: bundle

            width: parent.width
            visible: root.step === StationViewModel.Bundle || root.step === StationViewModel.Compare
            viewModel: root.viewModel
            scanner: scanner
        }
        Card {
            width: parent.width
            visible: root.step === StationViewModel.Unlock
            title: qsTr("Unlock")
            description: qsTr("Key %1 of %2.").arg(root.viewModel.fingerprint).arg(root.viewModel.treasuryName)

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
            description: qsTr("In the office: open the withdrawal, Show transaction to station. A newer registration of %1 is taken here, too.").arg(root.viewModel.treasuryName)

            TransferIn {
                id: scan

                width: parent.width
                scanner: scanner
                busy: root.viewModel.busy
                fileLabel: qsTr("Transaction or registration")
                onFileChosen: path => root.viewModel.takeFile(path)
            }
        }
        Card {
            width: parent.width
            visible: root.step === StationViewModel.Scan
            title: qsTr("Log of this station")
            description: qsTr("What this station does is written in a log of its own. A treasury that registers it notices when this machine is rolled back or replaced.")

            KeyValueList {
                KeyValue {
                    label: qsTr("Name")
                    value: root.viewModel.logName
                    mono: true
                }
                KeyValue {
                    label: qsTr("Key")

                    HashText {
                        width: parent.width
                        hash: root.viewModel.logKey
                        label: qsTr("Key of the log")
                    }
                }
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
            description: qsTr("In the office: open the withdrawal, Scan signed transaction.")

            TransferOut {
                id: reply

                width: parent.width
                player: player
                busy: root.viewModel.busy
                fileLabel: qsTr("Signed transaction")
                onFileChosen: path => root.viewModel.saveReply(path)
            }
            Secondary {
                width: parent.width
                visible: root.saved
                text: qsTr("The file is written.")
            }
            Button {
                kind: Button.Primary
                text: qsTr("Done")
                onClicked: root.viewModel.startOver()
            }
        }
    }
    TrainingFrame {
        id: frame

        visible: root.framed && root.viewModel.training
    }
    Connections {
        target: root.viewModel
        function onReplySaved() {
            root.saved = true;
        }
    }
}
