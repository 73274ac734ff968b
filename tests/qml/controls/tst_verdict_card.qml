import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design
import "walk.js" as Walk

TestCase {
    id: test

    name: "VerdictCard"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        VerdictCard {
            width: 400
            outcome: VerdictCard.NeedsApprovals
            sentence: "Needs two officers."
            code: "policy.waiting"
            obligations: [
                {
                    sentence: "Two officers",
                    needed: 2,
                    met: 1,
                    metBy: ["Ben"],
                    canBeMetBy: ["Cleo", "Dov"]
                }
            ]
            rules: [
                {
                    rule: "two",
                    effect: "require",
                    matched: true,
                    unknown: false,
                    sentence: "More than 1 BTC needs two officers: 4.50."
                }
            ]
        }
    }

    function items(item) {
        return Walk.all(item, one => one.Accessible.role === Accessible.ListItem);
    }
    function test_the_sentence_and_who_can_act_are_spoken() {
        const card = createTemporaryObject(maker, test);
        compare(card.Accessible.name, "Needs approvals");
        compare(card.Accessible.description, "Needs two officers.");
        const lines = items(card);
        compare(lines.length, 1);
        compare(lines[0].Accessible.description, "Given by Ben. Open to Cleo, Dov.");
    }
    function test_rules_are_shown_when_asked_for() {
        const card = createTemporaryObject(maker, test);
        card.expanded = true;
        const lines = items(card);
        compare(lines.length, 2);
        compare(lines[1].Accessible.name, "More than 1 BTC needs two officers: 4.50.");
    }
    function test_what_could_not_be_checked_is_no_permission() {
        const card = createTemporaryObject(maker, test);
        const seen = new Set();
        for (const outcome of [VerdictCard.NotAllowed, VerdictCard.NeedsApprovals, VerdictCard.Permitted, VerdictCard.Unknown, 99]) {
            card.outcome = outcome;
            if (outcome !== VerdictCard.Permitted)
                verify(card.tone !== Tone.Success);
            seen.add(card.word);
        }
        compare(seen.size, 4);
    }
}
