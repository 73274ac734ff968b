pragma ComponentBehavior: Bound
import QtQuick

// What happened, in order. `model` is a list model with the roles title, detail, when and tone, or a list of objects
// with these properties.
Column {
    id: root

    required property var model
    property string label: ""

    width: parent ? parent.width : implicitWidth
    Accessible.role: Accessible.List
    Accessible.name: label

    Repeater {
        id: entries

        model: root.model

        Item {
            id: entry

            required property int index
            required property var model
            readonly property var fields: model.modelData !== undefined ? model.modelData : model
            readonly property int tone: fields.tone ?? Tone.Neutral

            width: root.width
            implicitHeight: words.implicitHeight + (index < entries.count - 1 ? Spacing.l : 0)
            Accessible.role: Accessible.ListItem
            Accessible.name: fields.title
            Accessible.description: fields.detail ?? ""

            Rectangle {
                x: 5
                y: 17
                width: Sizes.line
                height: parent.height - 12
                visible: entry.index < entries.count - 1
                color: Theme.borderStrong
            }
            Rectangle {
                x: 1
                y: 5
                width: 9
                height: 9
                radius: 5
                color: entry.tone === Tone.Neutral ? Theme.surface : Theme.tone(entry.tone).fill
                border.width: entry.tone === Tone.Neutral ? Sizes.focusLine - 0.5 : 0
                border.color: Theme.borderControl
            }
            Column {
                id: words

                x: Spacing.xl
                width: parent.width - x
                spacing: 1

                Item {
                    width: parent.width
                    height: title.implicitHeight

                    Text {
                        id: title

                        width: parent.width - time.implicitWidth - Spacing.m
                        text: entry.fields.title
                        textFormat: Text.PlainText
                        renderType: Text.NativeRendering
                        wrapMode: Text.Wrap
                        font: Typography.control
                        color: Theme.textPrimary
                        Accessible.ignored: true
                    }
                    Caption {
                        id: time

                        anchors.right: parent.right
                        anchors.baseline: title.baseline
                        text: entry.fields.when ?? ""
                    }
                }
                Secondary {
                    width: parent.width
                    visible: text !== ""
                    text: entry.fields.detail ?? ""
                    Accessible.ignored: true
                }
            }
        }
    }
}
