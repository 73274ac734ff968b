import QtQuick

// One line of a KeyValueList: a label and its value, or any content in place of the value.
Item {
    id: root

    required property string label
    property string value: ""
    property bool mono: false
    property int labelWidth: 160
    readonly property int gap: Spacing.xs + Spacing.xxs
    default property alias content: slot.data

    width: parent ? parent.width : implicitWidth
    implicitWidth: Sizes.panel
    implicitHeight: Math.max(name.implicitHeight, slot.children.length > 0 ? slot.implicitHeight : words.implicitHeight) + 2 * root.gap
    Accessible.role: Accessible.StaticText
    Accessible.name: value !== "" ? qsTr("%1: %2").arg(label).arg(value) : label

    Secondary {
        id: name

        y: root.gap
        width: root.labelWidth - Spacing.m
        text: root.label
        Accessible.ignored: true
    }
    Text {
        id: words

        x: root.labelWidth
        y: root.gap
        width: root.width - x
        visible: root.value !== ""
        text: root.value
        textFormat: Text.PlainText
        renderType: Text.NativeRendering
        wrapMode: root.mono ? Text.WrapAnywhere : Text.Wrap
        lineHeight: 1.35
        font: root.mono ? Typography.mono : Typography.body
        color: Theme.textPrimary
        Accessible.ignored: true
    }
    Column {
        id: slot

        x: root.labelWidth
        y: root.gap
        width: root.width - x
        spacing: Spacing.xs
    }
}
