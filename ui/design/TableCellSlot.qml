pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design

// One cell of one row: text in the role the column asks for, or the column's own delegate. Not used by pages.
Item {
    id: root

    required property TableColumn column
    required property var row
    required property int rowIndex

    readonly property var value: column.role !== "" ? row?.[column.role] : undefined
    property TableCell custom: null

    // Created from its own context: a Loader loses that of a bound component in Qt 6.4.
    Component.onCompleted: {
        if (column.delegate)
            custom = column.delegate.createObject(root, {
                value: root.value,
                row: root.row,
                rowIndex: root.rowIndex
            }) as TableCell;
    }
    onValueChanged: if (custom)
        custom.value = value
    onRowChanged: if (custom)
        custom.row = row
    onRowIndexChanged: if (custom)
        custom.rowIndex = rowIndex

    Binding {
        target: root.custom
        property: "width"
        value: root.width
        when: root.custom !== null
    }
    Binding {
        target: root.custom
        property: "height"
        value: root.height
        when: root.custom !== null
    }

    Text {
        anchors.fill: parent
        visible: root.column.delegate === null && root.column.kind !== TableColumn.Numeric
        verticalAlignment: Text.AlignVCenter
        horizontalAlignment: root.column.rightAligned ? Text.AlignRight : Text.AlignLeft
        text: visible && root.value !== undefined && root.value !== null ? root.value : ""
        textFormat: Text.PlainText
        renderType: Text.NativeRendering
        elide: Text.ElideRight
        font: root.column.kind === TableColumn.Mono ? Typography.mono : root.column.kind === TableColumn.Strong ? Typography.control : Typography.body
        color: root.column.kind === TableColumn.Secondary ? Theme.textSecondary : Theme.textPrimary
        Accessible.ignored: true
    }
    TabularText {
        anchors.verticalCenter: parent.verticalCenter
        width: root.width
        visible: root.column.delegate === null && root.column.kind === TableColumn.Numeric
        text: visible && root.value !== undefined && root.value !== null ? root.value : ""
        horizontalAlignment: root.column.rightAligned ? TabularText.AlignRight : TabularText.AlignLeft
        font: Typography.numeric
        color: Theme.textPrimary
        Accessible.ignored: true
    }
}
