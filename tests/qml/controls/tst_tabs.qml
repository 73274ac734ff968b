import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "Tabs"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        Tabs {
            options: ["All", "Waiting", "Sent"]
        }
    }
    SignalSpy {
        id: activations

        signalName: "activated"
    }

    function test_arrows_move_and_stop_at_the_ends() {
        const control = createTemporaryObject(maker, test);
        activations.target = control;
        activations.clear();
        control.forceActiveFocus();
        keyClick(Qt.Key_Left);
        compare(control.currentIndex, 0);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Right);
        compare(control.currentIndex, 2);
        compare(activations.count, 2);
    }
    function test_a_click_chooses_and_a_second_one_is_silent() {
        const control = createTemporaryObject(maker, test);
        activations.target = control;
        activations.clear();
        mouseClick(control, control.width - 12, control.height / 2);
        mouseClick(control, control.width - 12, control.height / 2);
        compare(control.currentIndex, 2);
        compare(activations.count, 1);
    }
    function test_the_group_that_has_the_keyboard_says_what_is_chosen() {
        const control = createTemporaryObject(maker, test, {
            label: "Payments"
        });
        control.forceActiveFocus();
        keyClick(Qt.Key_Right);
        compare(control.Accessible.name, "Payments");
        compare(control.Accessible.description, "Waiting");
    }
    function test_tab_reaches_it() {
        const control = createTemporaryObject(maker, test);
        verify(control.activeFocusOnTab);
    }
}
