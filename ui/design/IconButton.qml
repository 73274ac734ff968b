pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// A square button that shows an icon alone. `text` is its accessible name and its tooltip, and is required.
T.Button {
    id: root

    required property string iconName
    property bool small: false
    property color iconColor: Theme.textSecondary

    function press() {
        if (enabled)
            clicked();
    }

    implicitWidth: implicitHeight
    implicitHeight: small ? Sizes.controlSmall : Sizes.control
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: enabled ? "" : qsTr("Not available now")
    Accessible.onPressAction: root.press()

    Keys.onReturnPressed: root.press()
    Keys.onEnterPressed: root.press()

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: root.iconName
            size: root.small ? Sizes.iconSmall : Sizes.icon
            color: !root.enabled ? Theme.textDisabled : root.hovered ? Theme.textPrimary : root.iconColor
        }
    }

    background: Rectangle {
        radius: root.small ? Sizes.radiusSmall + 2 : Sizes.radius
        color: root.down ? Tokens.buttonQuiet.pressed : root.hovered ? Tokens.buttonQuiet.hover : Tokens.buttonQuiet.background

        FocusRing {
            shown: root.visualFocus
            controlRadius: root.small ? Sizes.radiusSmall + 2 : Sizes.radius
        }
    }

    Tooltip {
        text: root.text
        visible: root.hovered || root.visualFocus
    }
}
