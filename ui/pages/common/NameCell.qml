import QtQuick
import Strongroom.Design

// A name in a column of a Table; it wraps rather than being cut.
TableCell {
    id: root

    BodyStrong {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        maximumLineCount: 3
        lineHeight: 1.1
        text: root.value ?? ""
    }
}
