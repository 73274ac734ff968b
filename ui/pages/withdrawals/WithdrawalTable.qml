import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Pages

// Withdrawals, newest first.
Table {
    label: qsTr("Withdrawals")
    rowHeight: Sizes.row + Spacing.l
    emptyIcon: "withdrawal"

    TableColumn {
        title: qsTr("Payee")
        role: "payee"
        delegate: Component {
            PayeeCell {}
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
        title: qsTr("Proposed")
        role: "proposedAt"
        spokenRole: ""
        width: 170
        delegate: Component {
            TimeCell {}
        }
    }
    AmountColumn {
        title: qsTr("Amount")
        role: "amount"
        width: 190
    }
}
