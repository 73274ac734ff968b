pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design

// Sentences that hold, one beneath the other.
Card {
    id: root

    required property var lines

    visible: lines.length > 0
    spacing: Spacing.s

    Repeater {
        model: root.lines

        Row {
            id: line

            required property string modelData

            width: parent ? parent.width : 0
            spacing: Spacing.m

            Icon {
                y: Spacing.xxs
                name: "shield-check"
                size: Sizes.iconSmall
                color: Theme.textTertiary
            }
            Body {
                width: parent.width - x
                text: line.modelData
            }
        }
    }
}
