pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// Rows of a list model under named columns, smooth at a million rows (only those in sight exist). Up, Down, Page Up,
// Page Down, Home and End move; Enter or a click activates a row. Sorting is asked for, the model sorts.
FocusScope {
    id: root

    required property var model
    default required property list<TableColumn> columns
    property string label: ""
    property int rowHeight: Sizes.row
    property bool framed: true
    property bool interactive: true
    // The current row stays marked while something beside the table shows it.
    property bool marksCurrent: false
    property bool loading: false
    property alias currentRow: view.currentIndex
    readonly property alias count: view.count
    property string sortRole: ""
    property bool sortDescending: false

    property string emptyIcon: "inbox"
    property string emptyTitle: qsTr("Nothing here yet")
    property string emptyText: ""
    property string emptyActionText: ""

    readonly property int inset: Spacing.card
    readonly property int gap: Spacing.l
    readonly property var widths: root.shareOut(view.width - 2 * inset)

    signal activated(int row)
    signal sortRequested(string role)
    signal emptyActionTriggered

    function shareOut(space: real): var {
        let left = space - gap * (columns.length - 1);
        let shares = 0;
        for (let i = 0; i < columns.length; ++i) {
            if (columns[i].width > 0)
                left -= columns[i].width;
            else
                shares += columns[i].stretch;
        }
        const widths = [];
        for (let i = 0; i < columns.length; ++i)
            widths.push(columns[i].width > 0 ? columns[i].width : Math.max(0, Math.floor(left * columns[i].stretch / shares)));
        return widths;
    }
    function spoken(row: var): string {
        const parts = [];
        for (let i = 0; i < columns.length; ++i) {
            let value = columns[i].spokenRole !== "" ? row[columns[i].spokenRole] : undefined;
            if (columns[i].spokenAs !== null && value !== undefined)
                value = columns[i].spokenAs(value);
            if (value !== undefined && value !== null && value !== "")
                parts.push(columns[i].title !== "" ? qsTr("%1: %2").arg(columns[i].title).arg(value) : value);
        }
        return parts.join(", ");
    }
    function move(rows: int) {
        view.currentIndex = Math.max(0, Math.min(view.count - 1, view.currentIndex + rows));
    }

    implicitWidth: Sizes.textWidth
    implicitHeight: header.height + (view.count === 0 ? empty.implicitHeight + Spacing.xxxl : view.count * rowHeight) + 2 * frame.border.width
    Accessible.role: Accessible.Table
    Accessible.name: label

    Rectangle {
        id: frame

        anchors.fill: parent
        radius: root.framed ? Sizes.radiusLarge : 0
        color: root.framed ? Theme.surface : "transparent"
        border.width: root.framed ? Sizes.line : 0
        border.color: Theme.border
    }

    TableHeader {
        id: header

        x: frame.border.width
        y: frame.border.width
        width: parent.width - 2 * x
        radius: frame.radius > 0 ? frame.radius - 1 : 0
        columns: root.columns
        widths: root.widths
        inset: root.inset
        gap: root.gap
        sortRole: root.sortRole
        sortDescending: root.sortDescending
        onSortRequested: role => root.sortRequested(role)
    }

    ListView {
        id: view

        anchors.top: header.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: frame.border.width
        anchors.topMargin: 0
        clip: true
        focus: true
        activeFocusOnTab: count > 0
        reuseItems: true
        cacheBuffer: 0
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        highlightMoveDuration: 0
        highlightResizeDuration: 0
        currentIndex: -1
        model: root.model
        T.ScrollBar.vertical: ScrollBar {}

        Keys.onReturnPressed: if (currentIndex >= 0 && root.interactive)
            root.activated(currentIndex)
        Keys.onPressed: event => {
            const page = Math.max(1, Math.floor(view.height / root.rowHeight) - 1);
            event.accepted = true;
            if (event.key === Qt.Key_Home)
                root.move(-view.count);
            else if (event.key === Qt.Key_End)
                root.move(view.count);
            else if (event.key === Qt.Key_PageUp)
                root.move(-page);
            else if (event.key === Qt.Key_PageDown)
                root.move(page);
            else
                event.accepted = false;
        }
        onActiveFocusChanged: if (activeFocus && currentIndex < 0 && count > 0)
            currentIndex = 0

        delegate: T.AbstractButton {
            id: entry

            required property int index
            required property var model

            width: view.width
            height: root.rowHeight
            hoverEnabled: root.interactive
            focusPolicy: Qt.NoFocus
            onClicked: {
                view.currentIndex = index;
                if (root.interactive)
                    root.activated(index);
            }

            Accessible.role: Accessible.Row
            Accessible.name: root.spoken(model)
            Accessible.selectable: true
            Accessible.selected: view.currentIndex === index
            Accessible.onPressAction: if (entry.enabled)
                entry.clicked()

            Rectangle {
                anchors.fill: parent
                color: entry.index === view.currentIndex && (view.activeFocus || root.marksCurrent) ? Theme.surfaceSelected : entry.hovered ? Theme.surfaceHover : "transparent"
            }
            Rectangle {
                width: 3
                height: parent.height
                visible: entry.index === view.currentIndex && (view.activeFocus || root.marksCurrent)
                color: Theme.focusRing
            }
            Row {
                x: root.inset
                height: parent.height
                spacing: root.gap

                Repeater {
                    model: root.columns.length

                    TableCellSlot {
                        required property int index

                        width: root.widths[index] ?? 0
                        height: entry.height
                        column: root.columns[index]
                        row: entry.model
                        rowIndex: entry.index
                    }
                }
            }
            Divider {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.bottom: parent.top
                visible: entry.index > 0
            }
        }
    }

    EmptyState {
        id: empty

        anchors.centerIn: view
        width: Math.min(view.width - 2 * Spacing.xl, Sizes.panel + Spacing.xxxl)
        visible: view.count === 0 && !root.loading
        iconName: root.emptyIcon
        title: root.emptyTitle
        text: root.emptyText
        actionText: root.emptyActionText
        onActionTriggered: root.emptyActionTriggered()
    }
    Spinner {
        anchors.centerIn: view
        visible: root.loading && view.count === 0
        size: 28
        label: qsTr("Loading %1").arg(root.label)
    }
}
