import QtQuick

// A small count.
Rectangle {
    id: root

    required property int count
    property int tone: Tone.Neutral

    implicitWidth: Math.max(implicitHeight, label.implicitWidth + 2 * Spacing.xs + 4)
    implicitHeight: 20
    radius: height / 2
    color: Theme.tone(tone).background
    Accessible.role: Accessible.StaticText
    Accessible.name: label.text

    Text {
        id: label

        anchors.centerIn: parent
        text: root.count > 999 ? qsTr("999+") : root.count
        textFormat: Text.PlainText
        renderType: Text.NativeRendering
        font: Typography.captionStrong
        color: Theme.tone(root.tone).text
        Accessible.ignored: true
    }
}
