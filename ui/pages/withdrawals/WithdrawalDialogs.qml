pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages
import Strongroom.Qr

// What a person can say about a withdrawal, and the ways it travels.
Item {
    id: root

    required property WithdrawalViewModel viewModel
    // In exercises: what this desk's camera sees, and the camera that sees this screen.
    property VirtualCamera camera: null
    property VirtualCamera watcher: null
    readonly property bool anyOpen: approveDialog.visible || rejectDialog.visible || askDialog.visible || answerDialog.visible || takeBackDialog.visible || fileDialog.visible || showDialog.visible || scanDialog.visible || handOutDialog.visible

    function approve() {
        approveDialog.open();
    }
    function reject() {
        rejectDialog.open();
    }
    function ask() {
        askDialog.open();
    }
    function answer() {
        answerDialog.open();
    }
    function takeBack() {
        takeBackDialog.open();
    }
    function exportRequest() {
        fileDialog.open();
    }
    function showToStation() {
        viewModel.makeRequest();
        showDialog.open();
    }
    function scanReply() {
        scanDialog.open();
    }
    function handOut() {
        viewModel.handOut();
        handOutDialog.open();
    }
    function close() {
        for (const dialog of [approveDialog, rejectDialog, askDialog, answerDialog, takeBackDialog, fileDialog, showDialog, scanDialog, handOutDialog])
            dialog.close();
    }

    objectName: "dialogs"
    visible: false

    ApproveDialog {
        id: approveDialog

        viewModel: root.viewModel
    }
    ActDialog {
        id: rejectDialog

        source: root.viewModel
        title: qsTr("Reject this withdrawal?")
        description: qsTr("One rejection ends it. It can be proposed again.")
        wordsLabel: qsTr("Why")
        wordsPlaceholder: qsTr("Everyone reads this in the log")
        confirmText: qsTr("Reject")
        confirmKind: Button.Danger
        dismissText: qsTr("Keep")
        onSubmitted: (words, passphrase) => root.viewModel.reject(words, passphrase)
    }
    ActDialog {
        id: askDialog

        source: root.viewModel
        title: qsTr("Ask before you decide?")
        description: qsTr("The withdrawal pauses until someone answers.")
        wordsLabel: qsTr("Question")
        confirmText: qsTr("Ask")
        dismissText: qsTr("Not now")
        onSubmitted: (words, passphrase) => root.viewModel.ask(words, passphrase)
    }
    ActDialog {
        id: answerDialog

        source: root.viewModel
        title: qsTr("Answer the question")
        wordsLabel: qsTr("Answer")
        confirmText: qsTr("Answer")
        dismissText: qsTr("Not now")
        onSubmitted: (words, passphrase) => root.viewModel.answer(words, passphrase)
    }
    ActDialog {
        id: takeBackDialog

        source: root.viewModel
        title: qsTr("Take back this withdrawal?")
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
        description: qsTr("Everything a desk needs to judge this withdrawal for itself. It contains no key.")
        fieldLabel: qsTr("File")
        confirmText: qsTr("Write")
        onSubmitted: path => root.viewModel.exportApprovalRequest(path)
    }
    TransferOutDialog {
        id: showDialog

        source: root.viewModel
        watcher: root.watcher
        title: qsTr("Show transaction to station")
        description: qsTr("Hold the station's camera before the code, or carry it there as a file.")
        onFileChosen: path => root.viewModel.exportForStation(path)
    }
    TransferOutDialog {
        id: handOutDialog

        source: root.viewModel
        title: qsTr("Send it another way")
        description: qsTr("The signed transaction, for anyone to send. It contains no key and cannot be changed. It is followed on the chain all the same.")
        onFileChosen: path => root.viewModel.handOutAsFile(path)
    }
    ScanReplyDialog {
        id: scanDialog

        viewModel: root.viewModel
        camera: root.camera
    }
    Connections {
        target: root.viewModel
        function onRequestChanged() {
            if (showDialog.visible && root.viewModel.request.byteLength > 0)
                showDialog.player.showPsbt(root.viewModel.request);
        }
        function onTransactionChanged() {
            if (handOutDialog.visible && root.viewModel.transaction.byteLength > 0)
                handOutDialog.player.showDocument(root.viewModel.transaction);
        }
    }
}
