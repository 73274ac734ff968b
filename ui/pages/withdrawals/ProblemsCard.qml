pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design

// What is wrong with a file of payments: where, what, and the code, all at once.
Card {
    id: root

    required property var model
    required property int count

    title: qsTr("%n problems", "", count)
    description: qsTr("Nothing is proposed until every row is good.")
    spacing: 0

    Repeater {
        model: root.model

        Column {
            id: entry

            required property int index
            required property string where
            required property string sentence
            required property string code

            width: parent ? parent.width : 0
            spacing: Spacing.xxs
            topPadding: Spacing.s
            bottomPadding: Spacing.s
            Accessible.role: Accessible.ListItem
            Accessible.name: qsTr("%1: %2").arg(where).arg(sentence)

            BodyStrong {
                width: parent.width
                text: entry.where
            }
            Body {
                width: parent.width
                text: entry.sentence
            }
            Mono {
                font: Typography.monoSmall
                color: Theme.textTertiary
                text: entry.code
            }
        }
    }
}
