import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design
import "walk.js" as Walk

TestCase {
    id: test

    name: "ComboBox"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        ComboBox {
            label: "Vault"
            model: ["Hot", "Warm", "Cold"]
            currentIndex: -1
            placeholderText: "Choose a vault"
        }
    }
    SignalSpy {
        id: activations

        signalName: "activated"
    }

    function test_keys_choose() {
        const box = createTemporaryObject(maker, test);
        activations.target = box;
        box.forceActiveFocus();
        keyClick(Qt.Key_Down);
        compare(box.currentText, "Hot");
        keyClick(Qt.Key_Down);
        compare(box.currentText, "Warm");
        compare(activations.count, 2);
        compare(box.count, 3);
    }
    function test_what_is_chosen_is_spoken() {
        const box = createTemporaryObject(maker, test, {
            help: "Where it comes from."
        });
        const control = Walk.all(box, item => item.Accessible.role === Accessible.ComboBox)[0];
        compare(control.Accessible.name, "Vault");
        compare(control.Accessible.description, "Where it comes from.");
        box.forceActiveFocus();
        keyClick(Qt.Key_Down);
        compare(control.Accessible.description, "Hot. Where it comes from.");
        keyClick(Qt.Key_Return);
        keyClick(Qt.Key_Down);
        compare(control.Accessible.description, "Warm. Where it comes from.", "also while the list is open");
        keyClick(Qt.Key_Return);
    }
    function test_the_list_opens_and_a_click_chooses() {
        const box = createTemporaryObject(maker, test);
        activations.target = box;
        activations.clear();
        const control = Walk.all(box, item => item.Accessible.role === Accessible.ComboBox)[0];
        mouseClick(box, box.width / 2, box.height - 10);
        const list = control.popup.contentItem;
        tryVerify(() => control.popup.opened && list.itemAtIndex(1) !== null, 20000);
        mouseClick(list.itemAtIndex(1));
        compare(box.currentIndex, 1);
        compare(activations.count, 1);
    }
    function test_values_are_found() {
        const box = createTemporaryObject(maker, test, {
            textRole: "text",
            valueRole: "value",
            model: [
                {
                    text: "Hot",
                    value: "h"
                },
                {
                    text: "Cold",
                    value: "c"
                }
            ]
        });
        compare(box.indexOfValue("c"), 1);
        box.currentIndex = 1;
        compare(box.currentValue, "c");
    }
}
