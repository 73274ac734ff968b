import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "Switch"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        Switch {
            text: "Lock after five minutes"
            help: "Also when the computer sleeps"
        }
    }
    SignalSpy {
        id: toggles

        signalName: "toggled"
    }

    function test_every_way_toggles_it_once() {
        const control = createTemporaryObject(maker, test);
        toggles.target = control;
        toggles.clear();
        mouseClick(control);
        verify(control.checked);
        control.forceActiveFocus();
        keyClick(Qt.Key_Space);
        verify(!control.checked);
        keyClick(Qt.Key_Return);
        verify(control.checked);
        control.Accessible.pressAction();
        verify(!control.checked);
        compare(toggles.count, 4);
    }
    function test_its_state_is_spoken() {
        const control = createTemporaryObject(maker, test);
        compare(control.Accessible.role, Accessible.CheckBox);
        compare(control.Accessible.name, "Lock after five minutes");
        compare(control.Accessible.description, "Also when the computer sleeps");
        control.checked = true;
        verify(control.Accessible.checked);
    }
    function test_disabled_it_stays() {
        const control = createTemporaryObject(maker, test, {
            enabled: false
        });
        mouseClick(control);
        control.Accessible.pressAction();
        verify(!control.checked);
    }
}
