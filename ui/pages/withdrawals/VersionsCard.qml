pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design

// The transactions of one withdrawal, of which at most one can confirm.
Card {
    id: root

    // var: Qt 6.4 assigns no list of C++ to a list of QML.
    required property var versions

    signal opened(string withdrawalId)

    function nameOf(kind: string): string {
        switch (kind) {
        case "speed_up":
            return qsTr("Faster");
        case "stop":
            return qsTr("Stop: the coins back");
        }
        return qsTr("The payment");
    }

    visible: versions.length > 0
    title: qsTr("Versions")
    description: qsTr("All of them spend the same coins: at most one can ever confirm.")

    Column {
        width: parent.width

        Repeater {
            model: root.versions

            ListRow {
                id: row

                required property var modelData
                required property int index

                width: parent ? parent.width : 0
                inset: 0
                title: modelData.current ? qsTr("%1 (shown here)").arg(root.nameOf(modelData.kind)) : root.nameOf(modelData.kind)
                subtitle: qsTr("%1 Fee: %2 sat.").arg(modelData.sentence).arg(AmountFormat.satoshi(modelData.fee))
                clickable: !modelData.current
                chevron: clickable
                divided: index < root.versions.length - 1
                onClicked: root.opened(modelData.id)
            }
        }
    }
}
