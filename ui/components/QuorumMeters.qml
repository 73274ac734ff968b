import QtQuick
import Strongroom.Design

// The two counts that a withdrawal needs, never added together: people who approve, and keys that sign.
Item {
    id: root

    required property int approvalsHave
    required property int approvalsNeeded
    required property int signaturesHave
    required property int signaturesNeeded
    required property int keysTotal
    // "Waiting for Cleo." and the like; the next person's name belongs in it.
    property string nextSentence: ""
    property string nextPerson: ""

    implicitWidth: Sizes.textWidth
    implicitHeight: column.implicitHeight

    Column {
        id: column

        width: parent.width
        spacing: Spacing.l

        Row {
            id: meters

            width: parent.width
            spacing: Spacing.xxl

            Meter {
                width: (meters.width - meters.spacing) / 2
                label: qsTr("Approvals")
                filled: root.approvalsHave
                total: root.approvalsNeeded
            }
            Meter {
                width: (meters.width - meters.spacing) / 2
                label: qsTr("Signatures")
                filled: root.signaturesHave
                total: root.signaturesNeeded
                countText: qsTr("%1 of %2 needed (%n keys)", "", root.keysTotal).arg(root.signaturesHave).arg(root.signaturesNeeded)
            }
        }
        Row {
            width: parent.width
            visible: root.nextSentence !== ""
            spacing: Spacing.s

            Avatar {
                id: avatar

                anchors.verticalCenter: parent.verticalCenter
                visible: root.nextPerson !== ""
                name: root.nextPerson
                size: 24
                Accessible.ignored: true
            }
            Body {
                anchors.verticalCenter: parent.verticalCenter
                lineHeight: 1
                width: parent.width - x
                text: root.nextSentence
            }
        }
    }
}
