import QtQuick
import Strongroom.Design

// A drawing of resources/icons in one colour. Decoration only: the control it stands in carries the name.
IconItem {
    property int size: Sizes.icon

    implicitWidth: size
    implicitHeight: size
    color: Theme.textSecondary
    Accessible.ignored: true
}
