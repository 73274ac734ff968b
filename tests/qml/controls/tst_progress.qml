import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "Progress"
    when: windowShown
    width: 640
    height: 480
    visible: true

    Component {
        id: bars

        ProgressBar {
            label: "Reading frames"
            value: 0.5
        }
    }
    Component {
        id: meters

        Meter {
            label: "Approvals"
            filled: 1
            total: 2
            note: "Waiting for Cleo."
        }
    }
    Component {
        id: steps

        StepIndicator {
            steps: ["People", "Policy"]
            current: 1
        }
    }

    function test_a_bar_keeps_within_its_bounds() {
        const bar = createTemporaryObject(bars, test);
        compare(bar.percent, "50 %");
        bar.value = 7;
        compare(bar.share, 1);
        bar.value = -1;
        compare(bar.share, 0);
        bar.value = 0.29;
        compare(bar.percent, "29 %");
        bar.value = 0.999;
        compare(bar.percent, "99 %");
        compare(bar.Accessible.name, "Reading frames");
    }
    function test_a_meter_says_its_count_and_is_met_at_the_need() {
        const meter = createTemporaryObject(meters, test);
        compare(meter.Accessible.name, "Approvals 1 of 2");
        compare(meter.Accessible.description, "Waiting for Cleo.");
        verify(!meter.met);
        meter.filled = 2;
        verify(meter.met);
        meter.filled = 3;
        verify(meter.met);
    }
    function test_steps_say_where_one_is() {
        const indicator = createTemporaryObject(steps, test);
        compare(indicator.Accessible.name, "Step 2 of 2: Policy");
        indicator.current = 2;
        compare(indicator.Accessible.name, "All 2 steps done");
    }
}
