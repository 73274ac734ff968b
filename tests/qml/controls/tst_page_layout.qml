import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "PageLayout"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        PageLayout {
            property alias first: firstButton
            property alias last: lastButton

            width: 640
            height: 480
            title: "Page"

            Button {
                id: firstButton

                text: "First"
            }
            Item {
                width: 1
                height: 900
            }
            Button {
                id: lastButton

                text: "Last"
            }
        }
    }

    function inSight(item) {
        const top = item.mapToItem(test, 0, 0).y;
        return top >= 0 && top + item.height <= test.height;
    }
    function test_what_has_the_keyboard_is_scrolled_into_sight() {
        const page = createTemporaryObject(maker, test);
        page.first.forceActiveFocus(Qt.TabFocusReason);
        verify(inSight(page.first));
        verify(!inSight(page.last));
        keyClick(Qt.Key_Tab);
        verify(page.last.activeFocus);
        tryVerify(() => inSight(page.last));
        keyClick(Qt.Key_Backtab);
        tryVerify(() => inSight(page.first));
    }
    function test_a_press_of_the_mouse_scrolls_nothing() {
        const page = createTemporaryObject(maker, test);
        page.last.forceActiveFocus(Qt.MouseFocusReason);
        wait(0);
        verify(!inSight(page.last));
    }
}
