import QtQuick

// Running text that carries the point.
BaseText {
    font: Typography.bodyStrong
    color: Theme.textPrimary
    lineHeight: 1.35
}
