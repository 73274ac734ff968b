import QtQuick

// A hairline across its parent.
Rectangle {
    implicitHeight: Sizes.line
    implicitWidth: Sizes.line
    color: Theme.border
    Accessible.ignored: true
}
