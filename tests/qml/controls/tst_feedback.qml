import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design
import "walk.js" as Walk

TestCase {
    id: test

    name: "Feedback"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: banners

        Banner {
            width: 400
            title: "Not allowed by policy"
            text: "The limit is 5.00 BTC."
            code: "policy.limit"
            actionText: "Open"
            dismissable: true
        }
    }
    Component {
        id: empties

        EmptyState {
            title: "No payees yet"
            actionText: "Propose a payee"
        }
    }
    Component {
        id: errors

        ErrorState {
            text: "The node did not answer."
            remedy: "Check that it runs."
            code: "node.unreachable"
        }
    }
    Component {
        id: toasts

        Toast {}
    }
    Component {
        id: spinners

        Spinner {
            label: "Reading"
        }
    }
    Component {
        id: tooltips

        Tooltip {
            text: "Copy"
        }
    }
    SignalSpy {
        id: actions

        signalName: "actionTriggered"
    }

    function buttons(item) {
        return Walk.all(item, one => one.Accessible.role === Accessible.Button);
    }
    function test_a_banner_speaks_title_sentence_and_code_in_this_order() {
        const banner = createTemporaryObject(banners, test);
        compare(banner.Accessible.role, Accessible.AlertMessage);
        compare(banner.Accessible.name, "Not allowed by policy: The limit is 5.00 BTC.");
        compare(banner.Accessible.description, "policy.limit");
        actions.target = banner;
        actions.clear();
        buttons(banner)[0].clicked();
        compare(actions.count, 1);
    }
    function test_an_empty_state_offers_its_action() {
        const empty = createTemporaryObject(empties, test);
        compare(empty.Accessible.name, "No payees yet");
        actions.target = empty;
        actions.clear();
        buttons(empty)[0].Accessible.pressAction();
        compare(actions.count, 1);
    }
    function test_an_error_state_says_what_would_help() {
        const error = createTemporaryObject(errors, test);
        compare(error.Accessible.role, Accessible.AlertMessage);
        compare(error.Accessible.name, "The node did not answer.");
        compare(error.Accessible.description, "Check that it runs.");
    }
    function test_a_toast_shows_and_is_spoken() {
        const toast = createTemporaryObject(toasts, test);
        toast.show("Recorded.", Tone.Success);
        const bubble = toast.children[0];
        compare(bubble.Accessible.name, "Recorded.");
        tryCompare(bubble, "opacity", 1);
    }
    function test_a_spinner_says_what_is_under_way() {
        const spinner = createTemporaryObject(spinners, test);
        compare(spinner.Accessible.role, Accessible.ProgressBar);
        compare(spinner.Accessible.name, "Reading");
        const angle = spinner.angle;
        tryVerify(() => spinner.angle !== angle);
    }
    function test_a_tooltip_fits_its_text() {
        const tooltip = createTemporaryObject(tooltips, test);
        tooltip.open();
        tryCompare(tooltip, "opened", true);
        verify(tooltip.width > 20);
        tooltip.close();
    }
}
