pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design

// What stands around every page: the pages at the left; above, whose treasury, as of which block, whether it is armed,
// who sits here, and Freeze. A frozen treasury says so on every page; a training treasury is framed. While a dialog is
// open the page is hidden from assistive technology.
FocusScope {
    id: root

    required property string treasuryName
    property alias navigation: side.items
    property string currentKey: ""
    property bool training: false

    // "Block 812 345, 43 min ago", and a warning tone when that is stale.
    property string chainText: ""
    property bool chainStale: false

    property string personName: ""
    property string personRole: ""

    // "Armed by Anna and Ben until 18:40"; empty when not armed.
    property string armedText: ""
    property bool frozen: false
    property string frozenText: ""

    default property alias content: page.data

    signal pageSelected(string key)
    signal switchPersonRequested
    signal lockRequested
    signal disarmRequested
    signal freezeRequested
    signal unfreezeRequested

    function notify(text: string, tone: int) {
        toast.show(text, tone);
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }

    FocusScope {
        id: everything

        anchors.fill: parent
        anchors.margins: root.training ? Sizes.trainingFrame : 0
        anchors.topMargin: root.training ? Sizes.trainingStrip : 0
        focus: true

        SideNavigation {
            id: side

            height: parent.height
            currentKey: root.currentKey
            onSelected: key => root.pageSelected(key)

            footer: Column {
                width: side.width

                Divider {
                    width: parent.width - 1
                }
                PersonButton {
                    x: Spacing.s
                    width: parent.width - 2 * Spacing.s
                    visible: root.personName !== ""
                    name: root.personName
                    role: root.personRole
                    onClicked: root.switchPersonRequested()
                }
                Item {
                    width: 1
                    height: Spacing.s
                }
            }
        }

        TopBar {
            id: bar

            anchors.left: side.right
            anchors.right: parent.right
            title: root.treasuryName

            leading: Row {
                height: parent ? parent.height : 0
                visible: root.chainText !== ""
                spacing: Spacing.s

                Divider {
                    anchors.verticalCenter: parent.verticalCenter
                    height: Spacing.l
                }
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: root.chainStale
                    name: "warning"
                    size: Sizes.iconSmall
                    color: Theme.warning.text
                }
                Caption {
                    anchors.verticalCenter: parent.verticalCenter
                    text: root.chainText
                    lineHeight: 1
                    color: root.chainStale ? Theme.warning.text : Theme.textTertiary
                }
            }
            actions: [
                StatusPill {
                    anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                    visible: root.armedText !== ""
                    text: root.armedText
                    tone: Tone.Warning
                    iconName: "arm"
                },
                Button {
                    visible: root.armedText !== ""
                    kind: Button.Quiet
                    text: qsTr("Disarm")
                    onClicked: root.disarmRequested()
                },
                IconButton {
                    iconName: "lock"
                    text: qsTr("Lock now")
                    onClicked: root.lockRequested()
                },
                FreezeButton {
                    frozen: root.frozen
                    onFreezeRequested: root.freezeRequested()
                    onUnfreezeRequested: root.unfreezeRequested()
                }
            ]
        }

        Rectangle {
            id: frozenBar

            anchors.left: side.right
            anchors.right: parent.right
            anchors.top: bar.bottom
            height: visible ? frozenWords.implicitHeight + 2 * Spacing.s + Spacing.xxs : 0
            visible: root.frozen
            color: Theme.danger.solid
            Accessible.role: Accessible.AlertMessage
            Accessible.name: root.frozenText

            Icon {
                x: Spacing.page
                anchors.verticalCenter: parent.verticalCenter
                name: "freeze"
                size: 18
                color: Theme.danger.textOnSolid
            }
            Text {
                id: frozenWords

                x: Spacing.page + 18 + Spacing.s
                width: parent.width - x - Spacing.page
                anchors.verticalCenter: parent.verticalCenter
                text: root.frozenText
                textFormat: Text.PlainText
                renderType: Text.NativeRendering
                wrapMode: Text.Wrap
                font: Typography.control
                color: Theme.danger.textOnSolid
                Accessible.ignored: true
            }
        }

        FocusScope {
            id: page

            anchors.left: side.right
            anchors.right: parent.right
            anchors.top: frozenBar.bottom
            anchors.bottom: parent.bottom
            focus: true
        }
    }

    Toast {
        id: toast

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Spacing.xl
    }

    TrainingFrame {
        visible: root.training
    }

    AccessibilityCurtain {
        target: everything
        drawn: Modality.open > 0
    }
}
