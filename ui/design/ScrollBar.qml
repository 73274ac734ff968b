pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// A thin scroll bar that shows itself while it is of use: `Flickable { ScrollBar.vertical: … }` of QtQuick.Templates.
T.ScrollBar {
    id: root

    implicitWidth: vertical ? 10 : 100
    implicitHeight: vertical ? 100 : 10
    padding: Spacing.xxs
    minimumSize: 0.06
    visible: policy !== T.ScrollBar.AlwaysOff && size < 1.0
    focusPolicy: Qt.NoFocus
    Accessible.ignored: true

    contentItem: Rectangle {
        radius: width / 2
        color: root.pressed || root.hovered ? Theme.textTertiary : Theme.borderControl
        opacity: root.active || root.hovered ? 0.9 : 0.35
    }
}
