import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "IconButton"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        IconButton {
            iconName: "copy"
            text: "Copy"
        }
    }
    SignalSpy {
        id: clicks

        signalName: "clicked"
    }

    function test_it_is_named_and_pressed_like_a_button() {
        const button = createTemporaryObject(maker, test);
        clicks.target = button;
        compare(button.Accessible.role, Accessible.Button);
        compare(button.Accessible.name, "Copy");
        mouseClick(button);
        button.forceActiveFocus();
        keyClick(Qt.Key_Return);
        button.Accessible.pressAction();
        compare(clicks.count, 3);
        button.enabled = false;
        button.Accessible.pressAction();
        compare(clicks.count, 3);
    }
}
