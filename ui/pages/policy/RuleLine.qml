import QtQuick
import Strongroom.Design

// One rule: what it does, its sentence, its name small and last.
Item {
    id: root

    required property string rule
    required property string effect
    required property string sentence
    property bool divided: true

    implicitHeight: words.implicitHeight + 2 * Spacing.m
    Accessible.role: Accessible.ListItem
    Accessible.name: sentence

    StatusPill {
        y: Spacing.m
        text: root.effect === "allow" ? qsTr("Allows") : root.effect === "deny" ? qsTr("Forbids") : qsTr("Requires")
        tone: root.effect === "allow" ? Tone.Success : root.effect === "deny" ? Tone.Danger : Tone.Info
    }
    Column {
        id: words

        x: 112
        y: Spacing.m
        width: parent.width - x
        spacing: Spacing.xxs

        Body {
            width: parent.width
            text: root.sentence
            Accessible.ignored: true
        }
        Mono {
            width: parent.width
            font: Typography.monoSmall
            color: Theme.textTertiary
            text: root.rule
            Accessible.ignored: true
        }
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.divided
    }
}
