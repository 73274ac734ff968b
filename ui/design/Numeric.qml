import QtQuick
import Strongroom.Design

// Numbers whose digits stand in columns. For amounts use AmountText of Strongroom.Components.
TabularText {
    font: Typography.numeric
    color: Theme.textPrimary
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
