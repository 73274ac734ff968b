pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design

// An amount in bitcoin and, beneath it, in satoshi. `satoshi` is an integer, its decimal text, or null for unknown. The
// zeros at the end are written, but lighter. It is a var because a double would not tell null from zero.
Item {
    id: root

    enum Size {
        Small,
        Normal,
        Large,
        Display
    }

    required property var satoshi
    property int size: AmountText.Normal
    property bool showSatoshi: true
    property bool rightAligned: false
    property color color: Theme.textPrimary
    property string label: ""

    readonly property bool known: AmountFormat.known(satoshi)
    readonly property string bitcoinText: AmountFormat.bitcoin(satoshi)
    readonly property string satoshiText: AmountFormat.satoshi(satoshi)
    readonly property font figureFont: size === AmountText.Display ? Typography.display : size === AmountText.Large ? Typography.numericLarge : size === AmountText.Small ? Typography.numericSmall : Typography.numeric
    readonly property font unitFont: size === AmountText.Display ? Typography.sectionTitle : size === AmountText.Large ? Typography.control : Typography.caption

    implicitWidth: Math.max(figures.implicitWidth, second.visible ? second.implicitWidth : 0)
    implicitHeight: figures.height + (second.visible ? second.height + (size >= AmountText.Large ? Spacing.xs : 0) : 0)
    baselineOffset: amount.baselineOffset
    Accessible.role: Accessible.StaticText
    Accessible.name: label !== "" ? qsTr("%1: %2").arg(label).arg(AmountFormat.spoken(satoshi)) : AmountFormat.spoken(satoshi)

    Item {
        id: figures

        x: root.rightAligned ? parent.width - width : 0
        implicitWidth: amount.implicitWidth + (unit.visible ? unit.implicitWidth + Spacing.xs : 0)
        width: implicitWidth
        height: amount.implicitHeight

        TabularText {
            id: amount

            text: root.known ? root.bitcoinText : qsTr("Unknown")
            font: root.figureFont
            color: root.known ? root.color : Theme.textTertiary
            mutedFrom: AmountFormat.trailingZerosFrom(root.satoshi)
            mutedColor: Theme.textTertiary
            Accessible.ignored: true
        }
        Text {
            id: unit

            anchors.left: amount.right
            anchors.leftMargin: Spacing.xs
            anchors.baseline: amount.baseline
            visible: root.known
            text: qsTr("BTC")
            textFormat: Text.PlainText
            renderType: Text.NativeRendering
            font: root.unitFont
            color: Theme.textTertiary
            Accessible.ignored: true
        }
    }
    TabularText {
        id: second

        x: root.rightAligned ? parent.width - width : 0
        anchors.bottom: parent.bottom
        visible: root.showSatoshi && root.known
        text: qsTr("%1 sat").arg(root.satoshiText)
        font: root.size >= AmountText.Large ? Typography.label : Typography.numericSmall
        color: Theme.textTertiary
        Accessible.ignored: true
    }
}
