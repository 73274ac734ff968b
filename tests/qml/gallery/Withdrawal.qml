import QtQuick
import Strongroom.Design
import Strongroom.Components

GalleryPage {
    SampleShell {
        anchors.fill: parent
        currentKey: "withdrawals"
        frozen: false
        armedText: "Armed by Anna and Ben until 18:40"

        PageLayout {
            anchors.fill: parent
            title: "4.50 BTC to Aldgate Mining Ltd"
            description: "INV-2041 · proposed by Anna Berg, 43 min ago"

            actions: [
                Button {
                    text: "Ask a question"
                },
                Button {
                    text: "Reject…"
                },
                Button {
                    text: "Approve"
                    kind: Button.Primary
                    iconName: "check"
                }
            ]

            Card {
                width: parent.width
                title: "What moves"

                FlowDiagram {
                    width: parent.width
                    inputs: [
                        {
                            label: "Hot vault",
                            address: "",
                            kind: "input",
                            satoshi: 300000000
                        },
                        {
                            label: "Hot vault",
                            address: "",
                            kind: "input",
                            satoshi: 210000000
                        }
                    ]
                    outputs: [
                        {
                            label: "Aldgate Mining Ltd",
                            address: "",
                            kind: "payee",
                            satoshi: 450000000
                        },
                        {
                            label: "Hot vault",
                            address: "",
                            kind: "change",
                            satoshi: 59997180
                        },
                        {
                            label: "Fee",
                            address: "",
                            kind: "fee",
                            satoshi: 2820
                        }
                    ]
                }
            }
            Card {
                width: parent.width
                title: "Progress"

                QuorumMeters {
                    width: parent.width
                    approvalsHave: 1
                    approvalsNeeded: 2
                    signaturesHave: 0
                    signaturesNeeded: 1
                    keysTotal: 1
                    nextPerson: "Cleo Marsh"
                    nextSentence: "Waiting for Cleo."
                }
            }
        }
    }
}
