import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design
import "walk.js" as Walk

TestCase {
    id: test

    name: "AddressText"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        AddressText {
            width: 300
            address: "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
        }
    }
    Component {
        id: doubtful

        AddressText {
            address: "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"

            function reverify(): bool {
                return false;
            }
        }
    }
    SignalSpy {
        id: refusals

        signalName: "refused"
    }

    function test_the_whole_address_is_shown_and_spoken() {
        const text = createTemporaryObject(maker, test);
        compare(text.groups.join(""), text.address);
        compare(text.Accessible.description, text.address);
        const written = Walk.all(text.children[0], item => item.text !== undefined).map(item => item.text).join("");
        compare(written, text.address);
    }
    function test_a_copy_is_read_back() {
        const text = createTemporaryObject(maker, test);
        text.copy();
        verify(Clipboard.holds(text.address));
        verify(!text.alarmed);
        Clipboard.copy("bc1qattacker");
        tryCompare(text, "alarmed", true, 3000);
        verify(text.note.length > 0);
    }
    function test_an_address_that_is_not_derived_again_is_not_copied() {
        Clipboard.copy("before");
        const text = createTemporaryObject(doubtful, test);
        refusals.target = text;
        text.copy();
        compare(refusals.count, 1);
        verify(text.alarmed);
        verify(Clipboard.holds("before"));
    }
}
