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
    readonly property withdrawalView facts: viewModel.facts
    readonly property bool anyOpen: approveDialog.visible || rejectDialog.visible || askDialog.visible || answerDialog.visible || takeBackDialog.visible || fileDialog.visible || showDialog.visible || scanDialog.visible || handOutDialog.visible
    // The digest that stands in the approve dialog while it is open: what is shown is what is signed.
    property string shownDigest: ""

    function approve() {
        shownDigest = facts.intentDigest;
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

    ActDialog {
        id: approveDialog

        source: root.viewModel
        wide: true
        title: qsTr("Approve %1 BTC to %2?").arg(AmountFormat.bitcoin(root.facts.amount)).arg(root.facts.payee)
        description: qsTr("You sign that you agree to exactly this. Compare the address with a source of your own.")
        wordsLabel: qsTr("Note")
        wordsPlaceholder: qsTr("How you checked it")
        wordsOptional: true
        confirmText: qsTr("Approve")
        dismissText: qsTr("Not now")
        onSubmitted: (words, passphrase) => root.viewModel.approve(root.shownDigest, words, passphrase)

        KeyValueList {
            KeyValue {
                label: qsTr("Leaves the treasury, fee included")

                AmountText {
                    satoshi: root.facts.outflow
                    label: qsTr("Leaves the treasury, fee included")
                }
            }
            KeyValue {
                label: qsTr("Fee may rise to")
                visible: root.facts.hasCeiling
                value: qsTr("%1 sat, %2: nobody is asked again").arg(AmountFormat.satoshi(root.facts.maxFee)).arg(root.facts.maxFeeRate)
            }
            KeyValue {
                label: qsTr("To %1").arg(root.facts.payee)
                visible: root.facts.payeeAddress !== ""

                AddressText {
                    width: parent.width
                    address: root.facts.payeeAddress
                    copyable: false
                }
            }
            KeyValue {
                label: qsTr("Purpose")
                value: root.facts.reference !== "" ? qsTr("%1 (%2)").arg(root.facts.purpose).arg(root.facts.reference) : root.facts.purpose
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
        PaymentList {
            width: parent.width
            visible: root.facts.payments.length > 0
            payments: root.facts.payments
        }
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

    QrPlayerModel {
        id: player
    }
    Binding {
        target: root.watcher
        property: "screen"
        value: player
        when: root.watcher !== null && showDialog.visible
    }
    Dialog {
        id: showDialog

        title: qsTr("Show transaction to station")
        description: qsTr("Hold the station's camera before the code, or carry it there as a file.")
        dismissText: qsTr("Done")
        error: root.viewModel.failure.present ? root.viewModel.failure.sentence : ""
        errorCode: root.viewModel.failure.code
        onAboutToShow: out.begin()
        onClosed: {
            player.clear();
            root.viewModel.dismissFailure();
        }

        TransferOut {
            id: out

            width: parent.width
            focus: true
            player: player
            busy: root.viewModel.busy
            onFileChosen: path => root.viewModel.exportForStation(path)
        }
    }
    Connections {
        target: root.viewModel
        function onRequestChanged() {
            if (showDialog.visible && root.viewModel.request.byteLength > 0)
                player.showPsbt(root.viewModel.request);
        }
    }

    QrPlayerModel {
        id: handOutPlayer
    }
    Dialog {
        id: handOutDialog

        title: qsTr("Send it another way")
        description: qsTr("The signed transaction, for anyone to send. It contains no key and cannot be changed. It is followed on the chain all the same.")
        dismissText: qsTr("Done")
        error: root.viewModel.failure.present ? root.viewModel.failure.sentence : ""
        errorCode: root.viewModel.failure.code
        onAboutToShow: handedOut.begin()
        onClosed: {
            handOutPlayer.clear();
            root.viewModel.dismissFailure();
        }

        TransferOut {
            id: handedOut

            width: parent.width
            focus: true
            player: handOutPlayer
            busy: root.viewModel.busy
            onFileChosen: path => root.viewModel.handOutAsFile(path)
        }
    }
    Connections {
        target: root.viewModel
        function onTransactionChanged() {
            if (handOutDialog.visible && root.viewModel.transaction.byteLength > 0)
                handOutPlayer.showDocument(root.viewModel.transaction);
        }
    }

    QrScannerModel {
        id: scanner

        camera: root.camera
        onScanned: content => root.viewModel.takeReply(content)
    }
    Dialog {
        id: scanDialog

        title: qsTr("Scan signed transaction")
        description: qsTr("Accepted only when it is the same transaction with nothing but valid signatures added.")
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
