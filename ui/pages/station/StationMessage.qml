pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design

// Words that a vault is to say, as the station read and derived them. Nothing can be spent with them.
Card {
    id: root

    required property string vault
    required property string words
    required property string address
    required property string intentDigest

    title: root.vault !== "" ? qsTr("%1 is to say").arg(root.vault) : qsTr("A message")
    description: qsTr("This is a message, no payment: nothing can be spent with its signature. Computed here from what was approved.")

    WordsText {
        width: parent.width
        words: root.words
    }
    KeyValueList {
        KeyValue {
            label: qsTr("Said by")
            visible: root.address !== ""

            AddressText {
                width: parent.width
                address: root.address
                copyable: false
            }
        }
        KeyValue {
            label: qsTr("Digest of what is approved")
            visible: root.intentDigest !== ""

            HashText {
                width: parent.width
                hash: root.intentDigest
                label: qsTr("Digest of what is approved")
                copyable: false
            }
        }
    }
}
