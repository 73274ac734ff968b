pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Qr

// What stations and desks learn the treasury from, and the digest that two people compare when one does.
Dialog {
    id: root

    required property SettingsViewModel viewModel
    // In exercises: the camera that sees this screen.
    property VirtualCamera watcher: null

    wide: true
    title: qsTr("Registration for stations and desks")
    description: qsTr("The founding record and every change since, all of it signed. It contains no key.")
    dismissText: qsTr("Done")
    error: viewModel.failure.present ? viewModel.failure.sentence : ""
    errorCode: viewModel.failure.code
    onAboutToShow: {
        viewModel.makeRegistration();
        out.begin();
    }
    onClosed: {
        player.clear();
        viewModel.dismissFailure();
    }

    QrPlayerModel {
        id: player
    }
    Binding {
        target: root.watcher
        property: "screen"
        value: player
        when: root.watcher !== null && root.visible
    }
    Connections {
        target: root.viewModel
        function onRegistrationChanged() {
            if (root.visible && root.viewModel.registration.byteLength > 0)
                player.showDocument(root.viewModel.registration);
        }
    }

    Row {
        width: parent.width
        spacing: Spacing.xl

        TransferOut {
            id: out

            width: Sizes.code
            focus: true
            player: player
            busy: root.viewModel.busy
            onFileChosen: path => root.viewModel.exportRegistration(path)
        }
        Column {
            width: parent.width - out.width - parent.spacing
            spacing: Spacing.m

            BodyStrong {
                width: parent.width
                text: qsTr("Compare aloud")
            }
            Secondary {
                width: parent.width
                text: qsTr("One person reads this digest from here, another types what they hear at the station.")
            }
            HashText {
                width: parent.width
                hash: root.viewModel.treasuryDigest
                label: qsTr("Digest of the treasury")
            }
        }
    }
}
