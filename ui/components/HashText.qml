import QtQuick
import Strongroom.Components
import Strongroom.Design

// A digest, a transaction id or a fingerprint: whole, in groups of `groupSize`, with a copy button.
Item {
    id: root

    required property string hash
    property string label: qsTr("Hash")
    property int groupSize: 8
    property bool copyable: true

    property bool justCopied: false

    implicitWidth: Sizes.panel
    implicitHeight: words.implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: label
    Accessible.description: hash

    Mono {
        id: words

        width: root.width - (copyButton.visible ? copyButton.width + Spacing.s : 0)
        text: TextGroups.grouped(root.hash, root.groupSize)
        wrapMode: Text.WordWrap
        lineHeight: 1.3
        Accessible.ignored: true
    }
    IconButton {
        id: copyButton

        anchors.right: parent.right
        y: -Spacing.xs - 1
        visible: root.copyable && root.hash !== ""
        small: true
        iconName: root.justCopied ? "check" : "copy"
        iconColor: root.justCopied ? Theme.success.text : Theme.textTertiary
        text: qsTr("Copy %1").arg(root.label.toLowerCase())
        onClicked: {
            Clipboard.copy(root.hash);
            root.justCopied = true;
            back.restart();
        }
    }
    Timer {
        id: back

        interval: 1500
        onTriggered: root.justCopied = false
    }
}
