import QtQuick

// The label of a field.
BaseText {
    font: Typography.label
    color: Theme.textPrimary
}
