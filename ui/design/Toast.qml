pragma ComponentBehavior: Bound
import QtQuick

// One short message at the foot of the window that goes by itself. For what is already visible in the state as well:
// nothing is said by a toast alone.
Item {
    id: root

    property string message: ""
    property int tone: Tone.Neutral

    function show(text: string, kind: int) {
        message = text;
        tone = kind;
        bubble.shown = true;
        timer.restart();
    }

    implicitWidth: bubble.width
    implicitHeight: bubble.height

    Timer {
        id: timer

        interval: Motion.toast
        onTriggered: bubble.shown = false
    }

    Rectangle {
        id: bubble

        property bool shown: false

        objectName: "toast"
        width: row.width + 2 * Spacing.l
        height: row.height + 2 * Spacing.m
        radius: Sizes.radius + 2
        color: Tokens.tooltipBackground
        opacity: shown ? 1 : 0
        visible: opacity > 0
        Accessible.role: Accessible.AlertMessage
        Accessible.name: root.message

        Behavior on opacity {
            NumberAnimation {
                duration: Motion.normal
            }
        }

        Elevation {
            radius: parent.radius
            level: 3
        }
        Row {
            id: row

            anchors.centerIn: parent
            spacing: Spacing.s + 2

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.tone !== Tone.Neutral
                size: 18
                name: root.tone === Tone.Success ? "check-circle" : root.tone === Tone.Danger ? "danger" : root.tone === Tone.Warning ? "warning" : "info"
                color: Tokens.tooltipText
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, Sizes.textWidth)
                wrapMode: Text.Wrap
                text: root.message
                textFormat: Text.PlainText
                renderType: Text.NativeRendering
                font: Typography.control
                color: Tokens.tooltipText
                Accessible.ignored: true
            }
        }
    }
}
