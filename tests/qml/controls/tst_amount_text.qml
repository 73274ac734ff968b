import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "AmountText"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: maker

        AmountText {
            satoshi: 450000000
        }
    }

    function test_both_units_are_spoken() {
        const amount = createTemporaryObject(maker, test, {
            label: "Balance"
        });
        compare(amount.Accessible.name, "Balance: 4.500\u202f000\u202f00 BTC (450\u202f000\u202f000 sat)");
    }
    function test_an_unknown_amount_is_never_a_number() {
        for (const value of [null, undefined, "abc", 0.5, NaN]) {
            const amount = createTemporaryObject(maker, test, {
                satoshi: value
            });
            verify(!amount.known);
            compare(amount.Accessible.name, "unknown amount");
        }
    }
    function test_amounts_of_one_column_end_at_one_edge() {
        const one = createTemporaryObject(maker, test, {
            width: 200,
            rightAligned: true
        });
        const other = createTemporaryObject(maker, test, {
            width: 200,
            rightAligned: true,
            satoshi: 11111111
        });
        compare(one.children[0].x + one.children[0].width, 200);
        compare(other.children[0].x + other.children[0].width, 200);
    }
}
