pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models

// A vault with two sets of keys, in the words that people will agree to.
Dialog {
    id: root

    required property RecoveryViewModel viewModel
    readonly property var planned: viewModel.planned
    readonly property list<string> tiers: ["cold", "warm"]
    readonly property list<string> scripts: ["wsh", "tr"]
    property bool sent: false

    function plan() {
        viewModel.plan(Number(primaryNeeded.text), primaryKeys.text, Number(recoveryNeeded.text), recoveryKeys.text, Number(days.text), scripts[script.currentIndex]);
    }
    function submit() {
        if (!confirmEnabled || busy)
            return;
        sent = true;
        viewModel.proposeVault(name.text, tiers[tier.currentIndex], passphrase);
    }

    wide: true
    title: qsTr("Propose a recovery vault")
    description: qsTr("One key a line, as its station shows it; write NAME: before it to say whose it is.")
    confirmText: qsTr("Propose vault")
    dismissText: qsTr("Not now")
    busy: sent && viewModel.busy
    error: sent && viewModel.failure.present ? viewModel.failure.sentence : ""
    confirmEnabled: name.text.trim() !== "" && (planned.descriptor ?? "") !== "" && passphrase.length > 0
    onConfirmed: root.submit()
    onAboutToShow: {
        sent = false;
        passphrase.clear();
    }
    onClosed: {
        passphrase.clear();
        if (viewModel.failure.present)
            viewModel.dismissFailure();
    }

    Row {
        width: parent.width
        spacing: Spacing.l

        TextField {
            id: name

            width: parent.width - tierChoice.width - scriptChoice.width - 2 * Spacing.l
            focus: true
            label: qsTr("Name")
            placeholderText: qsTr("Deep reserve")
        }
        Column {
            id: tierChoice

            spacing: Spacing.xs + Spacing.xxs

            FieldLabel {
                text: tier.label
                Accessible.ignored: true
            }
            SegmentedControl {
                id: tier

                label: qsTr("Tier")
                options: [qsTr("Cold"), qsTr("Warm")]
            }
        }
        Column {
            id: scriptChoice

            spacing: Spacing.xs + Spacing.xxs

            FieldLabel {
                text: script.label
                Accessible.ignored: true
            }
            SegmentedControl {
                id: script

                label: qsTr("Script type")
                options: [qsTr("Native SegWit"), qsTr("Taproot")]
                onCurrentIndexChanged: root.plan()
            }
        }
    }
    Row {
        width: parent.width
        spacing: Spacing.l

        TextArea {
            id: primaryKeys

            width: parent.width - primaryNeeded.width - Spacing.l
            lines: 3
            label: qsTr("Primary keys")
            onTextChanged: root.plan()
        }
        TextField {
            id: primaryNeeded

            width: Sizes.controlSmall * 4
            label: qsTr("Must sign")
            text: "2"
            validator: IntValidator {
                bottom: 1
                top: 20
            }
            onTextEdited: root.plan()
        }
    }
    Row {
        width: parent.width
        spacing: Spacing.l

        TextArea {
            id: recoveryKeys

            width: parent.width - recoveryNeeded.width - Spacing.l
            lines: 3
            label: qsTr("Recovery keys")
            onTextChanged: root.plan()
        }
        TextField {
            id: recoveryNeeded

            width: Sizes.controlSmall * 4
            label: qsTr("Must sign")
            text: "2"
            validator: IntValidator {
                bottom: 1
                top: 20
            }
            onTextEdited: root.plan()
        }
    }
    TextField {
        id: days

        width: parent.width
        label: qsTr("Recovery keys may spend a coin that has not moved for")
        text: "90"
        suffix: qsTr("days")
        validator: IntValidator {
            bottom: 1
            top: 455
        }
        onTextEdited: root.plan()
    }
    Banner {
        width: parent.width
        visible: text !== ""
        tone: root.planned.problem ? Tone.Warning : Tone.Info
        text: root.planned.problem ?? root.planned.sentence ?? ""
    }
    SecretField {
        id: passphrase

        width: parent.width
        label: qsTr("Your passphrase")
        onAccepted: root.submit()
    }
}
