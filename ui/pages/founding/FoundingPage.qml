pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// The founding session: treasury, people in turn, policy in words, review. Until it is complete nothing is on disk.
FocusScope {
    id: root

    required property Console program
    readonly property FoundingViewModel viewModel: program.founding

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Founding session")

    PageLayout {
        anchors.fill: parent
        centred: true
        focus: true
        maximumWidth: 880
        title: root.viewModel.treasuryName !== "" ? qsTr("Founding %1").arg(root.viewModel.treasuryName) : qsTr("Found a treasury")
        description: qsTr("Nothing is written until the founding record is complete. Stopping leaves nothing behind.")

        actions: [
            Button {
                kind: Button.Quiet
                text: qsTr("Stop")
                onClicked: {
                    root.viewModel.stop();
                    root.program.backToWelcome();
                }
            }
        ]
        above: [
            StepIndicator {
                steps: [qsTr("Treasury"), qsTr("People"), qsTr("Policy"), qsTr("Founding record")]
                current: root.viewModel.step
            }
        ]

        Banner {
            width: parent.width
            visible: root.viewModel.failure.present
            tone: Tone.Danger
            text: root.viewModel.failure.sentence
            code: root.viewModel.failure.code
        }
        FoundingTreasury {
            width: parent.width
            visible: root.viewModel.step === FoundingViewModel.Treasury
            viewModel: root.viewModel
        }
        FoundingPeople {
            width: parent.width
            visible: root.viewModel.step === FoundingViewModel.People
            viewModel: root.viewModel
        }
        FoundingPolicy {
            width: parent.width
            visible: root.viewModel.step === FoundingViewModel.Policy
            viewModel: root.viewModel
        }
        FoundingReview {
            width: parent.width
            visible: root.viewModel.step === FoundingViewModel.Review
            viewModel: root.viewModel
        }
    }
}
