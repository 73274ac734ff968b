import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design
import "walk.js" as Walk

TestCase {
    id: test

    name: "TextField"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        TextField {
            label: "Payee"
            help: "As registered"
        }
    }
    SignalSpy {
        id: edits

        signalName: "textEdited"
    }
    SignalSpy {
        id: acceptances

        signalName: "accepted"
    }

    // The input inside, as assistive technology meets it.
    function inputOf(field) {
        return Walk.all(field, item => item.cursorPosition !== undefined)[0];
    }
    function test_typing_edits_and_return_accepts() {
        const field = createTemporaryObject(maker, test);
        edits.target = field;
        acceptances.target = field;
        edits.clear();
        acceptances.clear();
        field.forceActiveFocus();
        keyClick("a");
        keyClick("b");
        keyClick(Qt.Key_Return);
        compare(field.text, "ab");
        compare(edits.count, 2);
        compare(acceptances.count, 1);
    }
    function test_label_help_and_error_are_spoken() {
        const field = createTemporaryObject(maker, test);
        const input = inputOf(field);
        compare(input.Accessible.name, "Payee");
        compare(input.Accessible.description, "As registered");
        field.error = "Unknown payee.";
        verify(field.invalid);
        compare(input.Accessible.description, "Error: Unknown payee.");
    }
    function test_an_error_takes_the_place_of_the_help() {
        const field = createTemporaryObject(maker, test);
        const height = field.implicitHeight;
        field.error = "No.";
        compare(field.implicitHeight, height);
    }
    function test_a_disabled_or_read_only_field_takes_no_text() {
        const field = createTemporaryObject(maker, test, {
            text: "x",
            enabled: false
        });
        field.forceActiveFocus();
        keyClick("a");
        compare(field.text, "x");
        field.enabled = true;
        field.readOnly = true;
        field.forceActiveFocus();
        keyClick("a");
        compare(field.text, "x");
    }
    function test_clear_empties_and_tells() {
        const field = createTemporaryObject(maker, test, {
            text: "abc",
            clearable: true
        });
        edits.target = field;
        edits.clear();
        mouseClick(field, field.width - 16, field.height - 36);
        compare(field.text, "");
        compare(edits.count, 1);
    }
}
