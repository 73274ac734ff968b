pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// What a person can say about a withdrawal, and the files it travels in.
Item {
    id: root

    required property WithdrawalViewModel viewModel
    readonly property withdrawalView facts: viewModel.facts
    readonly property bool anyOpen: approveDialog.visible || rejectDialog.visible || askDialog.visible || answerDialog.visible || takeBackDialog.visible || fileDialog.visible
    // The digest that stands in the approve dialog while it is open: what is shown is what is signed.
    property string shownDigest: ""
    property string fileAct: ""

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
        fileAct = "request";
        fileDialog.open();
    }
    function exportForStation() {
        fileAct = "export";
        fileDialog.open();
    }
    function importFromStation() {
        fileAct = "import";
        fileDialog.open();
    }
    function close() {
        for (const dialog of [approveDialog, rejectDialog, askDialog, answerDialog, takeBackDialog, fileDialog])
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
                label: qsTr("To %1").arg(root.facts.payee)

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
        kind: root.fileAct === "import" ? PathField.OpenFile : PathField.SaveFile
        title: root.fileAct === "request" ? qsTr("Approval request for a desk") : root.fileAct === "export" ? qsTr("Show transaction to station") : qsTr("Scan signed transaction")
        description: root.fileAct === "request" ? qsTr("Everything a desk needs to judge this withdrawal for itself. It contains no key.") : root.fileAct === "export" ? qsTr("The transaction with its approvals, for an air-gapped station.") : qsTr("Accepted only when it is the same transaction with nothing but valid signatures added.")
        fieldLabel: qsTr("File")
        confirmText: root.fileAct === "import" ? qsTr("Import") : qsTr("Write")
        onSubmitted: path => {
            if (root.fileAct === "request")
                root.viewModel.exportApprovalRequest(path);
            else if (root.fileAct === "export")
                root.viewModel.exportForStation(path);
            else
                root.viewModel.importFromStation(path);
        }
    }
}
