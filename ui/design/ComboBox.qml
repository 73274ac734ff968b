pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// One of a few, from a list that opens. `model` is a string list or a model with `textRole` (and `valueRole`).
FormField {
    id: root

    property alias model: box.model
    property alias textRole: box.textRole
    property alias valueRole: box.valueRole
    property alias currentIndex: box.currentIndex
    property alias currentText: box.currentText
    property alias currentValue: box.currentValue
    property alias displayText: box.displayText
    property alias count: box.count
    property string placeholderText: ""

    // What is chosen, or stands to be chosen while the list is open.
    readonly property string choice: box.popup.visible && box.highlightedIndex >= 0 ? box.textAt(box.highlightedIndex) : box.currentIndex >= 0 ? box.displayText : ""

    signal activated(int index)

    function indexOfValue(value: var): int {
        return box.indexOfValue(value);
    }

    T.ComboBox {
        id: box

        anchors.fill: parent
        focus: true
        hoverEnabled: true
        leftPadding: Spacing.m
        rightPadding: Spacing.m + Sizes.iconSmall + Spacing.s
        font: Typography.body
        onActivated: index => root.activated(index)

        Accessible.role: Accessible.ComboBox
        Accessible.name: root.label
        Accessible.description: root.choice !== "" && root.explanation !== "" ? qsTr("%1. %2").arg(root.choice).arg(root.explanation) : root.choice + root.explanation
        Accessible.onPressAction: if (box.enabled)
            box.popup.open()
        Keys.onReturnPressed: box.popup.open()

        contentItem: Text {
            verticalAlignment: Text.AlignVCenter
            text: box.currentIndex < 0 ? root.placeholderText : box.displayText
            textFormat: Text.PlainText
            renderType: Text.NativeRendering
            elide: Text.ElideRight
            font: box.font
            color: !box.enabled || box.currentIndex < 0 ? Theme.textTertiary : Theme.textPrimary
            Accessible.ignored: true
        }
        indicator: Icon {
            x: box.width - width - Spacing.m
            y: Math.round((box.height - height) / 2)
            name: "selector"
            size: Sizes.iconSmall
            color: Theme.textTertiary
        }
        background: FieldBackground {
            active: box.visualFocus || box.popup.visible
            invalid: root.invalid
            hovered: box.hovered
        }
        delegate: T.ItemDelegate {
            id: option

            required property int index

            width: ListView.view ? ListView.view.width : 0
            implicitHeight: Sizes.control
            leftPadding: Spacing.m - Spacing.xs
            rightPadding: Spacing.m - Spacing.xs
            hoverEnabled: true
            highlighted: box.highlightedIndex === index
            text: box.textAt(index)
            font: Typography.body
            Accessible.role: Accessible.ListItem
            Accessible.name: text
            Accessible.onPressAction: if (option.enabled)
                option.clicked()

            contentItem: Item {
                Text {
                    anchors.left: parent.left
                    anchors.right: mark.left
                    anchors.rightMargin: Spacing.s
                    anchors.verticalCenter: parent.verticalCenter
                    text: option.text
                    textFormat: Text.PlainText
                    renderType: Text.NativeRendering
                    elide: Text.ElideRight
                    font: option.font
                    color: Theme.textPrimary
                    Accessible.ignored: true
                }
                Icon {
                    id: mark

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    visible: option.index === box.currentIndex
                    name: "check"
                    size: Sizes.iconSmall
                    color: Theme.textLink
                }
            }
            background: Rectangle {
                radius: Sizes.radiusSmall + 2
                color: option.highlighted || option.hovered ? Tokens.buttonQuiet.hover : "transparent"
            }
        }
        popup: T.Popup {
            id: list

            y: box.height + Spacing.xs
            width: box.width
            implicitHeight: Math.min(contentItem.implicitHeight + topPadding + bottomPadding, 320)
            padding: Spacing.xs
            margins: Spacing.s

            contentItem: ListView {
                clip: true
                implicitHeight: contentHeight
                model: list.visible ? box.delegateModel : null
                currentIndex: box.highlightedIndex
                boundsBehavior: Flickable.StopAtBounds
                T.ScrollBar.vertical: ScrollBar {}
            }
            background: Rectangle {
                radius: Sizes.radius + 2
                color: Theme.surfaceRaised
                border.width: Sizes.line
                border.color: Theme.borderStrong

                Elevation {
                    radius: parent.radius
                }
            }
        }
    }
}
