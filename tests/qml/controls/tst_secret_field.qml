import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "SecretField"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        SecretField {
            label: "Passphrase"
            help: "Yours alone"
        }
    }
    SignalSpy {
        id: acceptances

        signalName: "accepted"
    }

    function test_it_counts_but_has_no_text() {
        const field = createTemporaryObject(maker, test);
        acceptances.target = field;
        field.forceActiveFocus();
        keyClick("a");
        keyClick("b");
        compare(field.length, 2);
        compare(field.text, undefined);
        keyClick(Qt.Key_Return);
        compare(acceptances.count, 1);
        field.clear();
        compare(field.length, 0);
    }
    function test_it_has_a_name_and_tells_how_many_characters_are_typed() {
        const field = createTemporaryObject(maker, test);
        compare(field.Accessible.role, Accessible.EditableText);
        compare(field.Accessible.name, "Passphrase");
        field.forceActiveFocus();
        keyClick("x");
        verify(field.Accessible.description.startsWith("1 "));
        verify(!field.Accessible.description.includes("x "));
        field.error = "Wrong.";
        compare(field.Accessible.description, "Error: Wrong.");
    }
    function test_tab_reaches_and_leaves_it() {
        const first = createTemporaryObject(maker, test);
        const second = createTemporaryObject(maker, test, {
            y: 100
        });
        first.forceActiveFocus();
        keyClick(Qt.Key_Tab);
        verify(second.activeFocus);
        compare(first.length, 0);
    }
    function test_a_disabled_field_takes_nothing() {
        const field = createTemporaryObject(maker, test, {
            enabled: false
        });
        field.forceActiveFocus();
        keyClick("a");
        compare(field.length, 0);
    }
    function test_a_long_secret_stays_inside_its_box() {
        const field = createTemporaryObject(maker, test, {
            width: 100
        });
        field.forceActiveFocus();
        for (let i = 0; i < 60; ++i)
            keyClick("a");
        compare(field.length, 60);
        verify(field.childrenRect.width <= field.width);
    }
}
