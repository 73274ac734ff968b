import QtQuick
import Strongroom.Design

GalleryPage {
    Timer {
        interval: 50
        running: true
        onTriggered: focused.forceActiveFocus(Qt.TabFocusReason)
    }
    Column {
        x: Spacing.page
        y: Spacing.page
        width: parent.width - 2 * x
        spacing: Spacing.xl

        PageTitle {
            text: "Page title"
        }
        Secondary {
            width: Sizes.textWidth
            text: "Running text of the second rank explains what a page is for, in one or two sentences that a person reads once and then knows."
        }

        Row {
            spacing: Spacing.m

            Button {
                text: "Approve payment"
                kind: Button.Primary
                iconName: "check"
            }
            Button {
                text: "Export request"
                iconName: "export"
            }
            Button {
                text: "Reject…"
                kind: Button.Danger
            }
            Button {
                text: "Learn more"
                kind: Button.Quiet
                trailingIconName: "arrow-right"
            }
            Button {
                text: "Approve payment"
                kind: Button.Primary
                busy: true
            }
            Button {
                text: "Approve"
                kind: Button.Primary
                enabled: false
            }
            Button {
                text: "Export"
                enabled: false
            }
            Button {
                id: focused

                text: "Focused"
            }
        }
        Row {
            spacing: Spacing.m

            Button {
                small: true
                text: "Small"
            }
            Button {
                small: true
                text: "New payee"
                kind: Button.Primary
                iconName: "plus"
            }
            Button {
                small: true
                text: "Quiet"
                kind: Button.Quiet
            }
            IconButton {
                iconName: "copy"
                text: "Copy"
            }
            IconButton {
                iconName: "more"
                text: "More"
                small: true
            }
            IconButton {
                iconName: "settings"
                text: "Settings"
                enabled: false
            }
        }
        Row {
            spacing: Spacing.s

            StatusPill {
                text: "Draft"
            }
            StatusPill {
                text: "Signing"
                tone: Tone.Info
            }
            StatusPill {
                text: "Confirmed (6)"
                tone: Tone.Success
            }
            StatusPill {
                text: "Waiting for Cleo"
                tone: Tone.Warning
            }
            StatusPill {
                text: "Not allowed by policy"
                tone: Tone.Danger
            }
            StatusPill {
                text: "Training"
                tone: Tone.Training
                iconName: "station"
            }
            Badge {
                count: 3
                tone: Tone.Info
            }
            Badge {
                count: 12
            }
            Badge {
                count: 1200
                tone: Tone.Danger
            }
        }
        Tabs {
            width: 640
            options: ["Needs me", "Waiting", "Sent", "Closed"]
            counts: [2, 5, 0, 0]
        }
        Row {
            spacing: Spacing.xl

            SegmentedControl {
                options: ["Light", "Dark", "System"]
                currentIndex: 1
                label: "Theme"
            }
            CheckBox {
                text: "I compared the digest"
                checked: true
            }
            CheckBox {
                text: "Not yet"
            }
            CheckBox {
                text: "Disabled"
                checked: true
                enabled: false
            }
            RadioButton {
                text: "Hot tier"
                checked: true
            }
            RadioButton {
                text: "Cold tier"
            }
            Switch {
                text: "Auto-lock"
                checked: true
            }
            Switch {
                text: "Off"
            }
        }
        Row {
            spacing: Spacing.xl

            StepIndicator {
                steps: ["People", "Passphrases", "Policy", "Founding record"]
                current: 2
            }
        }
        Row {
            spacing: Spacing.xxl

            Column {
                width: 240
                spacing: Spacing.s

                SectionTitle {
                    text: "Section title"
                }
                BodyStrong {
                    text: "Body strong"
                }
                Body {
                    text: "Body text"
                }
                Secondary {
                    text: "Secondary text"
                }
                Caption {
                    text: "Caption"
                }
                Overline {
                    text: "Overline"
                }
                Mono {
                    width: parent.width
                    text: "m/48h/0h/0h/2h 1lI0O"
                }
            }
            Column {
                spacing: Spacing.xs

                Numeric {
                    text: "1 111.111 111 11"
                }
                Numeric {
                    text: "8 888.888 888 88"
                }
                Display {
                    text: "182.400 000 00"
                }
            }
            Row {
                spacing: Spacing.s

                Avatar {
                    name: "Anna Berg"
                }
                Avatar {
                    name: "Ben Okafor"
                }
                Avatar {
                    name: "Cleo Marsh"
                }
                Avatar {
                    name: "Dov"
                    size: 40
                }
                Avatar {
                    name: "Eve Lang"
                    muted: true
                }
            }
        }
    }
}
