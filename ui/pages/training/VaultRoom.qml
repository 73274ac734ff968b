pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Models
import Strongroom.Pages
import Strongroom.Qr

// The way into the vault room of an exercise, and the two cameras: each sees the screen of the other side.
Loader {
    id: root

    // Null but in exercises: then there is no room to enter, and no camera.
    required property ColdTraining training
    readonly property VirtualCamera officeCamera: training !== null ? office : null
    readonly property VirtualCamera stationCamera: training !== null ? station : null
    readonly property TrainingStationWindow shown: item as TrainingStationWindow

    function enter() {
        if (shown === null)
            setSource(Qt.resolvedUrl("TrainingStationWindow.qml"), {
                training: training,
                camera: stationCamera,
                watcher: officeCamera
            });
        shown.standBeside(root.Window.window);
    }

    active: training !== null

    VirtualCamera {
        id: office
    }
    VirtualCamera {
        id: station
    }
}
