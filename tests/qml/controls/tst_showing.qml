import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design
import "walk.js" as Walk

TestCase {
    id: test

    name: "Showing"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: avatars

        Avatar {
            name: "Anna Berg"
        }
    }
    Component {
        id: badges

        Badge {
            count: 3
        }
    }
    Component {
        id: pills

        StatusPill {
            text: "Waiting for Cleo"
            tone: Tone.Warning
        }
    }
    Component {
        id: cards

        Card {
            title: "Balance"
            Rectangle {
                width: parent.width
                height: 100
            }
        }
    }
    Component {
        id: values

        KeyValue {
            label: "Path"
            value: "m/48h"
        }
    }
    Component {
        id: timelines

        Timeline {
            width: 300
            model: [
                {
                    title: "Approved",
                    detail: "By Ben",
                    when: "14:28",
                    tone: Tone.Success
                },
                {
                    title: "Proposed"
                }
            ]
        }
    }
    Component {
        id: frames

        TrainingFrame {}
    }
    Component {
        id: layouts

        PageLayout {
            width: 640
            height: 300
            title: "Approvals"
            Rectangle {
                width: 100
                height: 900
            }
        }
    }
    Component {
        id: bars

        TopBar {
            title: "Harbour Treasury"
        }
    }

    function test_initials_are_first_and_last() {
        const avatar = createTemporaryObject(avatars, test);
        compare(avatar.initials, "AB");
        for (const [name, initials] of [["Dov", "DO"], ["Maria del Mar Cruz", "MC"], ["  Eve  ", "EV"], ["", ""], ["x", "X"]]) {
            avatar.name = name;
            compare(avatar.initials, initials);
        }
    }
    function test_a_person_keeps_their_colour() {
        const one = createTemporaryObject(avatars, test, {
            seed: "person-1"
        });
        const other = createTemporaryObject(avatars, test, {
            name: "Another Name",
            seed: "person-1"
        });
        compare(one.color, other.color);
    }
    function test_a_badge_stops_counting_at_999() {
        const badge = createTemporaryObject(badges, test);
        compare(badge.Accessible.name, "3");
        badge.count = 1000;
        compare(badge.Accessible.name, "999+");
    }
    function test_a_pill_speaks_its_words() {
        const pill = createTemporaryObject(pills, test);
        compare(pill.Accessible.name, "Waiting for Cleo");
        compare(pill.color, Theme.warning.background);
        pill.tone = 99;
        compare(pill.color, Theme.neutral.background);
    }
    function test_a_card_grows_with_its_content() {
        const card = createTemporaryObject(cards, test);
        verify(card.implicitHeight >= 100 + 2 * card.padding);
        compare(card.Accessible.name, "Balance");
    }
    function test_a_value_is_spoken_with_its_label() {
        const line = createTemporaryObject(values, test, {
            width: 300
        });
        compare(line.Accessible.name, "Path: m/48h");
    }
    function test_a_timeline_lists_what_happened() {
        const timeline = createTemporaryObject(timelines, test);
        const items = Walk.all(timeline, item => item.Accessible.role === Accessible.ListItem);
        compare(items.length, 2);
        compare(items[0].Accessible.name, "Approved");
        compare(items[0].Accessible.description, "By Ben");
        verify(items[1].y > items[0].y);
    }
    function test_a_training_frame_covers_its_place_and_takes_no_press() {
        const frame = createTemporaryObject(frames, test);
        compare(frame.width, test.width);
        verify(frame.Accessible.name.length > 0);
        const button = createTemporaryQmlObject('import QtQuick; import Strongroom.Design; Button { y: 100; text: "Below" }', test);
        let pressed = 0;
        button.clicked.connect(() => pressed += 1);
        mouseClick(button);
        compare(pressed, 1);
    }
    function test_a_page_scrolls_what_does_not_fit() {
        const page = createTemporaryObject(layouts, test);
        const flickable = page.children[0];
        verify(flickable.contentHeight > page.height);
        page.scrolls = false;
        compare(flickable.contentHeight, page.height);
        compare(page.Accessible.name, "Approvals");
    }
    function test_the_bar_carries_the_treasury() {
        compare(createTemporaryObject(bars, test).Accessible.name, "Harbour Treasury");
    }
}
