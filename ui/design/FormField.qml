pragma ComponentBehavior: Bound
import QtQuick

// What every field has: a label above, the input, and below it the error or else the help. Not used by pages.
FocusScope {
    id: root

    property string label: ""
    property string help: ""
    property string error: ""
    property bool optional: false
    property int inputHeight: Sizes.control
    default property alias input: slot.data

    readonly property bool invalid: error !== ""
    // For the accessible description of the input.
    readonly property string explanation: invalid ? qsTr("Error: %1").arg(error) : help

    implicitWidth: Sizes.fieldWidth
    implicitHeight: column.implicitHeight

    Column {
        id: column

        width: root.width
        spacing: Spacing.xs + 2

        Item {
            width: parent.width
            height: labelText.implicitHeight
            visible: root.label !== ""

            FieldLabel {
                id: labelText

                text: root.label
                color: root.enabled ? Theme.textPrimary : Theme.textTertiary
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                width: Math.min(implicitWidth, parent.width - (optionalText.visible ? optionalText.width + Spacing.s : 0))
                Accessible.ignored: true
            }
            Caption {
                id: optionalText

                anchors.right: parent.right
                anchors.baseline: labelText.baseline
                visible: root.optional
                text: qsTr("Optional")
            }
        }

        Item {
            id: slot

            width: parent.width
            height: root.inputHeight
        }

        Row {
            width: parent.width
            spacing: Spacing.xs + 2
            visible: note.text !== ""

            Icon {
                id: noteIcon

                y: 1
                visible: root.invalid
                name: "danger"
                size: Sizes.iconSmall - 2
                color: Theme.danger.text
            }
            Caption {
                id: note

                width: parent.width - (noteIcon.visible ? noteIcon.width + parent.spacing : 0)
                text: root.invalid ? root.error : root.help
                color: root.invalid ? Theme.danger.text : Theme.textTertiary
                Accessible.ignored: true
            }
        }
    }
}
