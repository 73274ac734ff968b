pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design

// Who agreed, on which device, and whether it counts.
Card {
    id: root

    required property var approvals

    title: qsTr("Approvals")
    spacing: Spacing.m

    Secondary {
        width: parent.width
        visible: root.approvals.length === 0
        text: qsTr("Nobody has approved yet.")
    }
    Repeater {
        model: root.approvals

        Item {
            id: entry

            required property var modelData

            width: parent ? parent.width : 0
            implicitHeight: words.implicitHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: qsTr("%1, %2").arg(modelData.person).arg(modelData.sentence)

            Avatar {
                id: avatar

                name: entry.modelData.person
                muted: !entry.modelData.counts
                Accessible.ignored: true
            }
            Column {
                id: words

                x: avatar.width + Spacing.m
                width: parent.width - x
                spacing: Spacing.xxs

                BodyStrong {
                    width: parent.width
                    text: qsTr("%1, %2").arg(entry.modelData.person).arg(entry.modelData.role)
                    Accessible.ignored: true
                }
                Secondary {
                    width: parent.width
                    text: entry.modelData.sentence
                    Accessible.ignored: true
                }
                Caption {
                    width: parent.width
                    text: qsTr("%1, on %2").arg(TimeFormat.absolute(entry.modelData.at)).arg(entry.modelData.device)
                    Accessible.ignored: true
                }
            }
        }
    }
}
