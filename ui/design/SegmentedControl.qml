pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// One of two to five short words, side by side. Arrow keys move, as in a group of radio buttons.
FocusScope {
    id: root

    required property list<string> options
    property int currentIndex: 0
    property string label: ""

    signal activated(int index)

    function choose(index: int) {
        if (index < 0 || index >= options.length || index === currentIndex)
            return;
        currentIndex = index;
        activated(index);
    }

    implicitWidth: row.implicitWidth + 2 * Spacing.xxs + 2
    implicitHeight: Sizes.control
    activeFocusOnTab: true
    Accessible.role: Accessible.Grouping
    Accessible.name: label
    Accessible.description: options[currentIndex] ?? ""

    Keys.onLeftPressed: root.choose(root.currentIndex - 1)
    Keys.onRightPressed: root.choose(root.currentIndex + 1)

    Rectangle {
        anchors.fill: parent
        radius: Sizes.radius
        color: Tokens.segmentTrack

        FocusRing {
            shown: root.activeFocus
        }
    }

    Row {
        id: row

        anchors.fill: parent
        anchors.margins: Spacing.xxs + 1

        Repeater {
            model: root.options

            T.AbstractButton {
                id: segment

                required property int index
                required property string modelData
                readonly property bool chosen: root.currentIndex === index

                height: row.height
                width: Math.max(implicitWidth, root.width > root.implicitWidth ? (root.width - 2 * row.anchors.margins) / root.options.length : 0)
                implicitWidth: label.implicitWidth + 2 * Spacing.m
                text: modelData
                focusPolicy: Qt.NoFocus
                hoverEnabled: true
                onClicked: root.choose(index)

                Accessible.role: Accessible.RadioButton
                Accessible.name: text
                Accessible.checkable: true
                Accessible.checked: chosen
                Accessible.onPressAction: if (segment.enabled)
                    segment.clicked()

                Rectangle {
                    anchors.fill: parent
                    radius: Sizes.radius - 3
                    visible: segment.chosen
                    color: Tokens.segment
                    border.width: Sizes.line
                    border.color: Theme.borderStrong
                }
                Text {
                    id: label

                    anchors.centerIn: parent
                    text: segment.text
                    textFormat: Text.PlainText
                    renderType: Text.NativeRendering
                    font: Typography.label
                    color: !root.enabled ? Theme.textDisabled : segment.chosen || segment.hovered ? Theme.textPrimary : Theme.textSecondary
                    Accessible.ignored: true
                }
            }
        }
    }
}
