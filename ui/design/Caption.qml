import QtQuick

// Small explanatory text.
BaseText {
    font: Typography.caption
    color: Theme.textTertiary
    lineHeight: 1.3
}
