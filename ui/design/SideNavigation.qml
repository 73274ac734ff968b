pragma ComponentBehavior: Bound
import QtQuick

// The pages of the console. Tab reaches it, Up and Down move within, Enter opens.
FocusScope {
    id: root

    default required property list<NavigationItem> items
    property string currentKey: ""
    property alias footer: footerSlot.data

    signal selected(string key)

    function step(from: int, by: int) {
        for (let i = from + by; i >= 0 && i < items.length; i += by) {
            const group = entries.itemAt(i) as NavigationGroup;
            if (group && group.item.visible) {
                group.takeFocus();
                return;
            }
        }
    }

    implicitWidth: Sizes.navigation
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Pages")

    Rectangle {
        anchors.fill: parent
        color: Theme.navigation
    }
    Divider {
        anchors.right: parent.right
        height: parent.height
    }

    Row {
        x: Spacing.l + Spacing.xs
        height: Sizes.topBar
        spacing: Spacing.s + 2

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: 26
            height: 26
            radius: Sizes.radius - 1
            color: Theme.textPrimary

            Icon {
                anchors.centerIn: parent
                name: "logo"
                size: 18
                color: Theme.navigation
            }
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Strongroom")
            textFormat: Text.PlainText
            renderType: Text.NativeRendering
            font: Typography.sectionTitle
            color: Theme.textPrimary
        }
    }

    Flickable {
        anchors.top: parent.top
        anchors.topMargin: Sizes.topBar
        anchors.bottom: footerSlot.top
        width: parent.width
        clip: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        contentHeight: list.implicitHeight

        Column {
            id: list

            width: parent.width
            topPadding: Spacing.xs
            bottomPadding: Spacing.m
            spacing: Spacing.xxs

            Repeater {
                id: entries

                model: root.items.length

                NavigationGroup {
                    required property int index

                    width: list.width
                    item: root.items[index]
                    current: item.key === root.currentKey
                    onOpened: root.selected(item.key)
                    onStepped: by => root.step(index, by)
                }
            }
        }
    }

    Column {
        id: footerSlot

        anchors.bottom: parent.bottom
        width: parent.width
    }
}
