import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "TextArea"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        Item {
            property alias first: area
            property alias second: after

            TextArea {
                id: area

                label: "Purpose"
                lines: 2
            }
            Button {
                id: after

                y: 200
                text: "Next"
            }
        }
    }

    function test_return_makes_a_line_and_tab_moves_on() {
        const pair = createTemporaryObject(maker, test);
        pair.first.forceActiveFocus();
        keyClick("a");
        keyClick(Qt.Key_Return);
        keyClick("b");
        compare(pair.first.text, "a\nb");
        keyClick(Qt.Key_Tab);
        verify(pair.second.activeFocus);
        compare(pair.first.text, "a\nb");
    }
    function test_markup_stays_text() {
        const pair = createTemporaryObject(maker, test);
        pair.first.text = "<b>bold</b>";
        compare(pair.first.text, "<b>bold</b>");
    }
}
