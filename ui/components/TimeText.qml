import QtQuick
import Strongroom.Components
import Strongroom.Design

// A time, absolute with its zone and relative to now. `seconds` are Unix seconds, null for unknown.
Item {
    id: root

    required property var seconds
    property bool stacked: false
    property bool showRelative: true
    property string label: ""

    readonly property string absoluteText: TimeFormat.absolute(seconds)
    readonly property string relativeText: TimeFormat.relative(seconds, DisplayClock.now)

    implicitWidth: stacked ? Math.max(first.implicitWidth, second.implicitWidth) : first.implicitWidth + (second.visible ? Spacing.s + second.implicitWidth : 0)
    implicitHeight: stacked && second.visible ? first.implicitHeight + second.implicitHeight : first.implicitHeight
    baselineOffset: first.baselineOffset
    Accessible.role: Accessible.StaticText
    Accessible.name: {
        const time = relativeText !== "" ? qsTr("%1, %2").arg(absoluteText).arg(relativeText) : absoluteText;
        return label !== "" ? qsTr("%1: %2").arg(label).arg(time) : time;
    }

    Text {
        id: first

        text: root.absoluteText
        textFormat: Text.PlainText
        renderType: Text.NativeRendering
        font: Typography.body
        color: Theme.textPrimary
        Accessible.ignored: true
    }
    Text {
        id: second

        x: root.stacked ? 0 : first.width + Spacing.s
        y: root.stacked ? first.height : first.baselineOffset - baselineOffset
        visible: root.showRelative && root.relativeText !== ""
        text: root.relativeText
        textFormat: Text.PlainText
        renderType: Text.NativeRendering
        font: Typography.caption
        color: Theme.textTertiary
        Accessible.ignored: true
    }
}
