import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Station

// The window of the station's own program, which has given up the network.
Window {
    id: root

    required property StationViewModel viewModel
    required property Preferences preferences

    width: 1280
    height: 800
    minimumWidth: Sizes.dialogWide
    minimumHeight: Sizes.dialogWide
    visible: true
    title: viewModel.label !== "" ? qsTr("%1 – Strongroom station").arg(viewModel.label) : qsTr("Strongroom station")
    color: Theme.background

    Binding {
        target: Theme
        property: "dark"
        value: root.preferences.dark
    }
    StationPage {
        anchors.fill: parent
        focus: true
        viewModel: root.viewModel
        offNetwork: true
    }
}
