pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// Everything anyone did, in order; and the proof that nothing was changed.
ConsolePage {
    id: root

    required property AuditViewModel viewModel
    readonly property list<string> kinds: ["", "withdrawal", "deposit", "authority", "signer", "seat"]

    source: viewModel
    loaded: viewModel.loaded
    dialogOpen: exportDialog.visible
    title: qsTr("Audit log")
    description: qsTr("Everything anyone did. An auditor verifies an export offline, with the program inside it and without us.")
    scrolls: false
    spacing: Spacing.l

    actions: [
        Button {
            text: qsTr("Verify")
            iconName: "shield-check"
            onClicked: root.viewModel.verify()
        },
        Button {
            text: qsTr("Export…")
            iconName: "export"
            kind: Button.Primary
            onClicked: exportDialog.open()
        }
    ]

    SealCard {
        id: seal

        width: parent.width
        visible: head.present
        head: root.viewModel.head
    }
    Item {
        id: filters

        width: parent.width
        height: search.implicitHeight

        SegmentedControl {
            label: qsTr("What it is about")
            options: [qsTr("All"), qsTr("Withdrawals"), qsTr("Deposits"), qsTr("Changes"), qsTr("Hot signer"), qsTr("This seat")]
            onActivated: index => root.viewModel.kind = root.kinds[index]
        }
        TextField {
            id: search

            anchors.right: parent.right
            width: Sizes.fieldWidth
            iconName: "search"
            placeholderText: qsTr("Search the log")
            clearable: true
            text: root.viewModel.search
            onTextEdited: root.viewModel.search = text
        }
    }
    AuditTable {
        width: parent.width
        height: Math.min(implicitHeight, root.innerHeight - filters.height - Spacing.l - (seal.visible ? seal.height + Spacing.l : 0) - (more.visible ? more.height + Spacing.l : 0))
        model: root.viewModel.rows
        loading: !root.viewModel.loaded
    }
    Button {
        id: more

        anchors.horizontalCenter: parent.horizontalCenter
        visible: root.viewModel.more
        kind: Button.Quiet
        text: qsTr("Show earlier records")
        onClicked: root.viewModel.loadMore()
    }

    PathDialog {
        id: exportDialog

        source: root.viewModel
        kind: PathField.SaveFile
        title: qsTr("Export the audit log")
        description: qsTr("A folder with the records, their proofs and a verifier that needs nothing of ours.")
        fieldLabel: qsTr("New folder")
        confirmText: qsTr("Export")
        onSubmitted: path => root.viewModel.exportBundle(path)
    }
    Connections {
        target: root.viewModel
        function onExported(sentence: string) {
            exportDialog.close();
            root.announced(sentence, Tone.Success);
        }
    }
}
