pragma ComponentBehavior: Bound
import QtQuick

// A message that belongs to the page. The sentence comes first; `code` is small and last.
Rectangle {
    id: root

    required property string text
    property string title: ""
    property string code: ""
    property int tone: Tone.Info
    property string actionText: ""
    property bool dismissable: false

    readonly property ToneColors colors: Theme.tone(tone)
    readonly property string iconName: {
        switch (tone) {
        case Tone.Success:
            return "check-circle";
        case Tone.Warning:
            return "warning";
        case Tone.Danger:
            return "danger";
        }
        return "info";
    }

    signal actionTriggered
    signal dismissed

    implicitWidth: Sizes.textWidth
    implicitHeight: Math.max(words.implicitHeight, buttons.height) + 2 * Spacing.m
    radius: Sizes.radius + 2
    color: colors.background
    border.width: Sizes.line
    border.color: colors.border
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title !== "" ? qsTr("%1: %2").arg(title).arg(text) : text
    Accessible.description: code

    Icon {
        id: mark

        x: Spacing.l - Spacing.xxs
        y: Spacing.m
        name: root.iconName
        size: Sizes.icon
        color: root.colors.text
    }
    Column {
        id: words

        anchors.left: mark.right
        anchors.leftMargin: Spacing.m
        anchors.right: buttons.left
        anchors.rightMargin: Spacing.m
        y: Spacing.m + (implicitHeight < buttons.height ? (buttons.height - implicitHeight) / 2 : 0)
        spacing: Spacing.xs

        BodyStrong {
            width: parent.width
            visible: root.title !== ""
            text: root.title
            Accessible.ignored: true
        }
        Body {
            width: parent.width
            text: root.text
            color: root.title !== "" ? Theme.textSecondary : Theme.textPrimary
            Accessible.ignored: true
        }
        Mono {
            width: parent.width
            visible: root.code !== ""
            text: root.code
            font: Typography.monoSmall
            color: Theme.textTertiary
            Accessible.ignored: true
        }
    }
    Row {
        id: buttons

        anchors.right: parent.right
        anchors.rightMargin: Spacing.m
        y: Spacing.m - Spacing.xxs
        height: root.actionText !== "" || root.dismissable ? Sizes.controlSmall : 0
        spacing: Spacing.xs

        Button {
            visible: root.actionText !== ""
            small: true
            text: root.actionText
            onClicked: root.actionTriggered()
        }
        IconButton {
            visible: root.dismissable
            small: true
            iconName: "cross"
            text: qsTr("Dismiss")
            onClicked: root.dismissed()
        }
    }
}
