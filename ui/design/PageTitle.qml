import QtQuick

// The one title of a page.
BaseText {
    font: Typography.pageTitle
    color: Theme.textPrimary
    Accessible.role: Accessible.Heading
}
