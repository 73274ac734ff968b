import QtQuick
import Strongroom.Components
import Strongroom.Design

// The most that can be moved, or that this policy sets no bound.
Card {
    id: root

    required property var satoshi

    AmountText {
        visible: AmountFormat.known(root.satoshi)
        satoshi: root.satoshi
        size: AmountText.Large
        label: root.title
    }
    Body {
        width: parent.width
        visible: !AmountFormat.known(root.satoshi)
        text: qsTr("This policy sets no bound that could be computed.")
    }
}
