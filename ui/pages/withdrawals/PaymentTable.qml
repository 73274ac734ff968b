import QtQuick
import Strongroom.Components
import Strongroom.Design

// The rows of a file of payments that can be paid: whom, at which registered address, how much.
Table {
    label: qsTr("Payments of the file")
    rowHeight: Sizes.row + Spacing.xxxl
    interactive: false

    TableColumn {
        title: qsTr("Line")
        role: "line"
        kind: TableColumn.Secondary
        width: 52
    }
    TableColumn {
        title: qsTr("Payee")
        role: "payee"
        stretch: 1.1
        delegate: Component {
            TableCell {
                id: payeeCell

                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    spacing: Spacing.xxs

                    BodyStrong {
                        width: parent.width
                        maximumLineCount: 2
                        text: payeeCell.value ?? ""
                    }
                    Caption {
                        width: parent.width
                        visible: text !== ""
                        maximumLineCount: 2
                        text: payeeCell.row?.reference ?? ""
                    }
                }
            }
        }
    }
    TableColumn {
        title: qsTr("Address")
        role: "address"
        stretch: 1.7
        delegate: Component {
            TableCell {
                id: addressCell

                AddressText {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    address: addressCell.value ?? ""
                    copyable: false
                }
            }
        }
    }
    TableColumn {
        title: qsTr("Purpose")
        role: "purpose"
        stretch: 1.2
        delegate: Component {
            TableCell {
                id: purposeCell

                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    spacing: Spacing.xxs

                    Body {
                        width: parent.width
                        visible: text !== ""
                        maximumLineCount: 2
                        text: purposeCell.value ?? ""
                    }
                    StatusPill {
                        visible: (purposeCell.row?.duplicate ?? "") !== ""
                        text: qsTr("Like an earlier payment")
                        tone: Tone.Warning
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
