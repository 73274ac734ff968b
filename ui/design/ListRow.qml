pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// One thing of a short list: an icon or a person, a title, a line beneath, and what stands at the right.
T.AbstractButton {
    id: root

    property string title: ""
    property string subtitle: ""
    property string iconName: ""
    property int iconTone: Tone.Neutral
    property string avatarName: ""
    property bool chevron: true
    property bool clickable: true
    property bool divided: true
    property int inset: Spacing.card
    property int radius: bleed > 0 ? Sizes.radius : 0
    // What hovering and focus show reaches beyond a row that has no distance of its own.
    readonly property int bleed: inset === 0 ? Spacing.m : 0
    default property alias trailing: slot.data

    implicitWidth: Sizes.panel
    implicitHeight: Math.max(56, words.implicitHeight + 2 * Spacing.m)
    leftInset: -bleed
    rightInset: -bleed
    text: title
    hoverEnabled: clickable
    focusPolicy: clickable ? Qt.StrongFocus : Qt.NoFocus

    Accessible.role: clickable ? Accessible.Button : Accessible.ListItem
    Accessible.name: title
    Accessible.description: !clickable || enabled ? subtitle : qsTr("Not available now. %1").arg(subtitle)
    Accessible.onPressAction: if (root.enabled && root.clickable)
        root.clicked()
    Keys.onReturnPressed: if (root.clickable)
        root.clicked()

    background: Rectangle {
        radius: root.radius
        color: root.clickable && root.down ? Theme.surfacePressed : root.clickable && root.hovered ? Theme.surfaceHover : "transparent"

        FocusRing {
            shown: root.visualFocus
            anchors.margins: Spacing.xxs
            controlRadius: Sizes.radiusSmall
        }
        Divider {
            anchors.left: parent.left
            anchors.leftMargin: root.inset + root.bleed
            anchors.right: parent.right
            anchors.rightMargin: root.inset + root.bleed
            anchors.bottom: parent.bottom
            visible: root.divided
        }
    }

    contentItem: Item {
        Rectangle {
            id: mark

            x: root.inset
            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconName !== ""
            width: visible ? 32 : 0
            height: 32
            radius: Sizes.radius
            color: Theme.tone(root.iconTone).background

            Icon {
                anchors.centerIn: parent
                name: root.iconName
                size: 18
                color: Theme.tone(root.iconTone).text
            }
        }
        Avatar {
            id: avatar

            x: root.inset
            anchors.verticalCenter: parent.verticalCenter
            visible: root.avatarName !== ""
            name: root.avatarName
            Accessible.ignored: true
        }
        Column {
            id: words

            anchors.left: parent.left
            anchors.leftMargin: root.inset + (mark.visible || avatar.visible ? 32 + Spacing.m : 0)
            anchors.right: slot.left
            anchors.rightMargin: Spacing.l
            anchors.verticalCenter: parent.verticalCenter
            spacing: 1

            Text {
                width: parent.width
                text: root.title
                textFormat: Text.PlainText
                renderType: Text.NativeRendering
                elide: Text.ElideRight
                wrapMode: Text.Wrap
                maximumLineCount: 2
                font: Typography.control
                color: root.enabled ? Theme.textPrimary : Theme.textDisabled
                Accessible.ignored: true
            }
            Text {
                width: parent.width
                visible: root.subtitle !== ""
                text: root.subtitle
                textFormat: Text.PlainText
                renderType: Text.NativeRendering
                wrapMode: Text.Wrap
                font.family: Typography.label.family
                font.pixelSize: Typography.label.pixelSize
                color: Theme.textSecondary
                Accessible.ignored: true
            }
        }
        Row {
            id: slot

            anchors.right: arrow.left
            anchors.rightMargin: arrow.visible ? Spacing.s : 0
            anchors.verticalCenter: parent.verticalCenter
            spacing: Spacing.m
        }
        Icon {
            id: arrow

            anchors.right: parent.right
            anchors.rightMargin: root.inset
            anchors.verticalCenter: parent.verticalCenter
            visible: root.chevron && root.clickable
            width: visible ? size : 0
            name: "chevron-right"
            size: Sizes.iconSmall
            color: Theme.textTertiary
        }
    }
}
