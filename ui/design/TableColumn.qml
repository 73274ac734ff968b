import QtQuick

// A column of a Table. `width` fixes it; without one it takes its share (`stretch`) of what is left.
QtObject {
    enum Kind {
        Plain,
        Strong,
        Secondary,
        Numeric,
        Mono
    }

    property string title: ""
    // The model's role that holds the value, and the one that is read out (the same unless stated).
    property string role: ""
    property string spokenRole: role
    // How the value is read out, where its plain text does not do: a function of the value.
    property var spokenAs: null
    property int kind: TableColumn.Plain
    property bool rightAligned: kind === TableColumn.Numeric
    property int width: 0
    property real stretch: 1
    property bool sortable: false
    // A TableCell, where text does not do.
    property Component delegate: null
}
