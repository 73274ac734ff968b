import QtQuick

// A state in one or a few words. Colour never says it alone: the words do.
Rectangle {
    id: root

    required property string text
    property int tone: Tone.Neutral
    property string iconName: ""

    readonly property ToneColors colors: Theme.tone(tone)

    implicitWidth: row.implicitWidth + 2 * Spacing.s + Spacing.xxs
    implicitHeight: 24
    radius: Sizes.radiusSmall + 2
    color: colors.background
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Spacing.xs + 2

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconName === ""
            width: 6
            height: 6
            radius: 3
            color: root.colors.text
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconName !== ""
            name: root.iconName
            size: 14
            color: root.colors.text
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            textFormat: Text.PlainText
            renderType: Text.NativeRendering
            font.family: Typography.caption.family
            font.pixelSize: Typography.caption.pixelSize
            font.weight: Font.Medium
            color: root.colors.text
            Accessible.ignored: true
        }
    }
}
