pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// The policy in words, and what it bounds.
ConsolePage {
    id: root

    required property PolicyViewModel viewModel

    source: viewModel
    loaded: viewModel.loaded
    title: qsTr("Policy")
    description: viewModel.loaded ? qsTr("Version %1. Every signing machine judges by it for itself.").arg(viewModel.version) : ""

    Row {
        width: parent.width
        visible: root.viewModel.loaded
        spacing: Spacing.l

        BoundCard {
            id: one

            width: (parent.width - Spacing.l) / 2
            height: Math.max(implicitHeight, two.implicitHeight)
            title: qsTr("The most one person can move in 24 hours")
            satoshi: root.viewModel.mostOnePerson
        }
        BoundCard {
            id: two

            width: (parent.width - Spacing.l) / 2
            height: Math.max(implicitHeight, one.implicitHeight)
            title: qsTr("The most any two people can move in 24 hours")
            satoshi: root.viewModel.mostTwoPeople
        }
    }
    Card {
        width: parent.width
        visible: root.viewModel.loaded
        title: qsTr("Rules")
        description: qsTr("Their order does not matter: one that forbids is enough, and without one that allows nothing moves.")
        rows: true

        Repeater {
            id: rules

            model: root.viewModel.rules

            RuleLine {
                required property int index

                width: parent ? parent.width : 0
                divided: index < rules.count - 1
            }
        }
    }
    SentencesCard {
        width: parent.width
        title: qsTr("Who must agree to change what")
        lines: root.viewModel.changeSentences
    }
    SentencesCard {
        width: parent.width
        title: qsTr("What no policy can change")
        lines: root.viewModel.invariantSentences
    }
    Card {
        width: parent.width
        visible: root.viewModel.loaded
        title: qsTr("To compare")

        KeyValue {
            label: qsTr("Policy digest")

            HashText {
                width: parent.width
                hash: root.viewModel.hash
                label: qsTr("Policy digest")
            }
        }
    }
}
