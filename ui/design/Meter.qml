pragma ComponentBehavior: Bound
import QtQuick

// A count against a need, one segment each: "Approvals 1 of 2". Turns green when the need is met.
Item {
    id: root

    required property string label
    required property int filled
    required property int total
    property string note: ""
    property string countText: qsTr("%1 of %2").arg(filled).arg(total)

    readonly property bool met: filled >= total

    implicitWidth: Sizes.fieldWidth
    implicitHeight: column.implicitHeight
    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTr("%1 %2").arg(label).arg(countText)
    Accessible.description: note

    Column {
        id: column

        width: parent.width
        spacing: Spacing.s

        Item {
            width: parent.width
            height: name.implicitHeight

            FieldLabel {
                id: name

                text: root.label
                Accessible.ignored: true
            }
            Row {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                spacing: Spacing.xs

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: root.met
                    name: "check"
                    size: 14
                    color: Theme.success.text
                }
                FieldLabel {
                    text: root.countText
                    color: root.met ? Theme.success.text : Theme.textSecondary
                    Accessible.ignored: true
                }
            }
        }
        Row {
            id: segments

            width: parent.width
            spacing: Spacing.xs

            Repeater {
                model: root.total

                Rectangle {
                    required property int index

                    width: (segments.width - segments.spacing * (root.total - 1)) / Math.max(1, root.total)
                    height: 6
                    radius: 3
                    color: index >= root.filled ? Tokens.meterTrack : root.met ? Theme.success.fill : Theme.info.fill
                }
            }
        }
        Caption {
            width: parent.width
            visible: root.note !== ""
            text: root.note
            color: Theme.textSecondary
            Accessible.ignored: true
        }
    }
}
