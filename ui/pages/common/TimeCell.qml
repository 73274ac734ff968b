import QtQuick
import Strongroom.Components
import Strongroom.Design

// A time in a column of a Table, in Unix seconds.
TableCell {
    id: root

    TimeText {
        anchors.verticalCenter: parent.verticalCenter
        seconds: root.value ?? null
        stacked: true
    }
}
