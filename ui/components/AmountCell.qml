import QtQuick
import Strongroom.Design

// An amount in a column of a Table; AmountColumn puts it there.
TableCell {
    id: root

    AmountText {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        rightAligned: true
        satoshi: root.value ?? null
    }
}
