import QtQuick

// The colours of one tone. `text` is read on `background` or on a surface, `textOnSolid` on `solid`; `fill` is
// for bars, bands and dots.
QtObject {
    required property color text
    required property color background
    required property color border
    required property color solid
    required property color textOnSolid
    required property color fill
}
