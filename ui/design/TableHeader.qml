pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// The head of a Table. Not used by pages.
Rectangle {
    id: root

    required property var columns
    required property var widths
    required property int inset
    required property int gap
    property string sortRole: ""
    property bool sortDescending: false

    signal sortRequested(string role)

    implicitHeight: Sizes.tableHeader
    color: Tokens.tableHeader

    // The frame is round above only.
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: root.radius
        color: root.color
    }
    Row {
        x: root.inset
        height: parent.height
        spacing: root.gap

        Repeater {
            model: root.columns.length

            T.AbstractButton {
                id: heading

                required property int index
                readonly property TableColumn column: root.columns[index]
                readonly property bool sorted: column.sortable && root.sortRole === column.role

                width: root.widths[index] ?? 0
                height: root.height
                text: column.title
                enabled: column.sortable
                focusPolicy: column.sortable ? Qt.TabFocus : Qt.NoFocus
                hoverEnabled: column.sortable
                onClicked: root.sortRequested(column.role)
                Keys.onReturnPressed: root.sortRequested(column.role)

                Accessible.role: Accessible.ColumnHeader
                Accessible.name: text
                Accessible.description: !sorted ? "" : root.sortDescending ? qsTr("Sorted, largest first") : qsTr("Sorted, smallest first")
                Accessible.onPressAction: if (heading.enabled)
                    heading.clicked()

                Text {
                    id: words

                    x: heading.column.rightAligned ? parent.width - width - (arrow.visible ? arrow.width + Spacing.xxs : 0) : 0
                    width: Math.min(implicitWidth, parent.width - (arrow.visible ? arrow.width + Spacing.xxs : 0))
                    anchors.verticalCenter: parent.verticalCenter
                    text: heading.text
                    textFormat: Text.PlainText
                    renderType: Text.NativeRendering
                    elide: Text.ElideRight
                    font.family: Typography.caption.family
                    font.pixelSize: Typography.caption.pixelSize
                    font.weight: Font.Medium
                    color: heading.hovered || heading.sorted ? Theme.textPrimary : Theme.textTertiary
                    Accessible.ignored: true
                }
                Icon {
                    id: arrow

                    anchors.left: words.right
                    anchors.leftMargin: Spacing.xxs
                    anchors.verticalCenter: parent.verticalCenter
                    visible: heading.sorted
                    name: root.sortDescending ? "chevron-down" : "chevron-up"
                    size: 14
                    color: Theme.textPrimary
                }
                FocusRing {
                    shown: heading.visualFocus
                    controlRadius: Sizes.radiusSmall
                    anchors.margins: Spacing.xxs
                    anchors.leftMargin: -Spacing.xs
                    anchors.rightMargin: -Spacing.xs
                }
            }
        }
    }
    Divider {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
    }
}
