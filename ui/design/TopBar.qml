pragma ComponentBehavior: Bound
import QtQuick

// The bar above every page: whose treasury, as of when, and at the right what is always within reach.
Rectangle {
    id: root

    required property string title
    property alias leading: leadingRow.data
    property alias actions: actionRow.data

    implicitHeight: Sizes.topBar
    implicitWidth: Sizes.textWidth
    color: Theme.background
    Accessible.role: Accessible.ToolBar
    Accessible.name: title

    Row {
        id: leadingRow

        x: Spacing.page
        height: parent.height
        spacing: Spacing.m

        BodyStrong {
            anchors.verticalCenter: parent.verticalCenter
            text: root.title
            wrapMode: Text.NoWrap
            lineHeight: 1
        }
    }
    Row {
        id: actionRow

        anchors.right: parent.right
        anchors.rightMargin: Spacing.xl
        anchors.verticalCenter: parent.verticalCenter
        spacing: Spacing.s
    }
    Divider {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
    }
}
