import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "Button"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        Button {
            text: "Approve"
        }
    }
    SignalSpy {
        id: clicks

        signalName: "clicked"
    }

    function made(properties) {
        const button = createTemporaryObject(maker, test, properties ?? {});
        clicks.target = button;
        clicks.clear();
        return button;
    }
    function test_mouse_and_keys_press_it() {
        const button = made();
        mouseClick(button);
        button.forceActiveFocus();
        keyClick(Qt.Key_Space);
        keyClick(Qt.Key_Return);
        keyClick(Qt.Key_Enter);
        compare(clicks.count, 4);
    }
    function test_a_busy_button_takes_no_press_and_keeps_its_width() {
        const button = made();
        const width = button.width;
        button.busy = true;
        compare(button.width, width);
        mouseClick(button);
        button.forceActiveFocus();
        keyClick(Qt.Key_Space);
        keyClick(Qt.Key_Return);
        button.Accessible.pressAction();
        compare(clicks.count, 0);
    }
    function test_assistive_technology_presses_it_only_while_enabled() {
        const button = made();
        compare(button.Accessible.role, Accessible.Button);
        compare(button.Accessible.name, "Approve");
        compare(button.Accessible.description, "");
        button.Accessible.pressAction();
        compare(clicks.count, 1);
        button.enabled = false;
        compare(button.Accessible.description, "Not available now");
        button.Accessible.pressAction();
        mouseClick(button);
        compare(clicks.count, 1);
    }
    function test_each_kind_has_its_colours() {
        const grounds = new Set();
        for (const kind of [Button.Primary, Button.Secondary, Button.Danger, Button.Quiet])
            grounds.add(String(made({
                kind: kind
            }).background.color));
        compare(grounds.size, 4);
    }
    function test_the_focus_ring_shows_for_the_keyboard() {
        const button = made();
        verify(!button.visualFocus);
        button.forceActiveFocus(Qt.TabFocusReason);
        verify(button.visualFocus);
    }
}
