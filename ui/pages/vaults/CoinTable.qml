import QtQuick
import Strongroom.Components
import Strongroom.Design

// The coins of a vault; Enter puts one on hold or releases it.
Table {
    label: qsTr("Coins")
    rowHeight: Sizes.row + Spacing.l
    emptyIcon: "vault"
    emptyTitle: qsTr("No coins")
    emptyText: qsTr("What is paid to an address of this vault appears here.")

    TableColumn {
        title: qsTr("Coin")
        role: "outpoint"
        stretch: 2.6
        delegate: Component {
            TableCell {
                id: cell

                Mono {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    font: Typography.monoSmall
                    wrapMode: Text.WrapAnywhere
                    text: cell.value ?? ""
                }
            }
        }
    }
    TableColumn {
        title: qsTr("State")
        role: "holdReason"
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
                        if (coin.held)
                            return qsTr("On hold: %1").arg(coin.holdReason);
                        if (coin.reservedBy !== "")
                            return qsTr("Reserved for a withdrawal");
                        if (coin.height === null || coin.height === undefined)
                            return qsTr("Unconfirmed");
                        return coin.change ? qsTr("Change, block %1").arg(coin.height) : qsTr("Block %1").arg(coin.height);
                    }
                }
            }
        }
    }
    AmountColumn {
        title: qsTr("Amount")
        role: "amount"
    }
}
