pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// The people of the treasury, as its signed records name them.
ConsolePage {
    id: root

    required property PeopleViewModel viewModel

    source: viewModel
    loaded: viewModel.loaded
    title: qsTr("People")
    description: qsTr("A person counts once, whatever number of devices they have.")

    Card {
        width: parent.width
        visible: root.viewModel.loaded
        padding: 0
        spacing: 0

        Repeater {
            id: people

            model: root.viewModel.rows

            ListRow {
                id: entry

                required property int index
                required property var model

                width: parent ? parent.width : 0
                clickable: false
                avatarName: model.name
                title: model.name
                subtitle: model.devicesText !== "" ? qsTr("%1 · %2").arg(model.rolesText).arg(model.devicesText) : model.rolesText
                divided: index < people.count - 1

                StatusPill {
                    anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                    text: entry.model.state === "active" ? qsTr("Active") : entry.model.state === "suspended" ? qsTr("Suspended") : qsTr("Revoked")
                    tone: entry.model.state === "active" ? Tone.Success : entry.model.state === "suspended" ? Tone.Warning : Tone.Neutral
                }
            }
        }
    }
}
