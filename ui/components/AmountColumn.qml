import QtQuick
import Strongroom.Components
import Strongroom.Design

// Amounts in a Table: `AmountColumn { title: qsTr("Balance"); role: "total" }`.
TableColumn {
    width: 200
    rightAligned: true
    spokenAs: satoshi => AmountFormat.spoken(satoshi)
    delegate: Component {
        AmountCell {}
    }
}
