pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Strongroom.Components
import Strongroom.Design

// A file or folder on this machine: typed, or chosen in the system's dialog.
FocusScope {
    id: root

    enum Kind {
        OpenFile,
        SaveFile,
        Folder
    }

    property int kind: PathField.OpenFile
    property alias label: field.label
    property alias help: field.help
    property alias text: field.text

    signal accepted

    function choose() {
        if (kind === PathField.Folder)
            folderDialog.open();
        else
            fileDialog.open();
    }

    implicitWidth: Sizes.fieldWidth
    implicitHeight: field.implicitHeight

    TextField {
        id: field

        width: parent.width - button.width - Spacing.s
        focus: true
        mono: true
        onAccepted: root.accepted()
    }
    Button {
        id: button

        anchors.right: parent.right
        y: field.label !== "" ? Spacing.xl - Spacing.xxs : 0
        text: qsTr("Browse…")
        onClicked: root.choose()
    }
    FileDialog {
        id: fileDialog

        fileMode: root.kind === PathField.SaveFile ? FileDialog.SaveFile : FileDialog.OpenFile
        onAccepted: root.text = LocalFiles.path(selectedFile)
    }
    FolderDialog {
        id: folderDialog

        onAccepted: root.text = LocalFiles.path(selectedFolder)
    }
}
