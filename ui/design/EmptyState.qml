import QtQuick

// What stands where nothing is yet: what will be here, and the one thing to do about it.
Item {
    id: root

    required property string title
    property string text: ""
    property string iconName: "approvals"
    property string actionText: ""

    signal actionTriggered

    implicitWidth: Sizes.panel
    implicitHeight: column.implicitHeight
    Accessible.role: Accessible.Grouping
    Accessible.name: title

    Column {
        id: column

        anchors.centerIn: parent
        width: parent.width
        spacing: Spacing.s

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 48
            height: 48
            radius: 24
            color: Theme.neutral.background

            Icon {
                anchors.centerIn: parent
                name: root.iconName
                size: 22
                color: Theme.textTertiary
            }
        }
        Item {
            width: 1
            height: Spacing.xxs
        }
        BodyStrong {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.title
        }
        Secondary {
            width: parent.width
            visible: root.text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: root.text
        }
        Item {
            width: 1
            height: Spacing.xs
            visible: action.visible
        }
        Button {
            id: action

            anchors.horizontalCenter: parent.horizontalCenter
            visible: root.actionText !== ""
            text: root.actionText
            onClicked: root.actionTriggered()
        }
    }
}
