pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// The frame of a page inside the shell: title, a line beneath, actions at the right, and content that scrolls. For a
// page that is one long table, set `scrolls: false`: the content then takes the height that is left.
FocusScope {
    id: root

    required property string title
    property string description: ""
    property bool scrolls: true
    property int spacing: Spacing.xl
    property int maximumWidth: 1120
    // For a page that has the window to itself.
    property bool centred: false
    default property alias content: body.data
    property alias actions: actionRow.data
    property alias above: aboveSlot.data

    readonly property real innerWidth: Math.min(width - 2 * Spacing.page, maximumWidth)
    readonly property real side: centred ? Math.round((width - innerWidth) / 2) : Spacing.page
    readonly property real innerHeight: height - head.height - Spacing.page

    function toTop() {
        flickable.contentY = 0;
    }

    Accessible.role: Accessible.Pane
    Accessible.name: title

    Flickable {
        id: flickable

        anchors.fill: parent
        clip: true
        interactive: root.scrolls
        boundsBehavior: Flickable.StopAtBounds
        contentWidth: width
        contentHeight: root.scrolls ? head.height + body.implicitHeight + Spacing.page : height
        T.ScrollBar.vertical: ScrollBar {}

        Column {
            id: head

            x: root.side
            width: root.innerWidth
            topPadding: Spacing.xl + Spacing.xs
            bottomPadding: Spacing.xl
            spacing: Spacing.xl

            Column {
                id: aboveSlot

                width: parent.width
                visible: children.length > 0
                spacing: Spacing.m
            }
            Item {
                width: parent.width
                height: Math.max(titles.implicitHeight, actionRow.implicitHeight)

                Column {
                    id: titles

                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - actionRow.width - Spacing.xl
                    spacing: Spacing.xs

                    PageTitle {
                        width: parent.width
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
        }
        Column {
            id: body

            x: root.side
            y: head.height
            width: root.innerWidth
            height: root.scrolls ? implicitHeight : root.innerHeight
            spacing: root.spacing
        }
    }
    FollowFocus {
        view: flickable
    }
}
