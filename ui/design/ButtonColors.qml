import QtQuick

// The colours of one kind of button in its states.
QtObject {
    required property color background
    required property color hover
    required property color pressed
    required property color text
    required property color border
}
