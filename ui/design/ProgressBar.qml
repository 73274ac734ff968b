import QtQuick

// How far something has come, from 0 to 1. Say what in `label`, and in `valueText` of what it is a share.
Item {
    id: root

    required property real value
    property string label: ""
    property int tone: Tone.Info
    property bool labelled: true

    readonly property real share: Math.max(0, Math.min(1, value))
    property string valueText: percent
    readonly property string percent: qsTr("%1 %").arg(Math.floor(share * 100 + 1e-9))

    implicitWidth: Sizes.fieldWidth
    implicitHeight: (labelled ? words.implicitHeight + Spacing.s : 0) + 6
    Accessible.role: Accessible.ProgressBar
    Accessible.name: label
    Accessible.description: valueText

    Caption {
        id: words

        visible: root.labelled
        text: root.label
        color: Theme.textSecondary
        Accessible.ignored: true
    }
    Numeric {
        anchors.right: parent.right
        visible: root.labelled
        text: root.valueText
        font: Typography.numericSmall
        color: Theme.textTertiary
        Accessible.ignored: true
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 6
        radius: 3
        color: Tokens.meterTrack

        Rectangle {
            width: root.share > 0 ? Math.max(height, Math.round(parent.width * root.share)) : 0
            height: parent.height
            radius: 3
            color: Theme.tone(root.tone).fill

            Behavior on width {
                NumberAnimation {
                    duration: Motion.normal
                }
            }
        }
    }
}
