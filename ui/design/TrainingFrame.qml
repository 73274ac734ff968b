import QtQuick

// The frame around every page of a training treasury. It covers nothing and takes no press.
Item {
    id: root

    property string text: qsTr("Training – no real money")

    anchors.fill: parent
    z: 1000
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Rectangle {
        anchors.fill: parent
        color: "transparent"
        border.width: Sizes.trainingFrame - 1
        border.color: Theme.training.solid
    }
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        y: -Sizes.radius
        width: label.implicitWidth + 2 * Spacing.l
        height: 22 + Sizes.radius
        radius: Sizes.radius
        color: Theme.training.solid

        Text {
            id: label

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 4
            text: root.text
            textFormat: Text.PlainText
            renderType: Text.NativeRendering
            font: Typography.overline
            color: Theme.training.textOnSolid
            Accessible.ignored: true
        }
    }
}
