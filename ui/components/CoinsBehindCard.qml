pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design

// The coins that stand behind a message, {outpoint, amount}: they are shown, not spent.
Card {
    id: root

    required property var coins

    visible: coins.length > 0
    title: qsTr("Coins behind it")
    description: qsTr("Proof that the vault can spend them. Whether they are unspent, a node must say.")
    spacing: Spacing.m

    Repeater {
        model: root.coins

        Column {
            id: coin

            required property var modelData

            width: parent ? parent.width : 0
            spacing: Spacing.xxs

            AmountText {
                satoshi: coin.modelData.amount
                label: qsTr("Amount of a coin")
            }
            HashText {
                width: parent.width
                hash: coin.modelData.outpoint
                label: qsTr("Coin")
            }
        }
    }
}
