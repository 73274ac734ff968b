pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design

// A whole address in groups of four, every second one lighter so that the eye keeps its place. Before a copy it asks
// `reverify`, which a page overrides to derive the address again; after it the clipboard is read back, because programs
// that swap copied addresses are common.
Item {
    id: root

    required property string address
    property string label: qsTr("Address")
    property bool copyable: true
    property color color: Theme.textPrimary

    // var: Qt 6.4 assigns no list of C++ to a list of QML.
    readonly property var groups: TextGroups.split(address, 4)
    property string note: ""
    property bool alarmed: false

    signal copied
    signal refused

    // Whether `address` is still what the treasury derives.
    function reverify(): bool {
        return true;
    }
    function copy() {
        check.stop();
        if (!root.reverify()) {
            alarmed = true;
            note = qsTr("This address could not be derived again, so it was not copied. Do not use it.");
            refused();
            return;
        }
        alarmed = false;
        Clipboard.copy(address);
        note = qsTr("Copied. Compare it where you paste it.");
        copied();
        check.start();
    }

    implicitWidth: Sizes.panel
    implicitHeight: flow.implicitHeight + (noteText.visible ? noteText.implicitHeight + Spacing.xs : 0)
    Accessible.role: Accessible.StaticText
    Accessible.name: label
    Accessible.description: address

    Timer {
        id: check

        interval: 1500
        onTriggered: {
            root.alarmed = !Clipboard.holds(root.address);
            root.note = root.alarmed ? qsTr("Another program changed the clipboard. Do not paste it.") : "";
        }
    }

    Flow {
        id: flow

        width: root.width - (copyButton.visible ? copyButton.width + Spacing.s : 0)
        spacing: Spacing.s

        Repeater {
            model: root.groups

            Text {
                required property int index
                required property string modelData

                text: modelData
                textFormat: Text.PlainText
                renderType: Text.NativeRendering
                font: Typography.mono
                color: index % 2 === 0 ? root.color : Theme.textTertiary
                Accessible.ignored: true
            }
        }
    }
    IconButton {
        id: copyButton

        anchors.right: parent.right
        y: -Spacing.xs - 1
        visible: root.copyable && root.address !== ""
        small: true
        iconName: root.note !== "" && !root.alarmed ? "check" : "copy"
        iconColor: root.note !== "" && !root.alarmed ? Theme.success.text : Theme.textTertiary
        text: qsTr("Copy %1").arg(root.label.toLowerCase())
        onClicked: root.copy()
    }
    Caption {
        id: noteText

        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.note !== ""
        text: root.note
        color: root.alarmed ? Theme.danger.text : Theme.success.text
    }
}
