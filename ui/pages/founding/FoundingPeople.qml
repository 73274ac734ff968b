pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models

// Step two: people sit down in turn. Each types a passphrase of their own, twice; nobody else sees it.
Row {
    id: root

    required property FoundingViewModel viewModel
    readonly property var roles: [
        {
            key: "officer",
            text: qsTr("Officer"),
            help: qsTr("Proposes and approves payments.")
        },
        {
            key: "admin",
            text: qsTr("Administrator"),
            help: qsTr("Changes people and policy, never alone.")
        },
        {
            key: "compliance",
            text: qsTr("Compliance"),
            help: qsTr("Must agree to large payments.")
        },
        {
            key: "operator",
            text: qsTr("Air-gap operator"),
            help: qsTr("Runs a cold station.")
        },
        {
            key: "auditor",
            text: qsTr("Auditor"),
            help: qsTr("Reads and exports the log.")
        },
        {
            key: "cfo",
            text: qsTr("Chief financial officer"),
            help: qsTr("Agrees where the policy says so.")
        }
    ]
    property var chosenRoles: ["officer"]

    function setRole(key: string, on: bool) {
        const rest = chosenRoles.filter(role => role !== key);
        chosenRoles = on ? rest.concat([key]) : rest;
    }
    function enrol() {
        if (enrolButton.enabled)
            viewModel.enrol(name.text, chosenRoles, passphrase, again);
    }

    spacing: Spacing.l

    Card {
        id: form

        width: (parent.width - Spacing.l) * 0.56
        title: qsTr("Who sits down now?")

        TextField {
            id: name

            width: parent.width
            focus: true
            label: qsTr("Name")
            placeholderText: qsTr("Anna Berg")
            maximumLength: 60
        }
        Column {
            width: parent.width
            spacing: Spacing.s

            FieldLabel {
                text: qsTr("Roles")
            }
            Grid {
                columns: 2
                columnSpacing: Spacing.l
                rowSpacing: Spacing.s

                Repeater {
                    model: root.roles

                    CheckBox {
                        required property var modelData

                        width: (form.innerWidth - Spacing.l) / 2
                        text: modelData.text
                        help: modelData.help
                        checked: root.chosenRoles.includes(modelData.key)
                        onToggled: root.setRole(modelData.key, checked)
                    }
                }
            }
        }
        SecretField {
            id: passphrase

            width: parent.width
            label: qsTr("Passphrase")
            help: qsTr("Six random words or more. Nobody can recover it.")
        }
        SecretField {
            id: again

            width: parent.width
            label: qsTr("The same passphrase again")
            onAccepted: root.enrol()
        }
        Button {
            id: enrolButton

            anchors.right: parent.right
            text: qsTr("Enrol")
            iconName: "plus"
            enabled: name.text.trim() !== "" && passphrase.length > 0 && again.length > 0 && root.chosenRoles.length > 0
            busy: root.viewModel.busy
            onClicked: root.enrol()
        }
    }
    Card {
        width: parent.width - form.width - Spacing.l
        title: qsTr("Enrolled")
        description: root.viewModel.peopleCount === 0 ? qsTr("Nobody yet. Three people or more make a treasury that survives the loss of one.") : ""
        spacing: 0

        Repeater {
            id: people

            model: root.viewModel.people

            ListRow {
                id: entry

                required property int index
                required property var model

                width: parent ? parent.width : 0
                inset: 0
                clickable: false
                avatarName: model.name
                title: model.name
                subtitle: model.rolesText
                divided: index < people.count - 1

                IconButton {
                    anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                    small: true
                    iconName: "cross"
                    text: qsTr("Remove %1").arg(entry.model.name)
                    onClicked: root.viewModel.remove(entry.model.personId)
                }
            }
        }
        Item {
            width: 1
            height: Spacing.l
        }
        Button {
            anchors.right: parent.right
            kind: Button.Primary
            text: qsTr("Go on to the policy")
            enabled: root.viewModel.peopleCount > 0 && !root.viewModel.busy
            onClicked: root.viewModel.go(FoundingViewModel.Policy)
        }
    }

    Connections {
        target: root.viewModel
        function onEnrolled() {
            name.clear();
            root.chosenRoles = ["officer"];
            name.forceActiveFocus();
        }
    }
}
