pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// Step four: everything once more, then the founding record is signed by everyone enrolled.
Column {
    id: root

    required property FoundingViewModel viewModel

    spacing: Spacing.l

    Repeater {
        model: root.viewModel.problems

        Banner {
            required property string modelData

            width: root.width
            tone: Tone.Warning
            text: modelData
        }
    }
    Card {
        width: parent.width
        title: qsTr("People")
        rows: true

        Repeater {
            id: people

            model: root.viewModel.people

            ListRow {
                required property int index
                required property var model

                width: parent ? parent.width : 0
                inset: 0
                clickable: false
                avatarName: model.name
                title: model.name
                subtitle: model.rolesText
                divided: index < people.count - 1
            }
        }
    }
    SentencesCard {
        width: parent.width
        title: qsTr("The policy in words")
        lines: root.viewModel.policySentences
    }
    SentencesCard {
        width: parent.width
        title: qsTr("Who must agree to change what")
        lines: root.viewModel.changeSentences
    }
    Row {
        anchors.right: parent.right
        spacing: Spacing.s

        Button {
            text: qsTr("Back to the policy")
            enabled: !root.viewModel.busy
            onClicked: root.viewModel.go(FoundingViewModel.Policy)
        }
        Button {
            kind: Button.Primary
            text: qsTr("Sign the founding record")
            iconName: "shield-check"
            enabled: root.viewModel.problems.length === 0
            busy: root.viewModel.busy
            onClicked: root.viewModel.complete()
        }
    }
}
