pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models

// A payment request from elsewhere (bitcoin:…). It fills the form in where a registered payee has its address; what it
// says of itself decides nothing.
Dialog {
    id: root

    required property NewWithdrawalViewModel viewModel

    function submit() {
        if (confirmEnabled)
            viewModel.takeRequest(request.text);
    }

    title: qsTr("Paste a payment request")
    description: qsTr("Its address must be that of a registered payee. Amount and message are taken over for you to check.")
    confirmText: qsTr("Fill in")
    dismissText: qsTr("Not now")
    error: viewModel.requestProblem.sentence
    errorCode: viewModel.requestProblem.code
    confirmEnabled: request.text.trim() !== ""
    onConfirmed: root.submit()
    onAboutToShow: request.text = ""
    onClosed: viewModel.forgetRequest()

    TextArea {
        id: request

        width: parent.width
        focus: true
        mono: true
        lines: 4
        label: qsTr("Payment request")
        placeholderText: "bitcoin:bc1q…?amount=0.25"
    }
}
