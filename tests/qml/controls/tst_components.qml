import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design
import "walk.js" as Walk

TestCase {
    id: test

    name: "Components"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: meters

        QuorumMeters {
            width: 500
            approvalsHave: 2
            approvalsNeeded: 2
            signaturesHave: 1
            signaturesNeeded: 2
            keysTotal: 3
            nextSentence: "Waiting for Cleo."
            nextPerson: "Cleo"
        }
    }
    Component {
        id: hashes

        HashText {
            hash: "00112233445566778899aabbccddeeff"
        }
    }
    Component {
        id: times

        TimeText {
            seconds: 1762191600
            label: "Proposed"
        }
    }
    Component {
        id: chips

        PersonChip {
            name: "Anna"
            role: "Officer"
        }
    }
    Component {
        id: freezers

        FreezeButton {}
    }
    Component {
        id: flows

        FlowDiagram {
            width: 640
            inputs: [
                {
                    label: "Hot",
                    kind: "input",
                    satoshi: 500
                }
            ]
            outputs: [
                {
                    label: "Unknown",
                    address: "bc1q",
                    kind: "unknown",
                    satoshi: 400
                },
                {
                    label: "Fee",
                    kind: "fee",
                    satoshi: 100
                }
            ]
        }
    }
    SignalSpy {
        id: freezes

        signalName: "freezeRequested"
    }
    SignalSpy {
        id: thaws

        signalName: "unfreezeRequested"
    }

    function names(item, role) {
        return Walk.all(item, one => one.Accessible.role === role).map(one => one.Accessible.name);
    }
    function test_people_and_keys_are_counted_apart() {
        const found = names(createTemporaryObject(meters, test), Accessible.ProgressBar);
        compare(found.length, 2);
        compare(found[0], "Approvals 2 of 2");
        compare(found[1], "Signatures 1 of 2 needed (3 keys)");
    }
    function test_a_hash_is_copied_whole() {
        const hash = createTemporaryObject(hashes, test);
        compare(hash.Accessible.description, hash.hash);
        Walk.all(hash, one => one.iconName === "copy")[0].clicked();
        verify(Clipboard.holds(hash.hash));
    }
    function test_a_time_is_absolute_and_relative() {
        DisplayClock.now = 1762191600 + 43 * 60;
        const time = createTemporaryObject(times, test);
        compare(time.Accessible.name, "Proposed: 3 Nov 2025, 17:40 UTC, 43 min ago");
        time.seconds = null;
        compare(time.Accessible.name, "Proposed: time unknown");
    }
    function test_a_person_is_spoken_with_their_role() {
        compare(createTemporaryObject(chips, test).Accessible.name, "Anna, Officer");
    }
    function test_freezing_is_asked_for_and_so_is_unfreezing() {
        const button = createTemporaryObject(freezers, test);
        freezes.target = button;
        thaws.target = button;
        button.Accessible.pressAction();
        compare(freezes.count, 1);
        compare(thaws.count, 0);
        compare(button.Accessible.name, "Freeze the treasury");
        button.frozen = true;
        compare(button.Accessible.name, "Unfreeze the treasury");
        mouseClick(button);
        compare(freezes.count, 1);
        compare(thaws.count, 1);
    }
    function test_every_end_of_a_flow_is_spoken_with_its_amount() {
        const found = names(createTemporaryObject(flows, test), Accessible.ListItem);
        compare(found.length, 3);
        verify(found[1].startsWith("Unknown: 0.000"));
    }
}
