pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Qr

// What a station signed comes back: before this desk's camera, or as a file.
Dialog {
    id: root

    required property WithdrawalViewModel viewModel
    // In exercises: what this desk's camera sees.
    property VirtualCamera camera: null

    title: qsTr("Scan signed transaction")
    description: qsTr("Accepted only when it is the same transaction with nothing but valid signatures added.")
    dismissText: qsTr("Not now")
    error: viewModel.failure.present ? viewModel.failure.sentence : ""
    errorCode: viewModel.failure.code
    onAboutToShow: inward.begin()
    onClosed: {
        scanner.stop();
        viewModel.dismissFailure();
    }

    QrScannerModel {
        id: scanner

        camera: root.camera
        onScanned: content => root.viewModel.takeReply(content)
    }
    TransferIn {
        id: inward

        width: parent.width
        focus: true
        scanner: scanner
        busy: root.viewModel.busy
        onFileChosen: path => root.viewModel.importFromStation(path)
    }
}
