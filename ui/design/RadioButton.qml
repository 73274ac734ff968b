pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// One of a few, all in sight. Radio buttons of one parent exclude each other.
T.RadioButton {
    id: root

    property string help: ""

    implicitWidth: contentItem.implicitWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Sizes.controlSmall, contentItem.implicitHeight + 2 * Spacing.xs)
    leftPadding: indicator.width + Spacing.s + Spacing.xxs
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font: Typography.body

    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.description: help
    Accessible.checked: checked
    Accessible.onPressAction: root.press()
    Accessible.onToggleAction: root.press()
    Keys.onReturnPressed: root.press()

    function press() {
        if (!enabled)
            return;
        if (!checked) {
            toggle();
            toggled();
        }
        clicked();
    }

    indicator: Rectangle {
        y: root.help !== "" ? Math.round(root.topPadding + (root.availableHeight - words.implicitHeight) / 2 + (label.font.pixelSize * 1.2 - height) / 2) : Math.round((root.height - height) / 2)
        implicitWidth: 18
        implicitHeight: 18
        radius: width / 2
        color: !root.enabled ? (root.checked ? Theme.textDisabled : Theme.surfaceSunken) : root.checked ? Theme.accent : Tokens.fieldBackground
        border.width: root.checked ? 0 : Sizes.line
        border.color: !root.enabled ? Theme.border : root.hovered ? Theme.textTertiary : Theme.borderControl

        Rectangle {
            anchors.centerIn: parent
            width: 8
            height: 8
            radius: 4
            visible: root.checked
            color: Theme.textOnAccent
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
