import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "RadioButton"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        Column {
            property alias hot: first
            property alias cold: second

            RadioButton {
                id: first

                text: "Hot"
                checked: true
            }
            RadioButton {
                id: second

                text: "Cold"
            }
        }
    }
    SignalSpy {
        id: toggles

        signalName: "toggled"
    }

    function test_choosing_one_leaves_the_other() {
        const pair = createTemporaryObject(maker, test);
        mouseClick(pair.cold);
        verify(pair.cold.checked);
        verify(!pair.hot.checked);
        pair.hot.Accessible.pressAction();
        verify(pair.hot.checked);
        verify(!pair.cold.checked);
    }
    function test_choosing_again_changes_nothing() {
        const pair = createTemporaryObject(maker, test);
        toggles.target = pair.hot;
        pair.hot.Accessible.pressAction();
        pair.hot.forceActiveFocus();
        keyClick(Qt.Key_Return);
        verify(pair.hot.checked);
        compare(toggles.count, 0);
    }
    function test_it_is_spoken_as_a_radio_button() {
        const pair = createTemporaryObject(maker, test);
        compare(pair.hot.Accessible.role, Accessible.RadioButton);
        compare(pair.hot.Accessible.name, "Hot");
        verify(pair.hot.Accessible.checked);
    }
}
