pragma ComponentBehavior: Bound
import QtQuick

// Where one is in a session of several steps.
Item {
    id: root

    required property list<string> steps
    required property int current

    implicitWidth: row.implicitWidth
    implicitHeight: 28
    Accessible.role: Accessible.StaticText
    Accessible.name: current < steps.length ? qsTr("Step %1 of %2: %3").arg(current + 1).arg(steps.length).arg(steps[current]) : qsTr("All %1 steps done").arg(steps.length)

    Row {
        id: row

        height: parent.height
        spacing: Spacing.m

        Repeater {
            model: root.steps

            Row {
                id: step

                required property int index
                required property string modelData
                readonly property bool done: index < root.current
                readonly property bool now: index === root.current

                height: row.height
                spacing: Spacing.s

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: step.index > 0
                    width: Spacing.xl
                    height: Sizes.line
                    color: step.done || step.now ? Theme.accent : Theme.borderStrong
                }
                Item {
                    width: visible ? Spacing.xs - step.spacing : 0
                    height: 1
                    visible: step.index > 0
                }
                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: 22
                    height: 22
                    radius: 11
                    color: step.now ? Theme.accent : step.done ? Theme.accentSubtle : "transparent"
                    border.width: step.now || step.done ? 0 : Sizes.line
                    border.color: Theme.borderControl

                    Icon {
                        anchors.centerIn: parent
                        visible: step.done
                        name: "check"
                        size: 14
                        color: Theme.textLink
                    }
                    Text {
                        anchors.centerIn: parent
                        visible: !step.done
                        text: step.index + 1
                        textFormat: Text.PlainText
                        renderType: Text.NativeRendering
                        font: Typography.captionStrong
                        color: step.now ? Theme.textOnAccent : Theme.textTertiary
                        Accessible.ignored: true
                    }
                }
                Text {
                    anchors.verticalCenter: parent.verticalCenter
                    text: step.modelData
                    textFormat: Text.PlainText
                    renderType: Text.NativeRendering
                    font: Typography.label
                    color: step.now ? Theme.textPrimary : Theme.textSecondary
                    Accessible.ignored: true
                }
            }
        }
    }
}
