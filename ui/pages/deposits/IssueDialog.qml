pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models

// Issues a fresh address to a named payer.
Dialog {
    id: root

    required property DepositsViewModel viewModel
    readonly property list<int> days: [0, 1, 7, 30]
    property bool sent: false

    function submit() {
        if (!confirmEnabled || busy)
            return;
        sent = true;
        viewModel.issue(vault.currentValue, payer.text, purpose.text, amount.text, days[due.currentIndex]);
    }

    title: qsTr("Issue an address")
    description: qsTr("The hot signer derives it again before it is shown.")
    confirmText: qsTr("Issue address")
    dismissText: qsTr("Not now")
    busy: sent && viewModel.busy
    error: sent && viewModel.failure.present ? viewModel.failure.sentence : ""
    errorCode: viewModel.failure.code
    confirmEnabled: vault.currentIndex >= 0 && payer.text.trim() !== "" && amount.error === ""
    onConfirmed: root.submit()
    onAboutToShow: {
        sent = false;
        payer.clear();
        purpose.clear();
        amount.clear();
    }
    onClosed: if (viewModel.failure.present)
        viewModel.dismissFailure()

    TextField {
        id: payer

        width: parent.width
        focus: true
        label: qsTr("Payer")
        placeholderText: qsTr("Meridian Exchange")
        maximumLength: 120
    }
    ComboBox {
        id: vault

        width: parent.width
        label: qsTr("Into")
        placeholderText: qsTr("Choose a vault")
        model: root.viewModel.vaults
        textRole: "name"
        valueRole: "vaultId"
    }
    TextField {
        id: purpose

        width: parent.width
        label: qsTr("Purpose")
        optional: true
        maximumLength: 200
    }
    TextField {
        id: amount

        width: parent.width
        label: qsTr("Expected amount")
        suffix: qsTr("BTC")
        optional: true
        error: root.viewModel.amountProblem(text)
    }
    Column {
        width: parent.width
        spacing: Spacing.xs + Spacing.xxs

        FieldLabel {
            text: due.label
            Accessible.ignored: true
        }
        SegmentedControl {
            id: due

            label: qsTr("Due")
            options: [qsTr("No date"), qsTr("Tomorrow"), qsTr("In a week"), qsTr("In 30 days")]
        }
    }
}
