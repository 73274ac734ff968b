pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages
import Strongroom.Qr

// One message: what is said and by which address, what the policy says, who agreed, and the signature once it is there.
ConsolePage {
    id: root

    required property MessageViewModel viewModel
    // Both null but in exercises.
    property VirtualCamera camera: null
    property VirtualCamera watcher: null
    readonly property messageView facts: viewModel.facts
    readonly property messageActions actionsNow: viewModel.actions

    source: viewModel
    loaded: viewModel.loaded
    dialogOpen: dialogs.anyOpen
    title: viewModel.loaded ? qsTr("Message of %1").arg(facts.vault) : qsTr("Message")
    description: viewModel.loaded ? facts.sentence : ""

    actions: [
        Button {
            visible: root.actionsNow.takeBack
            text: qsTr("Take back…")
            onClicked: dialogs.takeBack()
        },
        Button {
            visible: root.actionsNow.reject
            text: qsTr("Reject…")
            onClicked: dialogs.reject()
        },
        Button {
            visible: root.actionsNow.approve
            text: qsTr("Approve…")
            kind: Button.Primary
            iconName: "check"
            onClicked: dialogs.approve()
        },
        Button {
            visible: root.actionsNow.advance
            text: qsTr("Sign")
            kind: Button.Primary
            iconName: "arrow-right"
            busy: root.viewModel.busy
            onClicked: root.viewModel.advance()
        }
    ]

    SignatureCard {
        width: parent.width
        visible: root.viewModel.loaded && root.facts.signature !== ""
        signature: root.facts.signature
        onSaveRequested: dialogs.saveSignature()
        onVerifyRequested: root.pageRequested("verify-message", root.facts.messageId)
    }
    Row {
        width: parent.width
        visible: root.viewModel.loaded
        spacing: Spacing.l

        Column {
            id: left

            width: (parent.width - Spacing.l) * 0.56
            spacing: Spacing.l

            Card {
                width: parent.width
                title: qsTr("What it says")
                description: qsTr("Nothing can be spent with a signed message. It says what stands here, and who holds the vault says it.")

                WordsText {
                    width: parent.width
                    words: root.facts.text
                }
                KeyValueList {
                    KeyValue {
                        label: qsTr("Said by")

                        AddressText {
                            width: parent.width
                            address: root.facts.address
                        }
                    }
                    KeyValue {
                        label: qsTr("Proposed by")
                        value: root.facts.proposer
                    }
                    KeyValue {
                        label: qsTr("Can be signed until")
                        visible: root.facts.signature === ""
                        value: TimeFormat.absolute(root.facts.expiresAt)
                    }
                    KeyValue {
                        label: qsTr("What is approved")

                        HashText {
                            width: parent.width
                            hash: root.facts.messageId
                            label: qsTr("What is approved")
                        }
                    }
                }
            }
            CoinsBehindCard {
                width: parent.width
                coins: root.facts.coins
            }
        }
        Column {
            width: parent.width - left.width - Spacing.l
            spacing: Spacing.l

            Card {
                width: parent.width
                title: qsTr("Progress")

                Meter {
                    width: parent.width
                    visible: root.facts.approvalsNeeded > 0
                    label: qsTr("Approvals")
                    filled: root.facts.approvalsHave
                    total: root.facts.approvalsNeeded
                }
                Meter {
                    width: parent.width
                    visible: root.facts.cold
                    label: qsTr("Signatures")
                    filled: root.facts.signaturesHave
                    total: root.facts.signaturesNeeded
                }
                Secondary {
                    width: parent.width
                    visible: text !== ""
                    text: root.actionsNow.whyNotApprove
                }
                Flow {
                    width: parent.width
                    spacing: Spacing.s

                    Button {
                        visible: root.facts.tone === "warning"
                        small: true
                        iconName: "export"
                        text: qsTr("Approval request…")
                        onClicked: dialogs.exportRequest()
                    }
                    Button {
                        visible: root.actionsNow.exportForStation
                        small: true
                        iconName: "station"
                        text: qsTr("Show message to station…")
                        onClicked: dialogs.showToStation()
                    }
                    Button {
                        visible: root.actionsNow.importFromStation
                        small: true
                        iconName: "camera"
                        text: qsTr("Scan signed message…")
                        onClicked: dialogs.scanReply()
                    }
                    Button {
                        visible: root.camera !== null && (root.actionsNow.exportForStation || root.actionsNow.importFromStation)
                        small: true
                        iconName: "cold"
                        text: qsTr("Try the cold leg")
                        onClicked: root.pageRequested("cold-leg", "")
                    }
                }
            }
            VerdictCard {
                width: parent.width
                title: qsTr("What the policy says")
                outcome: root.viewModel.verdict.outcome
                sentence: root.viewModel.verdict.sentence
                obligations: root.viewModel.verdict.obligations
                rules: root.viewModel.verdict.rules
                code: root.viewModel.verdict.code
            }
            ApprovalsCard {
                width: parent.width
                approvals: root.facts.approvals
            }
        }
    }

    MessageDialogs {
        id: dialogs

        viewModel: root.viewModel
        camera: root.camera
        watcher: root.watcher
    }
    Connections {
        target: root.viewModel
        function onActed(sentence: string) {
            dialogs.close();
            root.announced(sentence, Tone.Success);
        }
    }
}
