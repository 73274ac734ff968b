pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models

// How far it is: approvals and signatures, never added together, and who acts next.
Card {
    id: root

    required property WithdrawalViewModel viewModel

    // Whether stations to practise with stand beside this console.
    property bool tryable: false

    signal exportRequested
    signal showToStationRequested
    signal scanReplyRequested
    signal coldLegRequested
    signal handOutRequested

    title: qsTr("Progress")

    QuorumMeters {
        width: parent.width
        approvalsHave: root.viewModel.facts.approvalsHave
        approvalsNeeded: root.viewModel.facts.approvalsNeeded
        signaturesHave: root.viewModel.facts.signaturesHave
        signaturesNeeded: root.viewModel.facts.signaturesNeeded
        keysTotal: root.viewModel.facts.keysTotal
        nextSentence: root.viewModel.facts.nextSentence
        nextPerson: root.viewModel.facts.nextPerson
    }
    Secondary {
        width: parent.width
        visible: text !== ""
        text: root.viewModel.actions.whyNotApprove
    }
    Flow {
        width: parent.width
        spacing: Spacing.s

        Button {
            visible: root.viewModel.facts.tone === "warning"
            small: true
            iconName: "export"
            text: qsTr("Approval request…")
            onClicked: root.exportRequested()
        }
        Button {
            visible: root.viewModel.actions.exportForStation
            small: true
            iconName: "station"
            text: qsTr("Show transaction to station…")
            onClicked: root.showToStationRequested()
        }
        Button {
            visible: root.viewModel.actions.importFromStation
            small: true
            iconName: "camera"
            text: qsTr("Scan signed transaction…")
            onClicked: root.scanReplyRequested()
        }
        Button {
            visible: root.viewModel.actions.handOut
            small: true
            iconName: "qr"
            text: qsTr("Send it another way…")
            onClicked: root.handOutRequested()
        }
        Button {
            visible: root.tryable && (root.viewModel.actions.exportForStation || root.viewModel.actions.importFromStation)
            small: true
            iconName: "cold"
            text: qsTr("Try the cold leg")
            onClicked: root.coldLegRequested()
        }
    }
}
