import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design
import "walk.js" as Walk

TestCase {
    id: test

    name: "AppShell"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        AppShell {
            property alias inside: pageButton
            property alias dialog: question

            width: 640
            height: 480
            treasuryName: "Harbour Treasury"
            personName: "Cleo"
            personRole: "Officer"
            navigation: [
                NavigationItem {
                    key: "overview"
                    title: "Overview"
                    iconName: "overview"
                }
            ]

            Button {
                id: pageButton

                text: "On the page"
            }
            Dialog {
                id: question

                title: "Sure?"
            }
        }
    }
    SignalSpy {
        id: spy
    }

    function find(item, name) {
        return Walk.all(item, one => one.Accessible.name === name && one.Accessible.role === Accessible.Button)[0] ?? null;
    }
    function test_what_is_always_in_reach_data() {
        return [
            {
                tag: "Freeze the treasury",
                signalName: "freezeRequested"
            },
            {
                tag: "Lock now",
                signalName: "lockRequested"
            },
            {
                tag: "Switch person",
                signalName: "switchPersonRequested"
            }
        ];
    }
    function test_what_is_always_in_reach(data) {
        const shell = createTemporaryObject(maker, test);
        spy.clear();
        spy.target = shell;
        spy.signalName = data.signalName;
        const button = find(shell, data.tag);
        verify(button !== null);
        button.Accessible.pressAction();
        compare(spy.count, 1);
        spy.target = null;
    }
    function test_behind_a_dialog_nothing_is_listed() {
        const shell = createTemporaryObject(maker, test);
        verify(!shell.inside.Accessible.ignored);
        shell.dialog.open();
        tryCompare(shell.dialog, "opened", true);
        verify(shell.inside.Accessible.ignored);
        shell.dialog.close();
        tryCompare(shell.dialog, "visible", false);
        verify(!shell.inside.Accessible.ignored);
    }
    function test_the_page_keeps_clear_of_bars_and_frame() {
        const shell = createTemporaryObject(maker, test);
        const at = () => shell.inside.mapToItem(shell, 0, 0);
        compare(at().x, Sizes.navigation);
        compare(at().y, Sizes.topBar);
        shell.training = true;
        compare(at().y, Sizes.topBar + Sizes.trainingStrip);
        shell.frozenText = "Frozen by Dov.";
        shell.frozen = true;
        verify(at().y > Sizes.topBar + Sizes.trainingStrip);
    }
}
