pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models

// balance = available + reserved + held + unconfirmed, as of a block.
Card {
    id: root

    required property OverviewViewModel viewModel

    component Part: Column {
        id: part

        required property string label
        required property var satoshi

        spacing: Spacing.xs

        Caption {
            text: part.label
        }
        AmountText {
            satoshi: part.satoshi
            label: part.label
            size: AmountText.Small
            showSatoshi: false
        }
    }

    title: qsTr("Balance")
    description: viewModel.height === null || viewModel.height === undefined ? qsTr("No block was seen yet.") : qsTr("As of block %1, %2").arg(Number(viewModel.height).toLocaleString(Qt.locale(), "f", 0)).arg(TimeFormat.relative(viewModel.blockTime, DisplayClock.now))

    AmountText {
        satoshi: root.viewModel.total
        size: AmountText.Display
        label: qsTr("Balance")
    }
    Grid {
        columns: 2
        columnSpacing: Spacing.xxl
        rowSpacing: Spacing.m

        Part {
            label: qsTr("Available")
            satoshi: root.viewModel.available
        }
        Part {
            label: qsTr("Reserved for withdrawals")
            satoshi: root.viewModel.reserved
        }
        Part {
            label: qsTr("On hold")
            satoshi: root.viewModel.held
        }
        Part {
            label: qsTr("Unconfirmed")
            satoshi: root.viewModel.unconfirmed
        }
    }
}
