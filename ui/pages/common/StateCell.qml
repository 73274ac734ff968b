import QtQuick
import Strongroom.Design
import Strongroom.Pages

// A sentence about the row's state with a dot in its tone (role `tone`); it wraps rather than being cut.
TableCell {
    id: root

    Row {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Spacing.s

        Rectangle {
            y: Spacing.xs + Spacing.xxs
            width: Spacing.s
            height: Spacing.s
            radius: Spacing.xs
            color: Theme.tone(Tones.of(root.row?.tone ?? "")).solid
        }
        Body {
            width: parent.width - x
            maximumLineCount: 3
            lineHeight: 1.1
            text: root.value ?? ""
        }
    }
}
