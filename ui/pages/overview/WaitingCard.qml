pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design

// Matters that wait for someone, each a way to its page.
Card {
    id: root

    required property var model
    property string emptyText: ""
    readonly property alias count: items.count

    signal opened(string kind, string subjectId)

    function iconOf(kind: string): string {
        switch (kind) {
        case "approval":
            return "approvals";
        case "station":
            return "station";
        case "payee":
            return "payee";
        case "vault":
            return "vault";
        case "deposit":
            return "deposit";
        case "arming":
            return "arm";
        }
        return "info";
    }

    rows: true

    Secondary {
        width: parent.width
        visible: items.count === 0
        bottomPadding: Spacing.m
        text: root.emptyText
    }
    Repeater {
        id: items

        model: root.model

        ListRow {
            id: entry

            required property int index
            required property var model

            width: parent ? parent.width : 0
            inset: 0
            iconName: root.iconOf(model.kind)
            iconTone: model.kind === "approval" || model.kind === "arming" || model.kind === "deposit" ? Tone.Warning : Tone.Info
            title: model.title
            subtitle: model.sentence
            divided: index < items.count - 1
            clickable: model.kind !== "other"
            onClicked: root.opened(model.kind, model.subjectId)

            Caption {
                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                lineHeight: 1
                // A payee that nobody approved yet has no time of its own.
                visible: entry.model.since > 0
                text: TimeFormat.relative(entry.model.since, DisplayClock.now)
            }
        }
    }
}
