import QtQuick
import Strongroom.Design

GalleryPage {
    Row {
        x: Spacing.page
        y: Spacing.page
        spacing: Spacing.xl

        Column {
            width: 600
            spacing: Spacing.m

            Banner {
                width: parent.width
                text: "Block 871 204 was seen 4 minutes ago. Everything shown is as of that block."
            }
            Banner {
                width: parent.width
                tone: Tone.Success
                title: "Confirmed"
                text: "The payment to Aldgate Mining Ltd has six confirmations."
                dismissable: true
            }
            Banner {
                width: parent.width
                tone: Tone.Warning
                title: "All approvals were made on one computer"
                text: "Anna and Ben both approved at the console. Ask one of them to approve at their own desk next time."
                actionText: "Open"
            }
            Banner {
                width: parent.width
                tone: Tone.Danger
                title: "Not allowed by policy"
                text: "The last 24 h would reach 5.10 BTC; the limit is 5.00. Pay at most 0.40 BTC, wait until 18:40, or pay from Cold."
                code: "policy.window_exceeded"
            }
            ProgressBar {
                width: parent.width
                label: "Reading frames, 7 of 24"
                value: 0.29
            }
            ProgressBar {
                width: parent.width
                label: "Verifying the log"
                value: 1
                tone: Tone.Success
            }
            Row {
                spacing: Spacing.l

                Meter {
                    width: 280
                    label: "Approvals"
                    filled: 1
                    total: 2
                    note: "Waiting for Cleo."
                }
                Meter {
                    width: 280
                    label: "Signatures"
                    filled: 2
                    total: 2
                }
            }
            Row {
                spacing: Spacing.l

                Spinner {}
                Spinner {
                    size: 28
                }
            }
        }
        Column {
            width: 560
            spacing: Spacing.xl

            Row {
                spacing: Spacing.l

                Card {
                    width: 272
                    EmptyState {
                        width: parent.width
                        iconName: "payee"
                        title: "No payees yet"
                        text: "A payee is proposed by one person and approved by others before it can be paid."
                        actionText: "Propose a payee"
                    }
                }
                Card {
                    width: 272
                    ErrorState {
                        width: parent.width
                        text: "The node did not answer."
                        remedy: "Check that it runs and that its address in Settings is right."
                        code: "node.unreachable"
                        actionText: "Try again"
                    }
                }
            }
            Card {
                width: parent.width
                title: "Timeline"

                Timeline {
                    model: [
                        {
                            title: "Broadcast",
                            detail: "Seen by the node in 0.4 s",
                            when: "14:31",
                            tone: Tone.Info
                        },
                        {
                            title: "Approved by Ben Okafor",
                            detail: "At Ben's desk, for: two officers",
                            when: "14:28",
                            tone: Tone.Success
                        },
                        {
                            title: "Proposed by Anna Berg",
                            detail: "Hosting, second instalment",
                            when: "14:02"
                        }
                    ]
                }
            }
            Toast {
                id: toast

                Component.onCompleted: toast.show("Approval recorded in the log.", Tone.Success)
            }
        }
    }
}
