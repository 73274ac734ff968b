import QtQuick

// The title of a card or a section.
BaseText {
    font: Typography.sectionTitle
    color: Theme.textPrimary
    Accessible.role: Accessible.Heading
}
