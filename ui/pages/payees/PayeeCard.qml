pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design

// What is known of one payee, and what can be done about it.
Card {
    id: root

    required property var payee
    property bool readOnly: false
    readonly property int labelWidth: 130

    signal closed
    signal approveRequested
    signal revokeRequested

    title: payee.name ?? ""
    description: payee.sentence ?? ""
    actions: [
        IconButton {
            small: true
            iconName: "cross"
            text: qsTr("Close")
            onClicked: root.closed()
        }
    ]

    AddressText {
        width: parent.width
        address: root.payee.address ?? ""
    }
    Banner {
        width: parent.width
        visible: (root.payee.firstUse ?? false) && root.payee.state === "active"
        text: qsTr("Nothing was paid to this address yet. Make the first payment a small one.")
    }
    KeyValueList {
        KeyValue {
            label: qsTr("How it was checked")
            labelWidth: root.labelWidth
            value: root.payee.evidence ?? ""
        }
        KeyValue {
            label: qsTr("Proposed by")
            labelWidth: root.labelWidth
            value: root.payee.addedBy ?? ""
        }
        KeyValue {
            label: qsTr("Approved by")
            labelWidth: root.labelWidth
            visible: value !== ""
            value: root.payee.approvedBy ?? ""
        }
    }
    Secondary {
        width: parent.width
        visible: text !== "" && root.payee.state === "proposed"
        text: root.payee.whyNot ?? ""
    }
    Row {
        spacing: Spacing.s

        Button {
            visible: root.payee.mayApprove ?? false
            enabled: !root.readOnly
            kind: Button.Primary
            iconName: "check"
            text: qsTr("Approve…")
            onClicked: root.approveRequested()
        }
        Button {
            visible: root.payee.state !== "revoked"
            enabled: !root.readOnly
            text: qsTr("Revoke…")
            onClicked: root.revokeRequested()
        }
    }
}
