import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "ListRow"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        ListRow {
            width: 400
            title: "4.50 BTC to Aldgate"
            subtitle: "Waiting for Cleo"
        }
    }
    SignalSpy {
        id: clicks

        signalName: "clicked"
    }

    function test_it_is_pressed_only_when_it_leads_somewhere() {
        const row = createTemporaryObject(maker, test);
        clicks.target = row;
        clicks.clear();
        row.Accessible.pressAction();
        row.forceActiveFocus();
        keyClick(Qt.Key_Return);
        compare(clicks.count, 2);
        row.focus = false;
        row.clickable = false;
        row.Accessible.pressAction();
        compare(clicks.count, 2);
        compare(row.Accessible.role, Accessible.ListItem);
    }
    function test_both_lines_are_spoken() {
        const row = createTemporaryObject(maker, test);
        compare(row.Accessible.name, "4.50 BTC to Aldgate");
        compare(row.Accessible.description, "Waiting for Cleo");
    }
}
