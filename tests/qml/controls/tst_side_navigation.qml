import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design
import "walk.js" as Walk

TestCase {
    id: test

    name: "SideNavigation"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        SideNavigation {
            height: 400
            currentKey: "overview"

            NavigationItem {
                key: "overview"
                title: "Overview"
                iconName: "overview"
            }
            NavigationItem {
                key: "hidden"
                title: "Hidden"
                iconName: "key"
                visible: false
            }
            NavigationItem {
                key: "approvals"
                title: "Approvals"
                iconName: "approvals"
                count: 3
            }
        }
    }
    SignalSpy {
        id: selections

        signalName: "selected"
    }

    function entries(navigation) {
        return Walk.all(navigation, item => item.Accessible.role === Accessible.PageTab);
    }
    function test_keys_step_over_hidden_entries_and_return_opens() {
        const navigation = createTemporaryObject(maker, test);
        selections.target = navigation;
        selections.clear();
        const tabs = entries(navigation);
        tabs[0].forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Down);
        verify(tabs[2].activeFocus);
        keyClick(Qt.Key_Return);
        compare(selections.count, 1);
        compare(selections.signalArguments[0][0], "approvals");
        keyClick(Qt.Key_Up);
        verify(tabs[0].activeFocus);
    }
    function test_counts_are_spoken_and_the_page_is_marked() {
        const tabs = entries(createTemporaryObject(maker, test));
        compare(tabs[2].Accessible.name, "Approvals, 3");
        verify(tabs[0].Accessible.selected);
        verify(!tabs[2].Accessible.selected);
    }
}
