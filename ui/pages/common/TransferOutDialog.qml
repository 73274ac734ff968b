pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Qr

// Something that leaves this computer: as a moving code on the screen, or as a file. Whoever opens it loads the player.
Dialog {
    id: root

    required property PageViewModel source
    // In exercises: the camera that sees this screen.
    property VirtualCamera watcher: null
    readonly property QrPlayerModel player: code

    signal fileChosen(string path)

    dismissText: qsTr("Done")
    error: source.failure.present ? source.failure.sentence : ""
    errorCode: source.failure.code
    onAboutToShow: out.begin()
    onClosed: {
        code.clear();
        source.dismissFailure();
    }

    QrPlayerModel {
        id: code
    }
    Binding {
        target: root.watcher
        property: "screen"
        value: code
        when: root.watcher !== null && root.visible
    }
    TransferOut {
        id: out

        width: parent.width
        focus: true
        player: code
        busy: root.source.busy
        onFileChosen: path => root.fileChosen(path)
    }
}
