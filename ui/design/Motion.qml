pragma Singleton
import QtQuick

// Durations in milliseconds. Nothing moves that carries no meaning; `reduced` stops even that.
QtObject {
    property bool reduced: false

    readonly property int fast: reduced ? 0 : 90
    readonly property int normal: reduced ? 0 : 160
    readonly property int slow: reduced ? 0 : 240
    readonly property int turn: 900
    readonly property int toast: 5000
    readonly property int tooltipDelay: 500
}
