pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// One line of text. Never for secrets: those go into SecretField.
FormField {
    id: root

    property alias text: input.text
    property alias placeholderText: input.placeholderText
    property alias readOnly: input.readOnly
    property alias maximumLength: input.maximumLength
    property alias inputMethodHints: input.inputMethodHints
    property alias validator: input.validator
    property alias acceptableInput: input.acceptableInput
    property string iconName: ""
    property string suffix: ""
    property bool mono: false
    property bool clearable: false

    signal accepted
    signal textEdited
    signal editingFinished

    function selectAll() {
        input.selectAll();
    }
    function clear() {
        input.clear();
    }

    T.TextField {
        id: input

        anchors.fill: parent
        leftPadding: root.iconName !== "" ? Spacing.m + Sizes.iconSmall + Spacing.s : Spacing.m
        rightPadding: Spacing.m + (suffixText.visible ? suffixText.width + Spacing.s : 0) + (clearButton.visible ? clearButton.width : 0)
        verticalAlignment: TextInput.AlignVCenter
        focus: true
        hoverEnabled: true
        selectByMouse: true
        font: root.mono ? Typography.mono : Typography.body
        color: enabled ? Theme.textPrimary : Theme.textTertiary
        selectionColor: Theme.accent
        selectedTextColor: Theme.textOnAccent
        placeholderTextColor: Theme.textTertiary
        renderType: Text.NativeRendering
        onAccepted: root.accepted()
        onTextEdited: root.textEdited()
        onEditingFinished: root.editingFinished()

        Accessible.role: Accessible.EditableText
        Accessible.name: root.label !== "" ? root.label : placeholderText
        Accessible.description: root.explanation

        background: FieldBackground {
            active: input.activeFocus
            invalid: root.invalid
            hovered: input.hovered
            interactive: !input.readOnly
        }

        Icon {
            x: Spacing.m
            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconName !== ""
            name: root.iconName
            size: Sizes.iconSmall
            color: Theme.textTertiary
        }
        Text {
            x: input.leftPadding
            width: input.width - input.leftPadding - input.rightPadding
            anchors.verticalCenter: parent.verticalCenter
            visible: input.text === "" && input.preeditText === ""
            text: input.placeholderText
            textFormat: Text.PlainText
            renderType: Text.NativeRendering
            elide: Text.ElideRight
            font: input.font
            color: input.placeholderTextColor
            Accessible.ignored: true
        }
        Text {
            id: suffixText

            anchors.right: parent.right
            anchors.rightMargin: Spacing.m
            anchors.verticalCenter: parent.verticalCenter
            visible: root.suffix !== ""
            text: root.suffix
            textFormat: Text.PlainText
            renderType: Text.NativeRendering
            font: Typography.label
            color: Theme.textTertiary
        }
        IconButton {
            id: clearButton

            anchors.right: parent.right
            anchors.rightMargin: Spacing.xs
            anchors.verticalCenter: parent.verticalCenter
            visible: root.clearable && input.text !== "" && input.enabled
            small: true
            iconName: "cross"
            text: qsTr("Clear")
            onClicked: {
                input.clear();
                root.textEdited();
                input.forceActiveFocus();
            }
        }
    }
}
