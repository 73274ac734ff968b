pragma Singleton
import QtQuick

// Distances, in steps of four.
QtObject {
    readonly property int xxs: 2
    readonly property int xs: 4
    readonly property int s: 8
    readonly property int m: 12
    readonly property int l: 16
    readonly property int xl: 24
    readonly property int xxl: 32
    readonly property int xxxl: 48

    readonly property int page: 32
    readonly property int card: 20
    readonly property int field: 12
}
