pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models

// Coins to choose by hand: what each was paid for, where it stands, why one cannot be spent now. Enter or a click chooses
// a coin, or leaves it.
Card {
    id: root

    required property CoinChoice coins
    property int mostRows: 6

    title: qsTr("Coins")
    description: coins.count > 0 ? qsTr("%n chosen, %1 BTC in all.", "", coins.count).arg(AmountFormat.bitcoin(coins.total)) : qsTr("None is chosen. %n can be spent now.", "", coins.spendable)
    spacing: Spacing.m
    actions: [
        Button {
            small: true
            text: root.coins.count > 0 ? qsTr("Choose none") : qsTr("Choose all")
            enabled: root.coins.spendable > 0
            onClicked: root.coins.chooseAll(root.coins.count === 0)
        }
    ]

    Table {
        id: table

        width: parent.width
        height: Math.min(implicitHeight, rowHeight * root.mostRows + Sizes.row)
        label: qsTr("Coins")
        framed: false
        rowHeight: Sizes.row + Spacing.xl
        model: root.coins.rows
        emptyIcon: "vault"
        emptyTitle: qsTr("No coins")
        emptyText: qsTr("What is paid to an address of this vault appears here.")
        onActivated: row => root.coins.toggleAt(row)

        TableColumn {
            title: qsTr("Spend")
            role: "chosen"
            width: 52
            spokenAs: chosen => chosen ? qsTr("chosen") : qsTr("not chosen")
            delegate: Component {
                TableCell {
                    id: mark

                    Rectangle {
                        anchors.verticalCenter: parent.verticalCenter
                        width: Sizes.icon
                        height: width
                        radius: Sizes.radiusSmall
                        visible: mark.row?.spendable ?? false
                        color: mark.value ? Theme.accent : Tokens.fieldBackground
                        border.width: mark.value ? 0 : Sizes.line
                        border.color: Theme.borderControl

                        Icon {
                            anchors.centerIn: parent
                            visible: mark.value ?? false
                            name: "check"
                            size: Sizes.iconSmall
                            color: Theme.textOnAccent
                        }
                    }
                }
            }
        }
        TableColumn {
            title: qsTr("Coin")
            role: "outpoint"
            stretch: 3.2
            delegate: Component {
                TableCell {
                    id: cell

                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width
                        spacing: Spacing.xxs

                        BodyStrong {
                            width: parent.width
                            maximumLineCount: 1
                            text: {
                                const coin = cell.row;
                                if (!coin)
                                    return "";
                                if (coin.label !== "")
                                    return coin.label;
                                return coin.change ? qsTr("Change") : qsTr("Without a label");
                            }
                        }
                        Mono {
                            width: parent.width
                            font: Typography.monoSmall
                            wrapMode: Text.WrapAnywhere
                            text: cell.value ?? ""
                        }
                    }
                }
            }
        }
        TableColumn {
            title: qsTr("State")
            role: "reason"
            delegate: Component {
                TableCell {
                    id: stateCell

                    Secondary {
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width
                        maximumLineCount: 3
                        text: {
                            const coin = stateCell.row;
                            if (!coin)
                                return "";
                            return coin.reason !== "" ? coin.reason : qsTr("Block %1").arg(coin.height);
                        }
                    }
                }
            }
        }
        AmountColumn {
            title: qsTr("Amount")
            role: "amount"
            width: 170
        }
    }
}
