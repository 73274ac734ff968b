import QtQuick
import Strongroom.Design
import Strongroom.Pages

// Records of the log.
Table {
    label: qsTr("Audit log")
    interactive: false
    rowHeight: Sizes.row + Spacing.s
    emptyIcon: "audit"
    emptyTitle: qsTr("No record matches")

    TableColumn {
        title: qsTr("No.")
        role: "index"
        width: 56
        kind: TableColumn.Secondary
    }
    TableColumn {
        title: qsTr("When")
        role: "at"
        spokenRole: ""
        width: 170
        delegate: Component {
            TimeCell {}
        }
    }
    TableColumn {
        title: qsTr("Who")
        role: "actor"
        width: 130
        kind: TableColumn.Strong
    }
    TableColumn {
        title: qsTr("What")
        role: "sentence"
        delegate: Component {
            TableCell {
                id: cell

                Row {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    spacing: Spacing.s

                    Icon {
                        visible: cell.row?.refusal ?? false
                        name: "warning"
                        size: Sizes.iconSmall
                        color: Theme.warning.text
                    }
                    Body {
                        width: parent.width - x
                        maximumLineCount: 2
                        lineHeight: 1.1
                        text: cell.value ?? ""
                    }
                }
            }
        }
    }
    TableColumn {
        title: qsTr("Kind")
        role: "kind"
        width: 200
        kind: TableColumn.Mono
    }
}
