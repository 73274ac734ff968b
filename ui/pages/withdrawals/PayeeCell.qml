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
            width: parent.width
            maximumLineCount: 2
            lineHeight: 1.1
            text: root.value ?? ""
        }
        Caption {
            width: parent.width
            visible: text !== ""
            text: root.row?.reference ?? ""
        }
    }
}
