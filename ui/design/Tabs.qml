pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// The views of one page. `counts` may hold a number for each, shown beside its word when above zero.
FocusScope {
    id: root

    required property list<string> options
    property var counts: []
    property int currentIndex: 0
    property string label: qsTr("Views")

    signal activated(int index)

    function choose(index: int) {
        if (index < 0 || index >= options.length || index === currentIndex)
            return;
        currentIndex = index;
        activated(index);
    }

    implicitWidth: row.implicitWidth
    implicitHeight: Sizes.rowCompact
    activeFocusOnTab: true
    Accessible.role: Accessible.PageTabList
    Accessible.name: label
    Accessible.description: options[currentIndex] ?? ""

    Keys.onLeftPressed: root.choose(root.currentIndex - 1)
    Keys.onRightPressed: root.choose(root.currentIndex + 1)

    Divider {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
    }

    Row {
        id: row

        height: parent.height
        spacing: Spacing.xl

        Repeater {
            model: root.options

            T.AbstractButton {
                id: tab

                required property int index
                required property string modelData
                readonly property bool chosen: root.currentIndex === index
                readonly property int count: index < root.counts.length ? root.counts[index] : 0

                height: row.height
                implicitWidth: content.implicitWidth
                text: modelData
                focusPolicy: Qt.NoFocus
                hoverEnabled: true
                onClicked: root.choose(index)

                Accessible.role: Accessible.PageTab
                Accessible.name: count > 0 ? qsTr("%1, %2").arg(text).arg(count) : text
                Accessible.selectable: true
                Accessible.selected: chosen
                Accessible.onPressAction: if (tab.enabled)
                    tab.clicked()

                Row {
                    id: content

                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Spacing.s

                    Text {
                        anchors.verticalCenter: parent.verticalCenter
                        text: tab.text
                        textFormat: Text.PlainText
                        renderType: Text.NativeRendering
                        font: Typography.control
                        color: tab.chosen || tab.hovered ? Theme.textPrimary : Theme.textSecondary
                        Accessible.ignored: true
                    }
                    Badge {
                        anchors.verticalCenter: parent.verticalCenter
                        visible: tab.count > 0
                        count: tab.count
                        tone: tab.chosen ? Tone.Info : Tone.Neutral
                        Accessible.ignored: true
                    }
                }
                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: Sizes.focusLine
                    radius: 1
                    visible: tab.chosen
                    color: Theme.focusRing
                }
                FocusRing {
                    shown: root.activeFocus && tab.chosen
                    anchors.margins: 0
                    anchors.leftMargin: -Spacing.s
                    anchors.rightMargin: -Spacing.s
                    controlRadius: Sizes.radiusSmall
                }
            }
        }
    }
}
