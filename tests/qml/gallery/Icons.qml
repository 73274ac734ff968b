pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design

GalleryPage {
    Flow {
        x: Spacing.page
        y: Spacing.page
        width: parent.width - 2 * x
        spacing: Spacing.s

        Repeater {
            model: ["overview", "deposit", "withdrawal", "approvals", "vault", "payee", "policy", "audit", "people", "settings", "freeze", "lock", "unlock", "arm", "qr", "camera", "check", "check-circle", "warning", "info", "danger", "cross", "clock", "copy", "search", "key", "shield", "shield-check", "chevron-down", "chevron-up", "chevron-right", "chevron-left", "selector", "plus", "minus", "arrow-right", "arrow-left", "more", "filter", "export", "import", "document", "pause", "play", "step", "refresh", "spinner", "sun", "moon", "station", "cold", "hot", "eye", "switch-person", "bell", "link", "edit", "send", "calendar", "inbox", "logo"]

            Card {
                id: card

                required property string modelData

                width: 124
                padding: Spacing.m
                spacing: Spacing.s

                Row {
                    spacing: Spacing.l

                    Icon {
                        name: card.modelData
                        size: 32
                        color: Theme.textPrimary
                    }
                    Icon {
                        name: card.modelData
                    }
                    Icon {
                        name: card.modelData
                        size: Sizes.iconSmall
                    }
                }
                Caption {
                    text: card.modelData
                }
            }
        }
    }
}
