import QtQuick

// Running text.
BaseText {
    font: Typography.body
    color: Theme.textPrimary
    lineHeight: 1.35
}
