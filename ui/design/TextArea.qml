pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// Several lines of text; grows no further than its height and scrolls within. Tab moves on, it is not typed.
FormField {
    id: root

    property alias text: input.text
    property alias placeholderText: input.placeholderText
    property alias readOnly: input.readOnly
    property int lines: 3
    property bool mono: false

    signal editingFinished

    inputHeight: Math.round(metrics.lineSpacing * lines) + 2 * Spacing.s

    FontMetrics {
        id: metrics

        font: input.font
    }

    FieldBackground {
        anchors.fill: parent
        active: input.activeFocus
        invalid: root.invalid
        hovered: input.hovered
        interactive: !input.readOnly
    }

    Flickable {
        id: flickable

        anchors.fill: parent
        anchors.margins: 2
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        contentWidth: width
        contentHeight: input.implicitHeight

        T.ScrollBar.vertical: ScrollBar {}

        T.TextArea.flickable: T.TextArea {
            id: input

            leftPadding: Spacing.m - 2
            rightPadding: Spacing.m - 2
            topPadding: Spacing.s - 2
            bottomPadding: Spacing.s - 2
            implicitHeight: contentHeight + topPadding + bottomPadding
            focus: true
            hoverEnabled: true
            selectByMouse: true
            wrapMode: root.mono ? TextEdit.WrapAnywhere : TextEdit.Wrap
            textFormat: TextEdit.PlainText
            font: root.mono ? Typography.mono : Typography.body
            color: enabled ? Theme.textPrimary : Theme.textTertiary
            selectionColor: Theme.accent
            selectedTextColor: Theme.textOnAccent
            renderType: Text.NativeRendering
            KeyNavigation.priority: KeyNavigation.BeforeItem
            KeyNavigation.tab: nextItemInFocusChain(true)
            KeyNavigation.backtab: nextItemInFocusChain(false)
            onEditingFinished: root.editingFinished()

            Accessible.role: Accessible.EditableText
            Accessible.multiLine: true
            Accessible.name: root.label !== "" ? root.label : placeholderText
            Accessible.description: root.explanation

            Text {
                x: input.leftPadding
                y: input.topPadding
                width: input.width - 2 * x
                visible: input.text === "" && input.preeditText === ""
                text: input.placeholderText
                textFormat: Text.PlainText
                renderType: Text.NativeRendering
                wrapMode: Text.Wrap
                font: input.font
                color: Theme.textTertiary
                Accessible.ignored: true
            }
        }
    }
}
