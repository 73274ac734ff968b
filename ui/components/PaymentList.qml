pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design

// Every payment of a withdrawal that pays several payees: whom, at which address, how much, what for.
Column {
    id: root

    // Of {payee, address, amount, purpose, reference}. var: Qt 6.4 assigns no list of C++ to a list of QML.
    required property var payments

    spacing: Spacing.l

    Repeater {
        model: root.payments

        Column {
            id: payment

            required property var modelData
            required property int index

            width: parent ? parent.width : 0
            spacing: Spacing.xs

            Item {
                width: parent.width
                height: Math.max(name.implicitHeight, amount.implicitHeight)

                BodyStrong {
                    id: name

                    anchors.left: parent.left
                    anchors.right: amount.left
                    anchors.rightMargin: Spacing.l
                    text: payment.modelData.payee
                }
                AmountText {
                    id: amount

                    anchors.right: parent.right
                    satoshi: payment.modelData.amount
                    label: payment.modelData.payee
                }
            }
            AddressText {
                width: parent.width
                address: payment.modelData.address
                label: qsTr("Address of %1").arg(payment.modelData.payee)
            }
            Caption {
                width: parent.width
                visible: text !== ""
                text: payment.modelData.reference !== "" && payment.modelData.purpose !== "" ? qsTr("%1 (%2)").arg(payment.modelData.purpose).arg(payment.modelData.reference) : payment.modelData.purpose + payment.modelData.reference
            }
            Divider {
                width: parent.width
                visible: payment.index < root.payments.length - 1
            }
        }
    }
}
