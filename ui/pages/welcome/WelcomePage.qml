pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// The first page: open a treasury, found one, or try everything in a training treasury.
FocusScope {
    id: root

    required property Console program

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Welcome")

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(Spacing.xl, Math.round((root.height - height) / 2.6))
        width: Sizes.textWidth
        spacing: Spacing.xl

        Column {
            width: parent.width
            spacing: Spacing.s

            Rectangle {
                width: Sizes.row
                height: Sizes.row
                radius: Sizes.radiusLarge
                color: Theme.textPrimary

                Icon {
                    anchors.centerIn: parent
                    name: "logo"
                    size: Sizes.controlSmall
                    color: Theme.background
                }
            }
            Item {
                width: 1
                height: Spacing.xs
            }
            PageTitle {
                text: qsTr("Strongroom")
            }
            Body {
                width: parent.width
                color: Theme.textSecondary
                text: qsTr("Bitcoin that moves only when the people its policy names agree, and never without a trace.")
            }
        }

        Banner {
            width: parent.width
            visible: root.program.failure.present
            tone: Tone.Danger
            text: root.program.failure.sentence
            code: root.program.failure.code
            dismissable: true
            onDismissed: root.program.dismissFailure()
        }

        Card {
            width: parent.width
            visible: recent.count > 0
            title: qsTr("Opened lately")
            rows: true

            Repeater {
                id: recent

                model: root.program.preferences.recentFolders

                ListRow {
                    required property int index
                    required property string modelData

                    width: parent ? parent.width : 0
                    inset: 0
                    iconName: "vault"
                    title: root.program.folderTitle(modelData)
                    subtitle: modelData
                    divided: index < recent.count - 1
                    onClicked: root.program.choose(modelData)
                }
            }
        }

        Card {
            width: parent.width
            rows: true

            ListRow {
                width: parent.width
                inset: 0
                iconName: "unlock"
                iconTone: Tone.Info
                title: qsTr("Open a treasury…")
                subtitle: qsTr("Choose its folder; it ends in .strongroom.")
                onClicked: openDialog.open()
            }
            ListRow {
                width: parent.width
                inset: 0
                iconName: "people"
                iconTone: Tone.Info
                title: qsTr("Found a treasury")
                subtitle: qsTr("Everyone who approves payments sits down in turn, with their own passphrase.")
                onClicked: root.program.startFounding()
            }
            ListRow {
                width: parent.width
                inset: 0
                iconName: "import"
                iconTone: Tone.Info
                title: qsTr("Restore from a backup…")
                subtitle: qsTr("Into a new folder, verified whole before it is used.")
                onClicked: restoreDialog.open()
            }
            ListRow {
                width: parent.width
                inset: 0
                iconName: "play"
                iconTone: Tone.Training
                title: qsTr("Open the training treasury")
                subtitle: qsTr("Named people, shown passphrases, a chain of its own, and nothing of value.")
                divided: false
                enabled: !root.program.busy
                onClicked: root.program.openTraining()

                Spinner {
                    anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                    visible: root.program.busy
                    size: Sizes.icon
                }
            }
        }
    }

    Caption {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Spacing.xl
        text: qsTr("Version %1, a pre-release that nobody has audited. It refuses Bitcoin's main network.").arg(Qt.application.version)
    }
    FolderDialog {
        id: openDialog

        title: qsTr("Open a treasury")
        onAccepted: root.program.choose(LocalFiles.path(selectedFolder))
    }
    RestoreDialog {
        id: restoreDialog

        program: root.program
    }
}
