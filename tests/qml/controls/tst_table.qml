import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design
import "walk.js" as Walk

TestCase {
    id: test

    name: "Table"
    when: windowShown
    width: 640
    height: 480
    visible: true

    ListModel {
        id: people

        ListElement {
            name: "Anna"
            amount: "1.00"
        }
        ListElement {
            name: "Ben"
            amount: "2.00"
        }
        ListElement {
            name: "Cleo"
            amount: "3.00"
        }
    }
    ListModel {
        id: nobody
    }
    Component {
        id: maker

        Table {
            width: 600
            height: 300
            model: people
            label: "People"
            emptyTitle: "Nobody yet"

            TableColumn {
                title: "Name"
                role: "name"
                sortable: true
            }
            TableColumn {
                title: "Amount"
                role: "amount"
                kind: TableColumn.Numeric
                width: 100
            }
            TableColumn {
                role: "name"
                spokenRole: ""
                width: 80
                delegate: Component {
                    TableCell {
                        objectName: "custom"
                    }
                }
            }
        }
    }
    Component {
        id: endless

        Table {
            width: 600
            height: 400
            model: 1000000

            TableColumn {
                title: "Row"
                role: "index"
            }
        }
    }
    ListModel {
        id: coins

        ListElement {
            satoshi: 520000000
        }
    }
    Component {
        id: purse

        Table {
            width: 600
            height: 200
            model: coins

            AmountColumn {
                title: "Amount"
                role: "satoshi"
            }
        }
    }
    SignalSpy {
        id: activations

        signalName: "activated"
    }
    SignalSpy {
        id: sorts

        signalName: "sortRequested"
    }

    function find(item, predicate) {
        return Walk.all(item, predicate);
    }
    function test_amounts_are_read_out_with_their_unit() {
        const table = createTemporaryObject(purse, test);
        const rows = find(table, item => item.Accessible.name.startsWith("Amount: "));
        compare(rows.length, 1);
        compare(rows[0].Accessible.name, "Amount: " + AmountFormat.spoken(520000000));
    }
    function test_keys_move_and_return_activates() {
        const table = createTemporaryObject(maker, test);
        activations.target = table;
        activations.clear();
        table.forceActiveFocus();
        compare(table.currentRow, 0);
        keyClick(Qt.Key_Down);
        compare(table.currentRow, 1);
        keyClick(Qt.Key_End);
        compare(table.currentRow, 2);
        keyClick(Qt.Key_Down);
        compare(table.currentRow, 2);
        keyClick(Qt.Key_Home);
        compare(table.currentRow, 0);
        keyClick(Qt.Key_Return);
        compare(activations.count, 1);
        compare(activations.signalArguments[0][0], 0);
    }
    function test_a_click_activates_its_row() {
        const table = createTemporaryObject(maker, test);
        activations.target = table;
        activations.clear();
        mouseClick(table, 100, Sizes.tableHeader + Sizes.row + 10);
        compare(activations.count, 1);
        compare(activations.signalArguments[0][0], 1);
        table.interactive = false;
        mouseClick(table, 100, Sizes.tableHeader + 10);
        compare(activations.count, 1);
    }
    function test_rows_are_spoken_with_their_columns() {
        const table = createTemporaryObject(maker, test);
        const rows = find(table, item => item.Accessible.role === Accessible.Row);
        compare(rows.length, 3);
        compare(rows[1].Accessible.name, "Name: Ben, Amount: 2.00");
        activations.target = table;
        activations.clear();
        rows[2].Accessible.pressAction();
        compare(activations.signalArguments[0][0], 2);
    }
    function test_own_cells_get_value_and_row_and_size() {
        const table = createTemporaryObject(maker, test);
        const cells = find(table, item => item.objectName === "custom");
        compare(cells.length, 3);
        compare(cells[2].value, "Cleo");
        compare(cells[2].row.amount, "3.00");
        compare(cells[2].rowIndex, 2);
        compare(cells[2].width, 80);
        people.setProperty(2, "name", "Clio");
        compare(cells[2].value, "Clio");
        people.setProperty(2, "name", "Cleo");
    }
    function test_columns_share_what_is_left() {
        const table = createTemporaryObject(maker, test);
        compare(table.widths.length, 3);
        compare(table.widths[1], 100);
        compare(table.widths[0], 598 - 2 * table.inset - 2 * table.gap - 180);
    }
    function test_a_heading_asks_for_its_order() {
        const table = createTemporaryObject(maker, test);
        sorts.target = table;
        sorts.clear();
        mouseClick(table, 60, 20);
        compare(sorts.count, 1);
        compare(sorts.signalArguments[0][0], "name");
        mouseClick(table, table.width - 150, 20);
        compare(sorts.count, 1);
    }
    function test_nothing_shows_the_empty_state_unless_loading() {
        const table = createTemporaryObject(maker, test, {
            model: nobody
        });
        const empty = () => find(table, item => item.Accessible.name === "Nobody yet" && item.visible).length > 0;
        verify(empty());
        table.loading = true;
        verify(!empty());
    }
    function test_a_million_rows_make_only_those_in_sight() {
        const table = createTemporaryObject(endless, test);
        compare(table.count, 1000000);
        const rows = find(table, item => item.Accessible.role === Accessible.Row);
        verify(rows.length <= 12, rows.length + " rows");
        table.forceActiveFocus();
        keyClick(Qt.Key_End);
        compare(table.currentRow, 999999);
        const last = find(table, item => item.Accessible.role === Accessible.Row && item.visible && item.Accessible.name === "Row: 999999");
        compare(last.length, 1);
    }
}
