pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages
import Strongroom.Qr

// What a person can say about a message, and the ways it travels.
Item {
    id: root

    required property MessageViewModel viewModel
    // In exercises: what this desk's camera sees, and the camera that sees this screen.
    property VirtualCamera camera: null
    property VirtualCamera watcher: null
    readonly property messageView facts: viewModel.facts
    readonly property bool anyOpen: approveDialog.visible || rejectDialog.visible || takeBackDialog.visible || fileDialog.visible || saveDialog.visible || showDialog.visible || scanDialog.visible
    // The digest that stands in the approve dialog while it is open: what is shown is what is signed.
    property string shownDigest: ""

    function approve() {
        shownDigest = facts.messageId;
        approveDialog.open();
    }
    function reject() {
        rejectDialog.open();
    }
    function takeBack() {
        takeBackDialog.open();
    }
    function exportRequest() {
        fileDialog.open();
    }
    function saveSignature() {
        saveDialog.open();
    }
    function showToStation() {
        viewModel.makeRequest();
        showDialog.open();
    }
    function scanReply() {
        scanDialog.open();
    }
    function close() {
        for (const dialog of [approveDialog, rejectDialog, takeBackDialog, fileDialog, saveDialog, showDialog, scanDialog])
            dialog.close();
    }

    objectName: "dialogs"
    visible: false

    ActDialog {
        id: approveDialog

        source: root.viewModel
        wide: true
        title: qsTr("Approve this message?")
        description: qsTr("You sign that %1 may say exactly this. Whoever reads it later may hold the treasury to it.").arg(root.facts.vault)
        confirmText: qsTr("Approve")
        dismissText: qsTr("Not now")
        onSubmitted: (words, passphrase) => root.viewModel.approve(root.shownDigest, passphrase)

        WordsText {
            width: parent.width
            words: root.facts.text
        }
        KeyValueList {
            KeyValue {
                label: qsTr("Said by")

                AddressText {
                    width: parent.width
                    address: root.facts.address
                    copyable: false
                }
            }
            KeyValue {
                label: qsTr("What you sign")

                HashText {
                    width: parent.width
                    hash: root.shownDigest
                    label: qsTr("What you sign")
                    copyable: false
                }
            }
        }
    }
    ActDialog {
        id: rejectDialog

        source: root.viewModel
        title: qsTr("Reject this message?")
        description: qsTr("One rejection ends it. It can be proposed again.")
        wordsLabel: qsTr("Why")
        wordsPlaceholder: qsTr("Everyone reads this in the log")
        confirmText: qsTr("Reject")
        confirmKind: Button.Danger
        dismissText: qsTr("Keep")
        onSubmitted: (words, passphrase) => root.viewModel.reject(words, passphrase)
    }
    ActDialog {
        id: takeBackDialog

        source: root.viewModel
        title: qsTr("Take back this message?")
        description: qsTr("Approvals already given are void. It can be proposed again.")
        wordsLabel: qsTr("Why")
        confirmText: qsTr("Take back")
        confirmKind: Button.Danger
        dismissText: qsTr("Keep")
        onSubmitted: (words, passphrase) => root.viewModel.takeBack(words, passphrase)
    }
    PathDialog {
        id: fileDialog

        source: root.viewModel
        kind: PathField.SaveFile
        title: qsTr("Approval request for a desk")
        description: qsTr("Everything a desk needs to judge this message for itself. It contains no key.")
        fieldLabel: qsTr("File")
        confirmText: qsTr("Write")
        onSubmitted: path => root.viewModel.exportApprovalRequest(path)
    }
    PathDialog {
        id: saveDialog

        source: root.viewModel
        kind: PathField.SaveFile
        title: qsTr("Save the signature")
        description: qsTr("The signature alone, as text. Whoever verifies it needs the message and the address, too.")
        fieldLabel: qsTr("File")
        confirmText: qsTr("Write")
        onSubmitted: path => root.viewModel.saveSignature(path)
    }

    TransferOutDialog {
        id: showDialog

        source: root.viewModel
        watcher: root.watcher
        title: qsTr("Show message to station")
        description: qsTr("Hold the station's camera before the code, or carry it there as a file.")
        onFileChosen: path => root.viewModel.exportForStation(path)
    }
    Connections {
        target: root.viewModel
        function onRequestChanged() {
            if (showDialog.visible && root.viewModel.request.byteLength > 0)
                showDialog.player.showPsbt(root.viewModel.request);
        }
    }

    QrScannerModel {
        id: scanner

        camera: root.camera
        onScanned: content => root.viewModel.takeReply(content)
    }
    Dialog {
        id: scanDialog

        title: qsTr("Scan signed message")
        description: qsTr("Accepted only when it is the same message with nothing but valid signatures added.")
        dismissText: qsTr("Not now")
        error: root.viewModel.failure.present ? root.viewModel.failure.sentence : ""
        errorCode: root.viewModel.failure.code
        onAboutToShow: inward.begin()
        onClosed: {
            scanner.stop();
            root.viewModel.dismissFailure();
        }

        TransferIn {
            id: inward

            width: parent.width
            focus: true
            scanner: scanner
            busy: root.viewModel.busy
            onFileChosen: path => root.viewModel.importFromStation(path)
        }
    }
}
