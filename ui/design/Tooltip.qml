pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// A short explanation beside the pointer. Never the only place where something is said.
T.ToolTip {
    id: root

    x: parent ? Math.round((parent.width - implicitWidth) / 2) : 0
    y: -implicitHeight - Spacing.xs
    implicitWidth: Math.min(label.implicitWidth, Sizes.panel) + leftPadding + rightPadding
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    padding: Spacing.xs + 2
    leftPadding: Spacing.s + 2
    rightPadding: Spacing.s + 2
    margins: Spacing.s
    delay: Motion.tooltipDelay
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent

    contentItem: Text {
        id: label

        text: root.text
        textFormat: Text.PlainText
        renderType: Text.NativeRendering
        wrapMode: Text.Wrap
        font: Typography.caption
        color: Tokens.tooltipText
    }

    background: Rectangle {
        radius: Sizes.radiusSmall + 2
        color: Tokens.tooltipBackground
    }
}
