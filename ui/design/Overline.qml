import QtQuick

// A group's heading in small capitals.
BaseText {
    font: Typography.overline
    color: Theme.textTertiary
}
