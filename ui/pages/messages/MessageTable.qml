import QtQuick
import Strongroom.Design
import Strongroom.Pages

// Messages of vaults, newest first.
Table {
    label: qsTr("Messages")
    rowHeight: Sizes.row + Spacing.l
    emptyIcon: "edit"

    TableColumn {
        title: qsTr("Message")
        role: "beginning"
        stretch: 1.3
        delegate: Component {
            NameCell {}
        }
    }
    TableColumn {
        title: qsTr("State")
        role: "sentence"
        stretch: 1.3
        delegate: Component {
            StateCell {}
        }
    }
    TableColumn {
        title: qsTr("Vault")
        role: "vault"
        delegate: Component {
            NameCell {}
        }
    }
}
