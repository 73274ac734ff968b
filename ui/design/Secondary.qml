import QtQuick

// Running text of the second rank.
BaseText {
    font: Typography.body
    color: Theme.textSecondary
    lineHeight: 1.35
}
