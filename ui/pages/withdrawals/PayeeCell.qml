import QtQuick
import Strongroom.Design

// Whom a withdrawal pays, and its reference beneath.
TableCell {
    id: root

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Spacing.xxs

        BodyStrong {
            id: name

            width: parent.width
            maximumLineCount: 3
            lineHeight: 1.1
            text: root.value ?? ""
        }
        Caption {
            width: parent.width
            visible: text !== "" && name.lineCount < 3
            text: root.row?.reference ?? ""
        }
    }
}
