import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

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
    function test_the_list_opens_and_a_click_chooses() {
        const box = createTemporaryObject(maker, test);
        activations.target = box;
        activations.clear();
        mouseClick(box, box.width / 2, box.height - 10);
        wait(20);
        mouseClick(box, box.width / 2, box.height + 4 + 4 + 36 + 18);
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
