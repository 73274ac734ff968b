import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "Dialog"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        Dialog {
            property alias field: input

            title: "Take back this payment?"
            confirmText: "Take back"
            dismissText: "Keep"

            TextField {
                id: input

                width: parent.width
                label: "Reason"
                focus: true
            }
        }
    }
    Button {
        id: behind

        text: "Behind"
    }
    Button {
        id: elsewhere

        y: 40
        text: "Elsewhere"
    }
    SignalSpy {
        id: confirmations

        signalName: "confirmed"
    }
    SignalSpy {
        id: dismissals

        signalName: "dismissed"
    }
    SignalSpy {
        id: presses

        target: behind
        signalName: "clicked"
    }

    function opened(properties) {
        const dialog = createTemporaryObject(maker, test, properties ?? {});
        confirmations.target = dialog;
        dismissals.target = dialog;
        confirmations.clear();
        dismissals.clear();
        presses.clear();
        dialog.open();
        tryCompare(dialog, "opened", true);
        return dialog;
    }
    function test_the_keyboard_begins_in_the_form_and_stays_inside() {
        const dialog = opened();
        verify(dialog.field.activeFocus);
        for (let i = 0; i < 6; ++i) {
            keyClick(Qt.Key_Tab);
            verify(!behind.activeFocus);
        }
        dialog.close();
    }
    function test_a_quick_typist_is_not_sent_back() {
        const dialog = createTemporaryObject(maker, test);
        dialog.open();
        verify(dialog.field.activeFocus);
        verify(!dialog.opened);
        keyClick(Qt.Key_Tab);
        verify(!dialog.field.activeFocus);
        tryCompare(dialog, "opened", true);
        verify(!dialog.field.activeFocus);
        dialog.close();
    }
    function test_escape_dismisses() {
        const dialog = opened();
        keyClick(Qt.Key_Escape);
        tryCompare(dialog, "visible", false);
        compare(dismissals.count, 1);
        compare(confirmations.count, 0);
    }
    function test_the_keyboard_returns_to_where_it_was() {
        behind.forceActiveFocus(Qt.TabFocusReason);
        opened();
        verify(!behind.activeFocus);
        keyClick(Qt.Key_Escape);
        tryVerify(() => behind.activeFocus);
        verify(behind.visualFocus, "and shows it");
    }
    function test_the_keyboard_stays_where_a_page_put_it_meanwhile() {
        behind.forceActiveFocus();
        const dialog = opened();
        dialog.close();
        elsewhere.forceActiveFocus();
        tryCompare(dialog, "visible", false);
        verify(elsewhere.activeFocus);
    }
    function test_confirming_does_not_close() {
        const dialog = opened();
        keyClick(Qt.Key_Tab);
        keyClick(Qt.Key_Tab);
        keyClick(Qt.Key_Space);
        compare(confirmations.count, 1);
        verify(dialog.visible);
        dialog.close();
    }
    function test_while_busy_escape_does_nothing() {
        const dialog = opened({
            busy: true
        });
        keyClick(Qt.Key_Escape);
        wait(20);
        verify(dialog.visible);
        compare(dismissals.count, 0);
        dialog.close();
    }
    function test_what_is_behind_takes_no_press() {
        const dialog = opened();
        mouseClick(behind);
        compare(presses.count, 0);
        verify(dialog.visible);
        dialog.close();
        tryCompare(dialog, "visible", false);
        mouseClick(behind);
        compare(presses.count, 1);
    }
    function test_open_dialogs_are_counted_even_when_destroyed() {
        compare(Modality.open, 0);
        const dialog = opened();
        compare(Modality.open, 1);
        dialog.close();
        tryCompare(dialog, "visible", false);
        compare(Modality.open, 0);
        const lost = maker.createObject(test);
        lost.open();
        compare(Modality.open, 1);
        lost.destroy();
        tryCompare(Modality, "open", 0);
    }
}
