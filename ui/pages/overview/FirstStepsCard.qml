pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design

// What a treasury needs before its first payment, each a way to its page.
Card {
    id: root

    readonly property var steps: [
        {
            key: "settings",
            iconName: "settings",
            title: qsTr("Connect your node and arm the hot signer"),
            text: qsTr("Blocks come from your own node. The hot signer signs nothing until officers unseal it together.")
        },
        {
            key: "vaults",
            iconName: "vault",
            title: qsTr("Propose a cold vault"),
            text: qsTr("The hot vault came with the founding record. Most of the money belongs in a vault whose keys never see a network.")
        },
        {
            key: "payees",
            iconName: "payee",
            title: qsTr("Propose the first payee"),
            text: qsTr("Money goes only to addresses that two people confirmed.")
        },
        {
            key: "deposits",
            iconName: "deposit",
            title: qsTr("Issue a deposit address"),
            text: qsTr("Each payer gets an address of their own.")
        }
    ]

    signal pageRequested(string key)

    title: qsTr("First steps")
    rows: true

    Repeater {
        id: lines

        model: root.steps

        ListRow {
            required property int index
            required property var modelData

            width: parent ? parent.width : 0
            inset: 0
            iconName: modelData.iconName
            iconTone: Tone.Info
            title: modelData.title
            subtitle: modelData.text
            divided: index < lines.count - 1
            onClicked: root.pageRequested(modelData.key)
        }
    }
}
