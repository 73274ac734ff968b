pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// An entry of SideNavigation with the heading of the group it starts. Not used by pages.
Column {
    id: root

    required property NavigationItem item
    required property bool current

    signal opened
    signal stepped(int by)

    function takeFocus() {
        button.forceActiveFocus(Qt.TabFocusReason);
    }

    visible: item.visible
    spacing: 0

    Item {
        width: parent.width
        height: visible ? heading.implicitHeight + Spacing.l + Spacing.xs : 0
        visible: root.item.section !== ""

        Overline {
            id: heading

            x: Spacing.l + Spacing.xs
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Spacing.xs + 2
            text: root.item.section
        }
    }

    T.AbstractButton {
        id: button

        x: Spacing.m
        width: parent.width - 2 * Spacing.m
        implicitHeight: 34
        text: root.item.title
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        onClicked: root.opened()

        Accessible.role: Accessible.PageTab
        Accessible.name: root.item.count > 0 ? qsTr("%1, %2").arg(text).arg(root.item.count) : text
        Accessible.selectable: true
        Accessible.selected: root.current
        Accessible.onPressAction: if (button.enabled)
            button.clicked()
        Keys.onReturnPressed: root.opened()
        Keys.onUpPressed: root.stepped(-1)
        Keys.onDownPressed: root.stepped(1)

        background: Rectangle {
            radius: Sizes.radius
            color: root.current ? (Theme.dark ? Theme.neutral.background : Theme.surface) : button.hovered ? Theme.surfacePressed : "transparent"
            border.width: root.current ? Sizes.line : 0
            border.color: Theme.border

            FocusRing {
                shown: button.visualFocus
                anchors.margins: -1
                controlRadius: Sizes.radius - 2
            }
        }
        contentItem: Item {
            Icon {
                id: mark

                x: Spacing.s
                anchors.verticalCenter: parent.verticalCenter
                name: root.item.iconName
                size: 18
                color: root.current ? Theme.textLink : Theme.textTertiary
            }
            Text {
                anchors.left: mark.right
                anchors.leftMargin: Spacing.s + 2
                anchors.right: badge.left
                anchors.verticalCenter: parent.verticalCenter
                text: button.text
                textFormat: Text.PlainText
                renderType: Text.NativeRendering
                elide: Text.ElideRight
                font.family: Typography.control.family
                font.pixelSize: Typography.control.pixelSize
                font.weight: Font.Medium
                color: root.current || button.hovered ? Theme.textPrimary : Theme.textSecondary
                Accessible.ignored: true
            }
            Badge {
                id: badge

                anchors.right: parent.right
                anchors.rightMargin: Spacing.s
                anchors.verticalCenter: parent.verticalCenter
                visible: root.item.count > 0
                count: root.item.count
                tone: root.item.countTone
                Accessible.ignored: true
            }
        }
    }
}
