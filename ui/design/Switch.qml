pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// On or off, in effect at once.
T.Switch {
    id: root

    property string help: ""

    function press() {
        if (!enabled)
            return;
        toggle();
        toggled();
        clicked();
    }

    implicitWidth: contentItem.implicitWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Sizes.controlSmall, contentItem.implicitHeight + 2 * Spacing.xs)
    leftPadding: indicator.width + (text !== "" ? Spacing.s + Spacing.xxs : 0)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font: Typography.body

    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.description: help
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: root.press()
    Accessible.onToggleAction: root.press()
    Keys.onReturnPressed: root.press()

    indicator: Rectangle {
        y: root.help !== "" ? Math.round(root.topPadding + (root.availableHeight - words.implicitHeight) / 2 + (label.font.pixelSize * 1.2 - height) / 2) : Math.round((root.height - height) / 2)
        implicitWidth: 34
        implicitHeight: 20
        radius: height / 2
        color: !root.enabled ? Theme.borderStrong : root.checked ? Theme.accent : Tokens.trackOff

        Rectangle {
            x: Spacing.xxs + root.visualPosition * (parent.width - width - 2 * Spacing.xxs)
            anchors.verticalCenter: parent.verticalCenter
            width: 16
            height: 16
            radius: 8
            color: root.enabled ? Tokens.knob : Theme.surface

            Behavior on x {
                NumberAnimation {
                    duration: Motion.fast
                }
            }
        }
        FocusRing {
            shown: root.visualFocus
            controlRadius: parent.radius
        }
    }

    contentItem: Item {
        implicitWidth: Math.max(label.implicitWidth, note.visible ? note.implicitWidth : 0)
        implicitHeight: words.implicitHeight

        Column {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            spacing: Spacing.xxs

            Text {
                id: label

                width: parent.width
                text: root.text
                textFormat: Text.PlainText
                renderType: Text.NativeRendering
                wrapMode: Text.Wrap
                font: root.font
                color: root.enabled ? Theme.textPrimary : Theme.textDisabled
                Accessible.ignored: true
            }
            Caption {
                id: note

                width: parent.width
                visible: root.help !== ""
                text: root.help
                Accessible.ignored: true
            }
        }
    }
}
