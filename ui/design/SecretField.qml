pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design

// A passphrase or seed words. The text lives in C++ alone: give the field to a view model as it is (`viewModel.unlock
// (field)`), which takes the secret once. Return emits `accepted`.
SecretItem {
    id: root

    property string label: ""
    property string help: ""
    property string error: ""
    property string errorCode: ""

    readonly property bool invalid: error !== ""
    readonly property int dotRoom: Math.max(0, Math.floor((box.width - 2 * Spacing.m) / (dots.dot + dots.spacing)))

    implicitWidth: Sizes.fieldWidth
    implicitHeight: column.implicitHeight

    Accessible.role: Accessible.EditableText
    Accessible.name: label
    Accessible.description: invalid ? qsTr("Error: %1").arg(error) : qsTr("%n characters typed, none shown. %1", "", length).arg(help)
    Accessible.focusable: true

    Column {
        id: column

        width: root.width
        spacing: Spacing.xs + 2

        FieldLabel {
            width: parent.width
            visible: root.label !== ""
            text: root.label
            color: root.enabled ? Theme.textPrimary : Theme.textTertiary
            Accessible.ignored: true
        }

        FieldBackground {
            id: box

            width: parent.width
            height: Sizes.control
            active: root.activeFocus
            invalid: root.invalid

            Row {
                id: dots

                readonly property int dot: 7

                x: Spacing.m
                anchors.verticalCenter: parent.verticalCenter
                spacing: Spacing.xs

                Repeater {
                    model: Math.min(root.length, root.dotRoom)

                    Rectangle {
                        width: dots.dot
                        height: dots.dot
                        radius: dots.dot / 2
                        color: root.enabled ? Theme.textPrimary : Theme.textDisabled
                    }
                }
            }
            Rectangle {
                id: caret

                x: Spacing.m + (root.length > 0 ? dots.width + Spacing.xxs : 0)
                anchors.verticalCenter: parent.verticalCenter
                width: 1
                height: 18
                visible: root.activeFocus && root.enabled
                color: Theme.textPrimary
            }
            Icon {
                anchors.right: parent.right
                anchors.rightMargin: Spacing.m
                anchors.verticalCenter: parent.verticalCenter
                visible: root.length === 0
                name: "lock"
                size: Sizes.iconSmall
                color: Theme.textTertiary
            }
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
        Mono {
            width: parent.width
            visible: root.invalid && text !== ""
            text: root.errorCode
            font: Typography.monoSmall
            color: Theme.textTertiary
            Accessible.ignored: true
        }
    }
}
