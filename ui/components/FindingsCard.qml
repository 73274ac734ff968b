pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design

// What reviewing the transaction found: what is refused, what the approvers answer, what is only shown.
Column {
    id: root

    required property var findings

    visible: findings.length > 0
    spacing: Spacing.s

    Repeater {
        model: root.findings

        Banner {
            required property var modelData

            width: root.width
            tone: modelData.severity === "refuse" ? Tone.Danger : modelData.severity === "ask" ? Tone.Warning : Tone.Info
            text: modelData.sentence
            code: modelData.code
        }
    }
}
