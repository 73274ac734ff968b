import QtQuick
import Strongroom.Design

GalleryPage {
    id: root

    Card {
        x: Spacing.page
        y: Spacing.page
        width: 400
        title: "Fields"

        TextField {
            width: parent.width
            label: "Payee"
            placeholderText: "Search by name"
            iconName: "search"
        }
        TextField {
            width: parent.width
            label: "Amount"
            text: "1.250 000 00"
            suffix: "BTC"
            help: "At most 12.400 000 00 BTC is available."
            focus: true
        }
        TextField {
            width: parent.width
            label: "Reference"
            text: "INV-2041"
            error: "The same reference was paid on 3 Nov. Open the earlier payment."
            optional: true
        }
        TextField {
            width: parent.width
            label: "Disabled"
            text: "Not to be changed"
            enabled: false
        }
        TextArea {
            width: parent.width
            label: "Purpose"
            text: "Quarterly hosting, second instalment"
            help: "Approvers read this; it is part of what they sign."
        }
    }
    Card {
        x: Spacing.page + 400 + Spacing.xl
        y: Spacing.page
        width: 360
        title: "Choices"

        ComboBox {
            width: parent.width
            label: "Vault"
            model: ["Hot", "Warm", "Cold"]
            currentIndex: 0
        }
        ComboBox {
            width: parent.width
            label: "Role"
            model: ["Officer", "Operator"]
            currentIndex: -1
            placeholderText: "Choose a role"
        }
        CheckBox {
            width: parent.width
            text: "Show findings that only inform"
            help: "Findings that need an answer are always shown."
            checked: true
        }
        RadioButton {
            width: parent.width
            text: "Ask at every start"
            help: "Safest: each officer opens their own approval key."
            checked: true
        }
        RadioButton {
            width: parent.width
            text: "Stay open until locked"
        }
        Switch {
            width: parent.width
            text: "Lock after five minutes"
            help: "Also when the computer sleeps."
            checked: true
        }
        Switch {
            width: parent.width
            text: "Disabled"
            enabled: false
        }
    }
    Card {
        x: Spacing.page + 760 + 2 * Spacing.xl
        y: Spacing.page
        width: root.width - x - Spacing.page
        title: "Unlock"
        description: "Each person has their own passphrase."

        SecretField {
            id: secret

            width: parent.width
            label: "Passphrase"
            help: "Typed characters are not shown."
        }
        SecretField {
            width: parent.width
            label: "Passphrase, wrong"
            error: "That passphrase opens nothing here."
        }
        Button {
            width: parent.width
            text: "Unlock"
            kind: Button.Primary
            iconName: "unlock"
        }
    }
}
