import QtQuick
import Strongroom.Components
import Strongroom.Design

// Addresses of one branch of a vault, whole.
Table {
    label: qsTr("Addresses")
    interactive: false
    rowHeight: Sizes.row + Spacing.l
    emptyIcon: "vault"
    emptyTitle: qsTr("No addresses derived yet")

    TableColumn {
        title: qsTr("No.")
        role: "index"
        width: 48
    }
    TableColumn {
        title: qsTr("Address")
        role: "address"
        stretch: 2.4
        delegate: Component {
            TableCell {
                id: cell

                AddressText {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    address: cell.value ?? ""
                }
            }
        }
    }
    TableColumn {
        title: qsTr("For")
        role: "label"
        kind: TableColumn.Secondary
    }
    AmountColumn {
        title: qsTr("Received")
        role: "received"
    }
}
