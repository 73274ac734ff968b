pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// The vaults of the treasury, by tier.
ConsolePage {
    id: root

    required property VaultsViewModel viewModel
    required property RecoveryViewModel recovery

    source: viewModel
    loaded: viewModel.loaded
    dialogOpen: addDialog.visible || addRecoveryDialog.visible
    title: qsTr("Vaults")
    description: qsTr("Each is described by its keys and by how many of them must sign.")

    actions: [
        Button {
            text: qsTr("Propose a recovery vault…")
            enabled: !root.viewModel.readOnly
            onClicked: addRecoveryDialog.open()
        },
        Button {
            text: qsTr("Propose a vault…")
            iconName: "plus"
            enabled: !root.viewModel.readOnly
            onClicked: addDialog.open()
        }
    ]

    Table {
        width: parent.width
        visible: root.viewModel.loaded
        label: qsTr("Vaults")
        rowHeight: Sizes.row + Spacing.s
        model: root.viewModel.rows
        emptyIcon: "vault"
        emptyTitle: qsTr("No vaults yet")
        onActivated: row => root.pageRequested("vault", root.viewModel.idAt(row))

        TableColumn {
            title: qsTr("Vault")
            role: "name"
            delegate: Component {
                NameCell {}
            }
        }
        TableColumn {
            title: qsTr("Tier")
            role: "tier"
            width: 90
            delegate: Component {
                TableCell {
                    id: tierCell

                    StatusPill {
                        anchors.verticalCenter: parent.verticalCenter
                        text: tierCell.value === "hot" ? qsTr("Hot") : tierCell.value === "cold" ? qsTr("Cold") : qsTr("Warm")
                        tone: tierCell.value === "hot" ? Tone.Warning : tierCell.value === "cold" ? Tone.Info : Tone.Neutral
                    }
                }
            }
        }
        TableColumn {
            title: qsTr("Keys")
            role: "keyCount"
            width: 150
            delegate: Component {
                TableCell {
                    id: keysCell

                    Body {
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width
                        lineHeight: 1
                        text: keysCell.row ? qsTr("%1 of %n must sign", "", keysCell.value).arg(keysCell.row.threshold) : ""
                    }
                }
            }
        }
        TableColumn {
            title: qsTr("State")
            role: "sentence"
            kind: TableColumn.Secondary
        }
        AmountColumn {
            title: qsTr("Balance")
            role: "total"
        }
    }

    AddVaultDialog {
        id: addDialog

        viewModel: root.viewModel
    }
    AddRecoveryVaultDialog {
        id: addRecoveryDialog

        viewModel: root.recovery
    }
    Connections {
        target: root.recovery
        function onActed(sentence: string) {
            addRecoveryDialog.close();
            root.viewModel.refresh();
            root.announced(sentence, Tone.Success);
        }
    }
    Connections {
        target: root.viewModel
        function onActed(sentence: string) {
            addDialog.close();
            root.announced(sentence, Tone.Success);
        }
    }
}
