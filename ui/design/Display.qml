import QtQuick
import Strongroom.Design

// The one large figure of a page.
TabularText {
    font: Typography.display
    color: Theme.textPrimary
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
