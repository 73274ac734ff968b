pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// A push button. One Primary a page at most; Danger only where something is stopped or lost. While `busy` it keeps
// its size, turns a spinner and takes no press.
T.Button {
    id: root

    enum Kind {
        Secondary,
        Primary,
        Danger,
        Quiet
    }

    property int kind: Button.Secondary
    property string iconName: ""
    property string trailingIconName: ""
    property bool busy: false
    property bool small: false

    readonly property ButtonColors colors: Tokens.button(kind)
    readonly property color contentColor: enabled ? colors.text : Theme.textDisabled
    readonly property int iconSize: small ? Sizes.iconSmall : Sizes.iconSmall + 2

    function press() {
        if (enabled && !busy)
            clicked();
    }

    implicitWidth: Math.max(implicitHeight, contentItem.implicitWidth + leftPadding + rightPadding)
    implicitHeight: small ? Sizes.controlSmall : Sizes.control
    leftPadding: small ? Spacing.s + Spacing.xxs : Spacing.m + Spacing.xxs
    rightPadding: leftPadding
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font: small ? Typography.label : Typography.control
    opacity: 1

    Accessible.role: Accessible.Button
    Accessible.name: text
    // Qt 6.4 does not tell assistive technology that a control is disabled.
    Accessible.description: busy ? qsTr("Working…") : enabled ? "" : qsTr("Not available now")
    Accessible.onPressAction: root.press()

    Keys.onReturnPressed: root.press()
    Keys.onEnterPressed: root.press()
    Keys.onPressed: event => event.accepted = root.busy && event.key === Qt.Key_Space

    contentItem: Item {
        implicitWidth: content.implicitWidth
        implicitHeight: content.implicitHeight

        Row {
            id: content

            anchors.centerIn: parent
            spacing: Spacing.s
            opacity: root.busy ? 0 : 1

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.iconName !== ""
                name: root.iconName
                size: root.iconSize
                color: root.contentColor
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.text !== ""
                text: root.text
                textFormat: Text.PlainText
                renderType: Text.NativeRendering
                font: root.font
                color: root.contentColor
                Accessible.ignored: true
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.trailingIconName !== ""
                name: root.trailingIconName
                size: root.iconSize
                color: root.contentColor
            }
        }
        Spinner {
            anchors.centerIn: parent
            visible: root.busy
            size: root.iconSize
            color: root.contentColor
            Accessible.ignored: true
        }
    }

    background: Rectangle {
        radius: Sizes.radius
        color: {
            if (!root.enabled)
                return root.kind === Button.Quiet ? "transparent" : Theme.surfacePressed;
            if (root.down)
                return root.colors.pressed;
            return root.hovered ? root.colors.hover : root.colors.background;
        }
        border.width: root.kind === Button.Quiet ? 0 : Sizes.line
        border.color: root.enabled ? root.colors.border : Theme.surfacePressed

        FocusRing {
            shown: root.visualFocus
        }
    }

    // Swallows presses while busy; the button keeps the focus.
    MouseArea {
        anchors.fill: parent
        visible: root.busy
    }
}
