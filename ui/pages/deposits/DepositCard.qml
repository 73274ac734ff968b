import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Pages

// One deposit: the address to give to the payer, as text and as a QR symbol.
Card {
    id: root

    required property var deposit
    readonly property int labelWidth: 100

    signal closed

    title: deposit.payer ?? ""
    description: deposit.sentence ?? ""
    actions: [
        IconButton {
            small: true
            iconName: "cross"
            text: qsTr("Close")
            onClicked: root.closed()
        }
    ]

    PaymentSymbol {
        anchors.horizontalCenter: parent.horizontalCenter
        width: 208
        height: 208
        address: root.deposit.address ?? ""
        visible: drawn
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("QR symbol of the address")
    }
    AddressText {
        width: parent.width
        address: root.deposit.address ?? ""
    }
    KeyValueList {
        KeyValue {
            label: qsTr("Purpose")
            labelWidth: root.labelWidth
            value: root.deposit.purpose ?? ""
        }
        KeyValue {
            label: qsTr("Expected")
            labelWidth: root.labelWidth
            value: AmountFormat.known(root.deposit.expected) ? qsTr("%1 BTC").arg(AmountFormat.bitcoin(root.deposit.expected)) : qsTr("Any amount")
        }
        KeyValue {
            label: qsTr("Into")
            labelWidth: root.labelWidth
            value: root.deposit.vault ?? ""
        }
        KeyValue {
            label: qsTr("Issued")
            labelWidth: root.labelWidth
            value: TimeFormat.absolute(root.deposit.issuedAt)
        }
        KeyValue {
            label: qsTr("Due")
            labelWidth: root.labelWidth
            visible: root.deposit.dueAt !== null && root.deposit.dueAt !== undefined
            value: TimeFormat.absolute(root.deposit.dueAt)
        }
    }
}
