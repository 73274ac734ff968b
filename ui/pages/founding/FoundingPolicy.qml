pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// Step three: the starter policy in words, with limits that can be edited.
Column {
    id: root

    required property FoundingViewModel viewModel
    property string problem: ""

    function apply(): bool {
        const good = viewModel.setLimits(one.text, two.text, day.text, cap.text);
        problem = good ? "" : qsTr("Write each limit in bitcoin, with a point and up to eight decimals.");
        return good;
    }

    spacing: Spacing.l

    Card {
        width: parent.width
        title: qsTr("Limits")
        description: qsTr("The sentences below follow them.")

        Grid {
            columns: 2
            columnSpacing: Spacing.l
            rowSpacing: Spacing.l

            TextField {
                id: one

                width: (root.width - 2 * Spacing.card - Spacing.l) / 2
                label: qsTr("An officer must agree from")
                suffix: qsTr("BTC")
                text: root.viewModel.oneOfficerFrom
                onEditingFinished: root.apply()
            }
            TextField {
                id: two

                width: one.width
                label: qsTr("Two officers and compliance from")
                suffix: qsTr("BTC")
                text: root.viewModel.twoOfficersFrom
                onEditingFinished: root.apply()
            }
            TextField {
                id: day

                width: one.width
                label: qsTr("Payment from cold above, in 24 hours")
                suffix: qsTr("BTC")
                text: root.viewModel.dayLimit
                onEditingFinished: root.apply()
            }
            TextField {
                id: cap

                width: one.width
                label: qsTr("The hot vault holds at most")
                suffix: qsTr("BTC")
                text: root.viewModel.hotCap
                onEditingFinished: root.apply()
            }
        }
        Banner {
            width: parent.width
            visible: root.problem !== ""
            tone: Tone.Danger
            text: root.problem
        }
    }
    SentencesCard {
        width: parent.width
        title: qsTr("The policy in words")
        lines: root.viewModel.policySentences
    }
    Row {
        anchors.right: parent.right
        spacing: Spacing.s

        Button {
            text: qsTr("Back to the people")
            onClicked: root.viewModel.go(FoundingViewModel.People)
        }
        Button {
            kind: Button.Primary
            text: qsTr("Review")
            onClicked: if (root.apply())
                root.viewModel.go(FoundingViewModel.Review)
        }
    }
}
