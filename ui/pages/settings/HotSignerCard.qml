pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// The hot signer of this seat: by whom it is armed, since when and until when; arming takes several officers.
Card {
    id: root

    required property ShellViewModel shell
    readonly property hotSignerView status: shell.hotSigner
    readonly property bool armed: status.phase === "armed"

    title: qsTr("Hot signer")
    description: armed ? qsTr("It signs what policy and approvals permit, without asking again.") : qsTr("It signs nothing until %n officers unseal it together.", "", status.officersNeeded)
    actions: [
        StatusPill {
            anchors.verticalCenter: parent ? parent.verticalCenter : undefined
            text: root.armed ? qsTr("Armed") : root.status.phase === "absent" ? qsTr("Not running") : qsTr("Not armed")
            tone: root.armed ? Tone.Warning : Tone.Neutral
            iconName: "arm"
        }
    ]

    KeyValueList {
        visible: root.armed

        KeyValue {
            label: qsTr("Armed by")
            value: root.status.armedBy
        }
        KeyValue {
            label: qsTr("Since")
            value: TimeFormat.absolute(root.status.armedSince)
        }
        KeyValue {
            label: qsTr("Until")
            value: TimeFormat.absolute(root.status.armedUntil)
        }
    }
    Body {
        width: parent.width
        visible: !root.armed && root.status.unsealedBy !== ""
        text: qsTr("Unsealed so far by %1.").arg(root.status.unsealedBy)
    }
    Row {
        spacing: Spacing.s

        Button {
            visible: !root.armed
            enabled: !root.shell.readOnly
            kind: Button.Primary
            iconName: "arm"
            text: qsTr("Arm…")
            onClicked: armDialog.open()
        }
        Button {
            visible: root.armed
            text: qsTr("Disarm")
            busy: root.shell.busy
            onClicked: root.shell.disarm()
        }
        Button {
            kind: Button.Quiet
            iconName: "lock"
            text: qsTr("Lock this seat for everybody")
            onClicked: root.shell.lockSeat()
        }
    }

    ActDialog {
        id: armDialog

        // The next officer sits down; the dialog stays until enough have.
        function next() {
            sent = false;
            person.currentIndex = -1;
            person.forceActiveFocus();
        }

        source: root.shell
        title: qsTr("Arm the hot signer?")
        description: qsTr("Each of %n officers types their own passphrase here, one after the other.", "", root.status.officersNeeded)
        confirmText: qsTr("Unseal")
        dismissText: qsTr("Not now")
        passphraseLabel: person.currentIndex >= 0 ? qsTr("Passphrase of %1").arg(person.currentText) : qsTr("Passphrase")
        confirmEnabled: person.currentIndex >= 0 && passphraseTyped
        onAboutToShow: person.currentIndex = -1
        onOpened: person.forceActiveFocus()
        onSubmitted: (words, passphrase) => root.shell.arm(person.currentValue, passphrase)

        ComboBox {
            id: person

            width: parent.width
            label: qsTr("Officer")
            placeholderText: qsTr("Who sits here now?")
            model: root.status.officers
            textRole: "name"
            valueRole: "personId"
        }
        Secondary {
            width: parent.width
            visible: root.status.unsealedBy !== ""
            text: qsTr("Unsealed so far by %1.").arg(root.status.unsealedBy)
        }
    }
    Connections {
        target: root.shell
        function onActed() {
            if (root.armed)
                armDialog.close();
            else if (armDialog.visible && armDialog.sent)
                armDialog.next();
        }
    }
}
