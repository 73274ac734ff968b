import QtQuick

// Text whose characters are compared one by one: hashes, paths, codes.
BaseText {
    font: Typography.mono
    color: Theme.textPrimary
    wrapMode: Text.WrapAnywhere
}
