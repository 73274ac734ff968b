pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models

// What verifying the log found.
Card {
    id: root

    required property auditHead head

    title: head.matches ? qsTr("The log is whole") : qsTr("The log does not add up")
    description: qsTr("%n records were recomputed and compared with the journal of this seat.", "", head.size)
    spacing: Spacing.s
    actions: [
        StatusPill {
            anchors.verticalCenter: parent ? parent.verticalCenter : undefined
            text: root.head.matches ? qsTr("Verified") : qsTr("Do not rely on it")
            tone: root.head.matches ? Tone.Success : Tone.Danger
        },
        Button {
            small: true
            iconName: "copy"
            text: qsTr("Copy log seal")
            onClicked: Clipboard.copy(root.head.seal)
        }
    ]

    Repeater {
        model: root.head.findings

        Body {
            required property string modelData

            width: parent ? parent.width : 0
            color: Theme.danger.text
            text: modelData
        }
    }
    KeyValue {
        label: qsTr("Root of the tree")

        HashText {
            width: parent.width
            hash: root.head.root
            label: qsTr("Root of the tree")
        }
    }
}
