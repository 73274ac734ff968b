pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design

// How much a vault has, and whose keys it takes.
Row {
    id: root

    required property var vault

    spacing: Spacing.l

    Card {
        id: balance

        width: (root.width - Spacing.l) * 0.4
        height: Math.max(implicitHeight, keys.implicitHeight)
        title: qsTr("Balance")

        AmountText {
            satoshi: root.vault.total ?? null
            size: AmountText.Large
            label: qsTr("Balance")
        }
        KeyValueList {
            KeyValue {
                label: qsTr("Available")
                value: qsTr("%1 BTC").arg(AmountFormat.bitcoin(root.vault.available))
            }
            KeyValue {
                label: qsTr("Reserved")
                value: qsTr("%1 BTC").arg(AmountFormat.bitcoin(root.vault.reserved))
            }
            KeyValue {
                label: qsTr("On hold")
                value: qsTr("%1 BTC").arg(AmountFormat.bitcoin(root.vault.held))
            }
            KeyValue {
                label: qsTr("Unconfirmed")
                value: qsTr("%1 BTC").arg(AmountFormat.bitcoin(root.vault.unconfirmed))
            }
        }
    }
    Card {
        id: keys

        width: root.width - balance.width - Spacing.l
        height: Math.max(implicitHeight, balance.implicitHeight)
        title: qsTr("Keys")
        description: (root.vault.recoverySentence ?? "") !== "" ? root.vault.recoverySentence : qsTr("%1 of %n keys must sign.", "", root.vault.keyCount ?? 0).arg(root.vault.threshold ?? 0)
        spacing: Spacing.s

        Repeater {
            model: root.vault.keys ?? []

            ListRow {
                required property var modelData

                width: parent ? parent.width : 0
                inset: 0
                clickable: false
                iconName: "key"
                title: modelData.holder
                subtitle: qsTr("%1 at %2").arg(modelData.fingerprint).arg(modelData.path)
            }
        }
        KeyValue {
            label: qsTr("Digest to compare")
            labelWidth: 150

            HashText {
                width: parent.width
                hash: root.vault.descriptorDigest ?? ""
                label: qsTr("Digest to compare")
            }
        }
    }
}
