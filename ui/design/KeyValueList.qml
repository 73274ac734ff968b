import QtQuick

// KeyValue lines, one beneath the other. Set `labelWidth` on each line where the default of 160 does not fit.
Column {
    id: root

    property string label: ""

    width: parent ? parent.width : implicitWidth
    Accessible.role: Accessible.Grouping
    Accessible.name: label
}
