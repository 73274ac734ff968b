pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models

// The facts, each from the bytes that are or will be signed.
Card {
    id: root

    required property withdrawalView facts
    readonly property int labelWidth: 112

    title: qsTr("Facts")
    spacing: Spacing.m

    Column {
        width: parent.width
        spacing: Spacing.xs

        Caption {
            text: qsTr("Leaves the treasury, fee included")
        }
        AmountText {
            satoshi: root.facts.outflow
            size: AmountText.Large
            label: qsTr("Leaves the treasury, fee included")
        }
    }
    Divider {
        width: parent.width
    }
    Column {
        width: parent.width
        visible: root.facts.payeeAddress !== ""
        spacing: Spacing.xs

        Caption {
            width: parent.width
            text: qsTr("To %1").arg(root.facts.payee)
        }
        AddressText {
            width: parent.width
            address: root.facts.payeeAddress
            label: qsTr("Address of %1").arg(root.facts.payee)
        }
    }
    Divider {
        width: parent.width
        visible: root.facts.payeeAddress !== ""
    }
    KeyValueList {
        KeyValue {
            label: qsTr("Amount")
            labelWidth: root.labelWidth
            value: qsTr("%1 BTC").arg(AmountFormat.bitcoin(root.facts.amount))
        }
        KeyValue {
            label: qsTr("Fee")
            labelWidth: root.labelWidth
            value: qsTr("%1 sat, %2").arg(AmountFormat.satoshi(root.facts.fee)).arg(root.facts.feeRate)
        }
        KeyValue {
            label: qsTr("Fee may rise to")
            labelWidth: root.labelWidth
            visible: root.facts.hasCeiling
            value: qsTr("%1 sat, %2, without new approvals").arg(AmountFormat.satoshi(root.facts.maxFee)).arg(root.facts.maxFeeRate)
        }
        KeyValue {
            label: qsTr("From")
            labelWidth: root.labelWidth
            value: root.facts.vault
        }
        KeyValue {
            label: qsTr("Purpose")
            labelWidth: root.labelWidth
            visible: root.facts.purpose !== ""
            value: root.facts.purpose
        }
        KeyValue {
            label: qsTr("Reference")
            labelWidth: root.labelWidth
            visible: root.facts.reference !== ""
            value: root.facts.reference
        }
        KeyValue {
            label: qsTr("Proposed by")
            labelWidth: root.labelWidth
            value: qsTr("%1, %2").arg(root.facts.proposer).arg(TimeFormat.relative(root.facts.proposedAt, DisplayClock.now))
        }
        KeyValue {
            label: qsTr("Expires")
            labelWidth: root.labelWidth
            visible: root.facts.mayExpire
            value: TimeFormat.absolute(root.facts.expiresAt)
        }
    }
}
