import QtQuick
import Strongroom.Design
import Strongroom.Components

GalleryPage {
    SampleShell {
        anchors.fill: parent
        currentKey: "overview"
        frozen: true
        frozenText: "Frozen by Dov at 14:12: \"unknown call about the payee\". Nothing is signed. Anna and Ben together can unfreeze."

        PageLayout {
            id: layout

            anchors.fill: parent
            title: "Good afternoon, Cleo"

            actions: [
                Button {
                    text: "New deposit"
                    iconName: "deposit"
                },
                Button {
                    text: "New withdrawal"
                    iconName: "withdrawal"
                    kind: Button.Primary
                }
            ]

            Row {
                width: parent.width
                spacing: Spacing.l

                Card {
                    width: (parent.width - Spacing.l) * 0.58
                    height: 220
                    title: "Balance"

                    AmountText {
                        satoshi: 18240000000
                        size: AmountText.Display
                        label: "Balance"
                    }
                    Row {
                        spacing: Spacing.xl

                        Column {
                            spacing: Spacing.xs

                            Caption {
                                text: "Available"
                            }
                            AmountText {
                                satoshi: 17500000000
                                showSatoshi: false
                            }
                        }
                        Column {
                            spacing: Spacing.xs

                            Caption {
                                text: "Reserved"
                            }
                            AmountText {
                                satoshi: 450000000
                                showSatoshi: false
                            }
                        }
                        Column {
                            spacing: Spacing.xs

                            Caption {
                                text: "Unconfirmed"
                            }
                            AmountText {
                                satoshi: 290000000
                                showSatoshi: false
                            }
                        }
                    }
                }
                Card {
                    width: (parent.width - Spacing.l) * 0.42
                    height: 220
                    title: "Tiers against targets"

                    ProgressBar {
                        width: parent.width
                        label: "Hot: 4.20 of at most 5.00 BTC"
                        value: 0.84
                        tone: Tone.Warning
                    }
                    ProgressBar {
                        width: parent.width
                        label: "Cold: 178.20 BTC"
                        value: 0.97
                    }
                }
            }
            Card {
                width: parent.width
                title: "Waiting for you"
                padding: Spacing.card
                spacing: Spacing.s

                ListRow {
                    width: parent.width
                    inset: 0
                    iconName: "approvals"
                    iconTone: Tone.Warning
                    title: "4.50 BTC to Aldgate Mining Ltd"
                    subtitle: "Proposed by Anna 43 min ago, needs one more officer"
                }
                ListRow {
                    width: parent.width
                    inset: 0
                    iconName: "payee"
                    iconTone: Tone.Info
                    title: "New payee: Northwind Hosting"
                    subtitle: "Proposed by Ben yesterday"
                    divided: false
                }
            }
        }
    }
}
