import QtQuick

// What stands where something could not be shown: the sentence first, what would help, the code small and last.
Item {
    id: root

    required property string text
    property string remedy: ""
    property string code: ""
    property string actionText: ""

    signal actionTriggered

    implicitWidth: Sizes.panel
    implicitHeight: column.implicitHeight
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
    Accessible.description: remedy

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
            color: Theme.danger.background

            Icon {
                anchors.centerIn: parent
                name: "danger"
                size: 22
                color: Theme.danger.text
            }
        }
        Item {
            width: 1
            height: Spacing.xxs
        }
        BodyStrong {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.text
        }
        Secondary {
            width: parent.width
            visible: root.remedy !== ""
            horizontalAlignment: Text.AlignHCenter
            text: root.remedy
        }
        Button {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: root.actionText !== ""
            text: root.actionText
            onClicked: root.actionTriggered()
        }
        Mono {
            width: parent.width
            visible: root.code !== ""
            horizontalAlignment: Text.AlignHCenter
            text: root.code
            font: Typography.monoSmall
            color: Theme.textTertiary
        }
    }
}
