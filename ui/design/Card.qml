pragma ComponentBehavior: Bound
import QtQuick

// A surface that holds one matter. Children are laid out in a column over its whole width; `actions` stand at the
// right of the title. With `rows` the children are ListRows, which bring their own distance above and below.
Rectangle {
    id: root

    property string title: ""
    property string description: ""
    property int padding: Spacing.card
    property bool rows: false
    property int spacing: rows ? 0 : Spacing.l
    default property alias content: body.data
    property alias actions: actionRow.data

    readonly property real innerWidth: width - 2 * padding

    implicitWidth: Sizes.panel
    implicitHeight: column.y + column.implicitHeight + padding - (rows ? Spacing.m : 0)
    radius: Sizes.radiusLarge
    color: Theme.surface
    border.width: Sizes.line
    border.color: Theme.border
    Accessible.role: Accessible.Grouping
    Accessible.name: title

    Column {
        id: column

        x: root.padding
        y: root.padding - (root.rows && !head.visible ? Spacing.m : 0)
        width: root.innerWidth
        spacing: root.spacing

        Item {
            id: head

            width: parent.width
            height: Math.max(titles.implicitHeight, actionRow.implicitHeight)
            visible: root.title !== "" || actionRow.children.length > 0

            Column {
                id: titles

                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - (actionRow.width > 0 ? actionRow.width + Spacing.l : 0)
                spacing: Spacing.xs

                SectionTitle {
                    width: parent.width
                    visible: root.title !== ""
                    text: root.title
                }
                Secondary {
                    width: parent.width
                    visible: root.description !== ""
                    text: root.description
                }
            }
            Row {
                id: actionRow

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                spacing: Spacing.s
            }
        }
        Column {
            id: body

            width: parent.width
            spacing: root.spacing
        }
    }
}
