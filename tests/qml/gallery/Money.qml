import QtQuick
import Strongroom.Design
import Strongroom.Components

GalleryPage {
    Row {
        x: Spacing.page
        y: Spacing.page
        spacing: Spacing.xl

        Card {
            width: 560
            title: "Amounts"

            AmountText {
                satoshi: 18240000000
                size: AmountText.Display
            }
            AmountText {
                satoshi: "450000000"
                size: AmountText.Large
            }
            AmountText {
                satoshi: 12345678
            }
            AmountText {
                satoshi: -1
                size: AmountText.Small
            }
            AmountText {
                satoshi: null
            }
            Divider {
                width: parent.width
            }
            KeyValueList {
                KeyValue {
                    label: "Address"

                    AddressText {
                        width: parent.width
                        address: "bcrt1p8wpt9v4frpf3tkn0srd97pksgsxc5hs52lafxwru9kgeephvs7rqjeprhg"
                    }
                }
                KeyValue {
                    label: "Transaction"

                    HashText {
                        width: parent.width
                        hash: "f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16"
                    }
                }
                KeyValue {
                    label: "Proposed"

                    TimeText {
                        seconds: 1762191600
                    }
                }
                KeyValue {
                    label: "Proposed by"

                    PersonChip {
                        name: "Anna Berg"
                        role: "Officer"
                    }
                }
                KeyValue {
                    label: "Path"
                    value: "m/48h/1h/0h/2h/0/17"
                    mono: true
                }
            }
        }
        Column {
            width: 600
            spacing: Spacing.xl

            VerdictCard {
                width: parent.width
                outcome: VerdictCard.NeedsApprovals
                sentence: "Not signed automatically: the last 24 h would reach 5.10 BTC; the limit is 5.00. Needs two officers and compliance, and payment from Cold."
                obligations: [
                    {
                        sentence: "Two officers",
                        needed: 2,
                        met: 2,
                        metBy: ["Ben", "Dov"],
                        canBeMetBy: []
                    },
                    {
                        sentence: "One from compliance",
                        needed: 1,
                        met: 0,
                        metBy: [],
                        canBeMetBy: ["Cleo"]
                    }
                ]
                rules: [
                    {
                        rule: "pay",
                        effect: "allow",
                        matched: true,
                        unknown: false,
                        sentence: "Withdrawals from Hot to approved payees are allowed."
                    },
                    {
                        rule: "day",
                        effect: "require",
                        matched: true,
                        unknown: false,
                        sentence: "More than 5.00 BTC in 24 h needs a cold key: 5.10 BTC."
                    },
                    {
                        rule: "burst",
                        effect: "deny",
                        matched: false,
                        unknown: false,
                        sentence: "Not more than 20 payments an hour: 3 so far."
                    }
                ]
                code: "policy.waiting"
                expanded: true
            }
            Card {
                width: parent.width
                title: "Progress"

                QuorumMeters {
                    width: parent.width
                    approvalsHave: 2
                    approvalsNeeded: 2
                    signaturesHave: 1
                    signaturesNeeded: 2
                    keysTotal: 3
                    nextPerson: "Cleo Marsh"
                    nextSentence: "Cleo carries the transaction to station 2 next."
                }
            }
        }
    }
}
