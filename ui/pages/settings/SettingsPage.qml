pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages
import Strongroom.Qr

// This machine: the hot signer, the node, backups, how it looks.
ConsolePage {
    id: root

    required property SettingsViewModel viewModel
    required property ShellViewModel shell
    required property Preferences preferences
    // Null but in exercises: the camera that sees this screen.
    property VirtualCamera watcher: null

    source: viewModel
    loaded: viewModel.loaded
    dialogOpen: backupDialog.visible || registrationDialog.visible
    title: qsTr("Settings")

    HotSignerCard {
        width: parent.width
        shell: root.shell
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
            onClicked: backupDialog.open()
        }
        ListRow {
            width: parent.width
            inset: 0
            iconName: "station"
            title: qsTr("Registration for stations and desks…")
            subtitle: qsTr("As a moving code or a file: the founding record, the people, the policy and the vaults, all signed.")
            divided: false
            onClicked: registrationDialog.open()
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
        id: backupDialog

        source: root.viewModel
        kind: PathField.SaveFile
        title: qsTr("Back up the treasury")
        fieldLabel: qsTr("New file")
        confirmText: qsTr("Back up")
        onSubmitted: path => root.viewModel.backup(path)
    }
    RegistrationDialog {
        id: registrationDialog

        objectName: "registration"
        viewModel: root.viewModel
        watcher: root.watcher
    }
    Connections {
        target: root.viewModel
        function onActed(sentence: string) {
            backupDialog.close();
            registrationDialog.close();
            root.announced(sentence, Tone.Success);
        }
    }
}
