import QtQuick
import Strongroom.Design
import Strongroom.Components

GalleryPage {
    id: root

    ListModel {
        id: payments

        ListElement {
            payee: "Aldgate Mining Ltd"
            reference: "INV-2041"
            satoshi: 450000000
            status: "Waiting for Cleo"
            tone: 3
            when: "today, 14:02"
        }
        ListElement {
            payee: "Northwind Hosting"
            reference: "Q4 hosting"
            satoshi: 12500000
            status: "Confirmed (6)"
            tone: 2
            when: "today, 09:40"
        }
        ListElement {
            payee: "Payroll, November"
            reference: "PAY-11"
            satoshi: 1111111111
            status: "Approved, ready to sign"
            tone: 1
            when: "yesterday"
        }
        ListElement {
            payee: "Meridian Exchange"
            reference: "Settlement 88"
            satoshi: 51000000000
            status: "Not allowed by policy"
            tone: 4
            when: "yesterday"
        }
        ListElement {
            payee: "A payee with a name that is longer than its column is wide"
            reference: "INV-2040"
            satoshi: 2100000
            status: "Replaced"
            tone: 0
            when: "17 Nov"
        }
    }
    ListModel {
        id: nothing
    }

    Column {
        x: Spacing.page
        y: Spacing.page
        width: parent.width - 2 * x
        spacing: Spacing.xl

        Table {
            width: parent.width
            label: "Withdrawals"
            model: payments
            sortRole: "when"
            sortDescending: true
            currentRow: 1
            focus: true

            TableColumn {
                title: "Payee"
                role: "payee"
                kind: TableColumn.Strong
                stretch: 2
            }
            TableColumn {
                title: "Reference"
                role: "reference"
                kind: TableColumn.Secondary
            }
            TableColumn {
                title: "Status"
                role: "status"
                width: 190
                delegate: Component {
                    TableCell {
                        id: cell

                        StatusPill {
                            anchors.verticalCenter: parent.verticalCenter
                            text: cell.value ?? ""
                            tone: cell.row ? cell.row.tone : Tone.Neutral
                        }
                    }
                }
            }
            TableColumn {
                title: "Proposed"
                role: "when"
                kind: TableColumn.Secondary
                sortable: true
                width: 120
            }
            TableColumn {
                title: "Amount"
                role: "satoshi"
                rightAligned: true
                width: 190
                sortable: true
                delegate: Component {
                    AmountCell {}
                }
            }
        }
        Row {
            width: parent.width
            spacing: Spacing.xl

            Table {
                width: (parent.width - Spacing.xl) / 2
                height: 300
                label: "Deposits"
                model: nothing
                emptyIcon: "deposit"
                emptyTitle: "No deposits expected"
                emptyText: "Issue an address to a named payer, and what arrives there is recognised."
                emptyActionText: "Issue an address"

                TableColumn {
                    title: "Payer"
                    role: "payer"
                }
                TableColumn {
                    title: "Amount"
                    role: "amount"
                    kind: TableColumn.Numeric
                }
            }
            Card {
                width: (parent.width - Spacing.xl) / 2
                padding: 0
                spacing: 0

                ListRow {
                    width: parent.width
                    iconName: "approvals"
                    iconTone: Tone.Warning
                    title: "4.50 BTC to Aldgate Mining Ltd"
                    subtitle: "Proposed by Anna, needs your approval"

                    StatusPill {
                        anchors.verticalCenter: parent.verticalCenter
                        text: "Waiting for you"
                        tone: Tone.Warning
                    }
                }
                ListRow {
                    width: parent.width
                    avatarName: "Ben Okafor"
                    title: "Ben Okafor"
                    subtitle: "Officer, two device keys"
                }
                ListRow {
                    width: parent.width
                    iconName: "vault"
                    title: "Cold vault"
                    subtitle: "2 of 3 keys, 142.300 000 00 BTC"
                    divided: false
                }
            }
        }
    }
}
