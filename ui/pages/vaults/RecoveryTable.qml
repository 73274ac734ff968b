import QtQuick
import Strongroom.Components
import Strongroom.Design

// For each coin of a vault with a recovery path, when that opens.
Table {
    label: qsTr("Recovery")
    interactive: false
    rowHeight: Sizes.row + Spacing.l
    emptyIcon: "vault"
    emptyTitle: qsTr("No coins")
    emptyText: qsTr("The time of a coin counts from the block that it is paid in.")

    TableColumn {
        title: qsTr("Coin")
        role: "outpoint"
        stretch: 2.2
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
        title: qsTr("Opens")
        role: "about"
        delegate: Component {
            TableCell {
                id: dateCell

                Body {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    lineHeight: 1
                    text: {
                        const coin = dateCell.row;
                        if (!coin || coin.about === null || coin.about === undefined)
                            return qsTr("Unknown");
                        if (coin.state === "open")
                            return qsTr("Open");
                        const date = new Date(Number(coin.about) * 1000);
                        return qsTr("About %1").arg(date.toLocaleDateString(Qt.locale(), "d MMM yyyy"));
                    }
                }
            }
        }
    }
    TableColumn {
        title: qsTr("In words")
        role: "sentence"
        stretch: 1.6
        delegate: Component {
            TableCell {
                id: wordsCell

                Secondary {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    wrapMode: Text.Wrap
                    text: wordsCell.value ?? ""
                }
            }
        }
    }
    AmountColumn {
        title: qsTr("Amount")
        role: "amount"
    }
}
