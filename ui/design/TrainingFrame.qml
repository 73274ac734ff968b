import QtQuick

// The frame around every page of a training treasury. It takes no press; what it frames keeps Sizes.trainingStrip free
// at the top and Sizes.trainingFrame at the other sides.
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
        border.width: Sizes.trainingFrame
        border.color: Theme.training.solid
    }
    Rectangle {
        width: parent.width
        height: Sizes.trainingStrip
        color: Theme.training.solid

        Text {
            anchors.centerIn: parent
            text: root.text
            textFormat: Text.PlainText
            renderType: Text.NativeRendering
            font: Typography.overline
            color: Theme.training.textOnSolid
            Accessible.ignored: true
        }
    }
}
