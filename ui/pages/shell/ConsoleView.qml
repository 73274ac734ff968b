pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models

// Everything inside the window: welcome, founding, unlock, or the opened treasury.
FocusScope {
    id: root

    required property Console program

    focus: true

    Binding {
        target: Theme
        property: "dark"
        value: root.program.preferences.dark
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }
    // Any key or move keeps the session from locking itself.
    HoverHandler {
        onPointChanged: root.program.touch()
    }
    Keys.onPressed: event => {
        root.program.touch();
        event.accepted = false;
    }

    Loader {
        id: stage

        function show() {
            const url = root.stageUrl(root.program.phase);
            setSource(url, {
                program: root.program
            });
            forceActiveFocus();
        }

        anchors.fill: parent
        focus: true
    }
    Connections {
        target: root.program
        function onPhaseChanged() {
            stage.show();
        }
    }

    Component.onCompleted: stage.show()

    function stageUrl(phase: int): url {
        switch (phase) {
        case Console.Founding:
            return Qt.resolvedUrl("../founding/FoundingPage.qml");
        case Console.Unlock:
            return Qt.resolvedUrl("../welcome/UnlockPage.qml");
        case Console.Open:
            return Qt.resolvedUrl("TreasuryView.qml");
        }
        return Qt.resolvedUrl("../welcome/WelcomePage.qml");
    }
}
