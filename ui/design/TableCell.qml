import QtQuick

// The root of a column's own delegate. The table fills in the three properties and the size.
Item {
    property var value
    property var row
    property int rowIndex: -1
}
