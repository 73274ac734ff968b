pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// Yes or no, in effect when the form is sent.
T.CheckBox {
    id: root

    property string help: ""

    implicitWidth: contentItem.implicitWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Sizes.controlSmall, contentItem.implicitHeight + 2 * Spacing.xs)
    leftPadding: indicator.width + Spacing.s + Spacing.xxs
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font: Typography.body

    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.description: help
    Accessible.checked: checked
    Accessible.onPressAction: root.press()
    Accessible.onToggleAction: root.press()
    Keys.onReturnPressed: root.press()

    function press() {
        if (!enabled)
            return;
        toggle();
        toggled();
        clicked();
    }

    indicator: Rectangle {
        readonly property bool filled: root.checkState !== Qt.Unchecked

        y: root.help !== "" ? Math.round(root.topPadding + (root.availableHeight - words.implicitHeight) / 2 + (label.font.pixelSize * 1.2 - height) / 2) : Math.round((root.height - height) / 2)
        implicitWidth: 18
        implicitHeight: 18
        radius: Sizes.radiusSmall + 1
        color: !root.enabled ? (filled ? Theme.textDisabled : Theme.surfaceSunken) : filled ? Theme.accent : Tokens.fieldBackground
        border.width: filled ? 0 : Sizes.line
        border.color: !root.enabled ? Theme.border : root.hovered ? Theme.textTertiary : Theme.borderControl

        Icon {
            anchors.centerIn: parent
            visible: parent.filled
            name: root.checkState === Qt.PartiallyChecked ? "minus" : "check"
            size: 14
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
