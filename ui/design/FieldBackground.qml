import QtQuick

// The box of a field in its states. Not used by pages.
Rectangle {
    id: root

    required property bool active
    required property bool invalid
    property bool hovered: false
    property bool interactive: true

    radius: Sizes.radius
    color: enabled && interactive ? Tokens.fieldBackground : Tokens.fieldDisabled
    border.width: Sizes.line
    border.color: {
        if (!enabled || !interactive)
            return Theme.border;
        if (invalid)
            return Theme.danger.solid;
        if (active)
            return Theme.focusRing;
        return hovered ? Theme.textTertiary : Theme.borderControl;
    }

    // A second line inside the first, so that focus does not move the text.
    Rectangle {
        anchors.fill: parent
        anchors.margins: Sizes.line
        radius: parent.radius - Sizes.line
        color: "transparent"
        visible: root.active && root.enabled
        border.width: Sizes.line
        border.color: root.border.color
    }
}
