pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Strongroom.Design
import Strongroom.Models

// Who sits down: one of the treasury's people opens it with their own passphrase.
FocusScope {
    id: root

    required property Console program

    property string chosen: ""
    property string chosenName: ""
    property string shownPassphrase: ""
    // What stands above and below the list, the passphrase included.
    readonly property int besideList: Sizes.panel

    function choose(personId: string, name: string, shown: string) {
        chosen = personId;
        chosenName = name;
        shownPassphrase = shown;
        passphrase.clear();
        passphrase.forceActiveFocus();
    }
    function unlock() {
        if (chosen !== "" && passphrase.length > 0)
            program.unlock(chosen, passphrase);
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Unlock %1").arg(program.treasuryName)

    Item {
        anchors.fill: parent
        anchors.margins: root.program.training ? Sizes.trainingFrame : 0
        anchors.topMargin: root.program.training ? Sizes.trainingStrip : 0

        Column {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.max(Spacing.l, Math.round((parent.height - height) / 2.6))
            width: Sizes.dialog
            spacing: Spacing.l

            Column {
                width: parent.width
                spacing: Spacing.xs

                PageTitle {
                    width: parent.width
                    text: root.program.treasuryName
                }
                Secondary {
                    width: parent.width
                    text: root.program.training ? qsTr("Training treasury on a chain of its own. Who are you?") : qsTr("On the network %1. Who are you?").arg(root.program.network)
                }
            }

            Card {
                width: parent.width
                padding: Spacing.xs
                spacing: 0

                Flickable {
                    id: shelf

                    width: parent.width
                    height: Math.min(contentHeight, root.height - root.besideList)
                    clip: true
                    contentHeight: list.implicitHeight
                    boundsBehavior: Flickable.StopAtBounds
                    T.ScrollBar.vertical: ScrollBar {}

                    FollowFocus {
                        view: shelf
                    }
                    Column {
                        id: list

                        width: parent.width

                        Repeater {
                            id: people

                            model: root.program.people

                            ListRow {
                                id: entry

                                required property int index
                                required property string personId
                                required property string name
                                required property string shownPassphrase
                                readonly property bool current: personId === root.chosen

                                width: list.width
                                avatarName: name
                                title: name
                                chevron: false
                                divided: index < people.count - 1
                                radius: Sizes.radius
                                Accessible.selected: current
                                onClicked: root.choose(personId, name, shownPassphrase)

                                Icon {
                                    anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                                    visible: entry.current
                                    name: "check"
                                    size: Sizes.icon
                                    color: Theme.textLink
                                }
                            }
                        }
                    }
                }
            }

            // There from the start: nothing moves under the pointer that chooses a person.
            SecretField {
                id: passphrase

                width: parent.width
                enabled: root.chosen !== ""
                label: enabled ? qsTr("Passphrase of %1").arg(root.chosenName) : qsTr("Passphrase")
                help: !enabled ? qsTr("Choose who you are first.") : root.shownPassphrase !== "" ? qsTr("Shown because this is a training treasury: %1").arg(root.shownPassphrase) : qsTr("Opens your own keys, on this machine.")
                error: root.program.failure.present ? root.program.failure.sentence : ""
                errorCode: root.program.failure.code
                onAccepted: root.unlock()
                onLengthChanged: if (length > 0 && root.program.failure.present && !root.program.busy)
                    root.program.dismissFailure()
            }
            Row {
                anchors.right: parent.right
                spacing: Spacing.s

                Button {
                    kind: Button.Quiet
                    text: qsTr("Another treasury")
                    enabled: !root.program.busy
                    onClicked: root.program.backToWelcome()
                }
                Button {
                    kind: Button.Primary
                    text: qsTr("Unlock")
                    iconName: "unlock"
                    enabled: root.chosen !== "" && passphrase.length > 0
                    busy: root.program.busy
                    onClicked: root.unlock()
                }
            }
        }
    }

    TrainingFrame {
        visible: root.program.training
    }
}
