import QtQuick
import Strongroom.Design

// The ground of a page of the gallery.
Rectangle {
    id: root

    required property bool dark

    color: Theme.background
    Component.onCompleted: Theme.dark = dark
}
