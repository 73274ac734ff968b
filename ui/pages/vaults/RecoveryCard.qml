pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design

// Who may spend without the primary keys, and when: the soonest coin large, the rest in words.
Card {
    id: root

    required property var recovery
    required property bool readOnly

    readonly property string state_: recovery.state ?? ""
    readonly property bool counts: recovery.about !== null && recovery.about !== undefined
    readonly property bool nearing: state_ === "soon" || state_ === "open"

    signal refreshRequested
    signal recoverRequested

    function dateOf(seconds: var): string {
        return new Date(Number(seconds) * 1000).toLocaleDateString(Qt.locale(), "d MMMM yyyy");
    }

    title: qsTr("Recovery path")
    description: recovery.sentence ?? ""
    actions: [
        Button {
            visible: root.state_ === "open"
            small: true
            enabled: !root.readOnly
            text: qsTr("Recover…")
            onClicked: root.recoverRequested()
        },
        Button {
            visible: root.nearing
            small: true
            kind: Button.Primary
            enabled: !root.readOnly
            text: qsTr("Refresh…")
            onClicked: root.refreshRequested()
        }
    ]

    Row {
        width: parent.width
        spacing: Spacing.l

        Display {
            id: date

            visible: root.counts
            text: root.state_ === "open" ? qsTr("Open") : qsTr("About %1").arg(root.dateOf(root.recovery.about))
        }
        StatusPill {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.state_ !== "" && root.state_ !== "empty"
            text: root.state_ === "open" ? qsTr("Open now") : root.state_ === "soon" ? qsTr("Opens soon") : root.state_ === "closed" ? qsTr("Closed") : qsTr("Not counting yet")
            tone: root.state_ === "open" ? Tone.Danger : root.state_ === "soon" ? Tone.Warning : root.state_ === "closed" ? Tone.Success : Tone.Neutral
        }
    }
    Body {
        width: parent.width
        text: root.nearing ? qsTr("%1 Moving the coins within the vault starts the time anew.").arg(root.recovery.stateSentence ?? "") : root.recovery.stateSentence ?? ""
    }
}
