pragma Singleton
import QtQuick

// Fixed extents and radii.
QtObject {
    readonly property int control: 36
    readonly property int controlSmall: 28
    readonly property int icon: 20
    readonly property int iconSmall: 16
    readonly property int row: 48
    readonly property int rowCompact: 40
    readonly property int tableHeader: 40
    readonly property int navigation: 224
    readonly property int topBar: 56
    readonly property int fieldWidth: 280
    readonly property int textWidth: 640
    readonly property int dialog: 480
    readonly property int dialogWide: 720
    readonly property int panel: 360
    // Of a QR code: five pixels to a module of the largest symbol, which is what cheap cameras read.
    readonly property int code: 380

    readonly property int line: 1
    readonly property int focusLine: 2
    readonly property int trainingFrame: 3
    readonly property int trainingStrip: 24

    readonly property int radiusSmall: 4
    readonly property int radius: 8
    readonly property int radiusLarge: 12
}
