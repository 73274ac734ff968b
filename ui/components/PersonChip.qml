import QtQuick
import Strongroom.Design

// A person: initials, name and role.
Item {
    id: root

    required property string name
    property string role: ""
    property string personId: name
    property bool muted: false
    property int avatarSize: 28

    implicitWidth: avatar.width + Spacing.s + Spacing.xxs + words.implicitWidth
    implicitHeight: Math.max(avatar.height, words.implicitHeight)
    Accessible.role: Accessible.StaticText
    Accessible.name: role !== "" ? qsTr("%1, %2").arg(name).arg(role) : name

    Avatar {
        id: avatar

        anchors.verticalCenter: parent.verticalCenter
        name: root.name
        seed: root.personId
        size: root.avatarSize
        muted: root.muted
        Accessible.ignored: true
    }
    Column {
        id: words

        anchors.left: avatar.right
        anchors.leftMargin: Spacing.s + Spacing.xxs
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter

        Text {
            width: parent.width
            elide: Text.ElideRight
            text: root.name
            textFormat: Text.PlainText
            renderType: Text.NativeRendering
            font: Typography.control
            color: root.muted ? Theme.textTertiary : Theme.textPrimary
            Accessible.ignored: true
        }
        Text {
            width: parent.width
            elide: Text.ElideRight
            visible: root.role !== ""
            text: root.role
            textFormat: Text.PlainText
            renderType: Text.NativeRendering
            font: Typography.caption
            color: Theme.textTertiary
            Accessible.ignored: true
        }
    }
}
