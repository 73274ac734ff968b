pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// This machine: the hot signer, the node, backups, how it looks.
ConsolePage {
    id: root

    required property SettingsViewModel viewModel
    required property ShellViewModel shell
    required property Preferences preferences
    required property var people

    property string fileAct: ""

    function openFile(act: string) {
        fileAct = act;
        fileDialog.open();
    }

    source: viewModel
    loaded: viewModel.loaded
    dialogOpen: fileDialog.visible
    title: qsTr("Settings")

    HotSignerCard {
        width: parent.width
        shell: root.shell
        people: root.people
    }
    NodeCard {
        width: parent.width
        visible: root.viewModel.loaded
        viewModel: root.viewModel
    }
    Card {
        width: parent.width
        title: qsTr("Backup and registration")
        rows: true

        ListRow {
            width: parent.width
            inset: 0
            iconName: "export"
            title: qsTr("Back up everything except keys…")
            subtitle: qsTr("One encrypted file. Restore it from the welcome page.")
            onClicked: root.openFile("backup")
        }
        ListRow {
            width: parent.width
            inset: 0
            iconName: "station"
            title: qsTr("Export the registration for stations and desks…")
            subtitle: qsTr("The founding record, the people, the policy and the vaults, all signed. It contains no key.")
            divided: false
            onClicked: root.openFile("registration")
        }
    }
    Card {
        width: parent.width
        title: qsTr("Appearance")

        Column {
            width: parent.width
            spacing: Spacing.xs + Spacing.xxs

            FieldLabel {
                text: theme.label
                Accessible.ignored: true
            }
            SegmentedControl {
                id: theme

                label: qsTr("Theme")
                options: [qsTr("Like the system"), qsTr("Light"), qsTr("Dark")]
                currentIndex: root.preferences.theme
                onActivated: index => root.preferences.theme = index
            }
        }
    }

    PathDialog {
        id: fileDialog

        source: root.viewModel
        kind: PathField.SaveFile
        title: root.fileAct === "backup" ? qsTr("Back up the treasury") : qsTr("Export the registration")
        fieldLabel: qsTr("New file")
        confirmText: root.fileAct === "backup" ? qsTr("Back up") : qsTr("Export")
        onSubmitted: path => root.fileAct === "backup" ? root.viewModel.backup(path) : root.viewModel.exportRegistration(path)
    }
    Connections {
        target: root.viewModel
        function onActed(sentence: string) {
            fileDialog.close();
            root.announced(sentence, Tone.Success);
        }
    }
}
