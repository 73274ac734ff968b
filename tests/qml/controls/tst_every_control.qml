import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "EveryControl"
    when: windowShown
    width: 640
    height: 480
    visible: true

    // What every control owes: a name, a role, a look in both themes, no warning while it is made.
    function makers() {
        const sources = {
            Avatar: 'name: "Anna Berg"; muted: true',
            Badge: 'count: 3',
            Banner: 'text: "Sentence."',
            Button: 'text: "Approve"',
            Card: 'title: "Card"',
            CheckBox: 'text: "Check"',
            EmptyState: 'title: "Nothing"',
            ErrorState: 'text: "Failed."',
            IconButton: 'text: "Copy"; iconName: "copy"',
            KeyValue: 'label: "Label"; value: "Value"; width: 300',
            ListRow: 'title: "Row"; subtitle: "Line"',
            Meter: 'label: "Approvals"; filled: 1; total: 2',
            PageTitle: 'text: "Title"',
            ProgressBar: 'label: "Reading"; value: 0.5',
            RadioButton: 'text: "Radio"',
            SecretField: 'label: "Passphrase"',
            SegmentedControl: 'label: "Theme"; options: ["A", "B"]',
            SideNavigation: 'height: 200; items: [NavigationItem { key: "a"; title: "A"; iconName: "key" }]',
            StatusPill: 'text: "Draft"',
            StepIndicator: 'steps: ["A", "B"]; current: 0',
            Switch: 'text: "Switch"',
            Table: 'label: "Table"; width: 300; height: 200; model: 3; TableColumn { title: "Row"; role: "index" }',
            TopBar: 'title: "Treasury"',
            AddressText: 'address: "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"',
            AmountText: 'satoshi: 450000000',
            FlowDiagram: 'width: 640; height: 100; inputs: [{label: "Hot", kind: "input", satoshi: 2}]; outputs: [{label: "Payee", kind: "payee", satoshi: 2}]',
            FreezeButton: '',
            HashText: 'hash: "00ff00ff00ff00ff"',
            PersonButton: 'name: "Anna"; width: 200',
            PersonChip: 'name: "Anna"',
            TimeText: 'seconds: 1762191600',
            VerdictCard: 'outcome: VerdictCard.Permitted; sentence: "Allowed."'
        };
        return Object.keys(sources).map(name => ({
                    tag: name,
                    source: "import QtQuick\nimport Strongroom.Design\nimport Strongroom.Components\nRectangle { width: 640; height: 300; color: Theme.background; property Item control: one; " + name + " { id: one; " + sources[name] + " } }"
                }));
    }
    function cleanup() {
        Theme.dark = false;
    }
    function test_it_has_a_name_and_a_role_data() {
        return makers();
    }
    function test_it_has_a_name_and_a_role(data) {
        failOnWarning(/.?/);
        const control = createTemporaryQmlObject(data.source, test).control;
        verify(control.Accessible.name !== "", "name");
        verify(control.Accessible.role !== Accessible.NoRole, "role");
        verify(control.implicitWidth > 0);
        verify(control.height > 0);
    }
    function test_it_looks_its_part_in_both_themes_data() {
        return makers();
    }
    function test_it_looks_its_part_in_both_themes(data) {
        const ground = createTemporaryQmlObject(data.source, test);
        // How many pixels are not the ground's: a control that vanishes in one theme has none.
        const drawn = image => {
            let count = 0;
            const base = String(image.pixel(ground.width - 1, ground.height - 1));
            for (let y = 0; y < Math.min(ground.height, ground.control.height); y += 2)
                for (let x = 0; x < Math.min(ground.width, ground.control.width); x += 2)
                    count += String(image.pixel(x, y)) !== base ? 1 : 0;
            return count;
        };
        Theme.dark = false;
        const light = grabImage(ground);
        Theme.dark = true;
        const dark = grabImage(ground);
        verify(!light.equals(dark), "differs");
        verify(drawn(light) > 20, "drawn in light: " + drawn(light));
        verify(drawn(dark) > 20, "drawn in dark: " + drawn(dark));
    }
}
