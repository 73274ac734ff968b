pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// Making one coin of several, or paying for one that waits for a block: what it costs, and who has to agree.
ConsolePage {
    id: root

    required property SweepViewModel viewModel
    readonly property sweepView preview: viewModel.preview
    readonly property bool pays: viewModel.isChild

    source: viewModel
    dialogOpen: proposeDialog.visible
    title: pays ? qsTr("Pay to speed up") : qsTr("Consolidate coins")
    description: pays ? qsTr("Spends a coin that waits for a block to a new address of the same vault, with a fee for both transactions: miners take them together.") : qsTr("Makes one coin of several, in the same vault. Cheap now, when later payments would spend them one by one.")

    actions: [
        Button {
            text: qsTr("Back")
            kind: Button.Quiet
            onClicked: root.pageRequested(root.pays ? "vaults" : "vault", root.pays ? "" : root.viewModel.vaultId)
        },
        Button {
            text: root.pays ? qsTr("Pay to speed up…") : qsTr("Consolidate…")
            kind: Button.Primary
            iconName: root.pays ? "chevron-up" : "send"
            enabled: root.viewModel.complete && !root.viewModel.readOnly
            onClicked: proposeDialog.open()
        }
    ]

    Banner {
        width: parent.width
        visible: root.viewModel.problem.present
        tone: Tone.Danger
        title: root.pays ? qsTr("This coin cannot be paid for like this") : qsTr("These coins cannot become one like this")
        text: root.viewModel.problem.sentence
        code: root.viewModel.problem.code
    }
    CoinPicker {
        width: parent.width
        visible: !root.pays
        focus: visible
        mostRows: 4
        coins: root.viewModel.coins
    }
    Card {
        width: parent.width
        visible: root.pays
        title: qsTr("The coin that waits")

        Mono {
            width: parent.width
            wrapMode: Text.WrapAnywhere
            text: root.viewModel.coin
        }
    }

    Row {
        width: parent.width
        spacing: Spacing.l

        Card {
            id: fee

            width: (parent.width - Spacing.l) * 0.5
            title: qsTr("Fee")
            spacing: Spacing.m

            TextField {
                width: parent.width
                focus: root.pays
                label: root.pays ? qsTr("Fee rate of both together") : qsTr("Fee rate")
                placeholderText: qsTr("Estimated by the node")
                suffix: qsTr("sat/vB")
                optional: true
                text: root.viewModel.feeRateText
                error: root.viewModel.feeRateProblem
                onTextEdited: root.viewModel.feeRateText = text
            }
            KeyValueList {
                visible: root.preview.present

                KeyValue {
                    label: qsTr("Fee")
                    value: qsTr("%1 sat, %2").arg(AmountFormat.satoshi(root.preview.fee)).arg(root.preview.feeRate)
                }
                KeyValue {
                    label: qsTr("Where from")
                    value: root.preview.feeSource
                }
                KeyValue {
                    label: qsTr("What waits pays")
                    visible: root.pays
                    value: qsTr("%1 sat by itself").arg(AmountFormat.satoshi(root.preview.parentFee))
                }
                KeyValue {
                    label: qsTr("Both together")
                    visible: root.pays
                    value: root.preview.packageFeeRate
                }
                KeyValue {
                    label: qsTr("The new coin")
                    value: qsTr("%1 BTC").arg(AmountFormat.bitcoin(root.preview.change))
                }
            }
            Secondary {
                width: parent.width
                visible: !root.preview.present && !root.pays
                text: qsTr("Choose at least two coins to see what it costs.")
            }
        }
        VerdictCard {
            width: parent.width - fee.width - Spacing.l
            visible: root.preview.present
            title: qsTr("What the policy says")
            outcome: root.preview.verdict.outcome
            sentence: root.preview.verdict.sentence
            obligations: root.preview.verdict.obligations
            rules: root.preview.verdict.rules
            code: root.preview.verdict.code
        }
    }
    FindingsCard {
        width: parent.width
        findings: root.preview.findings
    }
    Card {
        width: parent.width
        visible: root.preview.present
        title: qsTr("What moves")
        description: qsTr("Nothing leaves the vault but the fee.")

        FlowDiagram {
            width: parent.width
            inputs: root.preview.inputs
            outputs: root.preview.outputs
        }
    }

    ActDialog {
        id: proposeDialog

        source: root.viewModel
        title: root.pays ? qsTr("Pay %1 sat to speed it up?").arg(AmountFormat.satoshi(root.preview.fee)) : qsTr("Make one coin of %n?", "", root.viewModel.coins.count)
        description: root.preview.verdict.sentence
        confirmText: root.pays ? qsTr("Pay to speed up") : qsTr("Consolidate")
        onSubmitted: (words, passphrase) => root.viewModel.propose(passphrase)
    }
    Connections {
        target: root.viewModel
        function onProposed(withdrawalId: string) {
            proposeDialog.close();
            root.announced(root.pays ? qsTr("The payment for what waits is proposed.") : qsTr("The consolidation is proposed."), Tone.Success);
            root.pageRequested("withdrawal", withdrawalId);
        }
    }
}
