import QtQuick
import Strongroom.Components
import Strongroom.Design

// What came, and beneath it what was expected.
TableCell {
    id: root

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Spacing.xxs

        AmountText {
            anchors.right: parent.right
            rightAligned: true
            showSatoshi: false
            satoshi: root.value ?? null
        }
        Caption {
            width: parent.width
            horizontalAlignment: Text.AlignRight
            text: AmountFormat.known(root.row?.expected) ? qsTr("of %1 expected").arg(AmountFormat.bitcoin(root.row?.expected)) : qsTr("any amount expected")
        }
    }
}
