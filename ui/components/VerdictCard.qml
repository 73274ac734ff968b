pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Strongroom.Design

// What the policy says: the sentence first, then what would satisfy it, then every rule with its numbers for whoever
// asks, the code small and last. Obligations are {sentence, needed, met, metBy, canBeMetBy}; rules are {rule, effect,
// matched, unknown, sentence}, as the view models hand them on.
Card {
    id: root

    enum Outcome {
        NotAllowed,
        NeedsApprovals,
        Permitted,
        Unknown
    }

    required property int outcome
    required property string sentence
    // var: Qt 6.4 assigns no list of C++ to a list of QML.
    property var obligations: []
    property var rules: []
    property string code: ""
    property bool expanded: false

    readonly property int tone: outcome === VerdictCard.Permitted ? Tone.Success : outcome === VerdictCard.NotAllowed ? Tone.Danger : Tone.Warning
    readonly property string word: {
        switch (outcome) {
        case VerdictCard.Permitted:
            return qsTr("Allowed by policy");
        case VerdictCard.NotAllowed:
            return qsTr("Not allowed by policy");
        case VerdictCard.NeedsApprovals:
            return qsTr("Needs approvals");
        }
        return qsTr("Could not be checked");
    }

    spacing: Spacing.m
    Accessible.name: word
    Accessible.description: sentence

    StatusPill {
        text: root.word
        tone: root.tone
        iconName: root.outcome === VerdictCard.Permitted ? "check-circle" : root.outcome === VerdictCard.NotAllowed ? "danger" : root.outcome === VerdictCard.NeedsApprovals ? "people" : "warning"
    }
    Body {
        width: parent.width
        text: root.sentence
    }

    Column {
        width: parent.width
        visible: root.obligations.length > 0
        spacing: Spacing.s

        Repeater {
            model: root.obligations

            Item {
                id: obligation

                required property var modelData
                readonly property bool done: modelData.met >= modelData.needed

                width: parent ? parent.width : 0
                implicitHeight: words.implicitHeight
                Accessible.role: Accessible.ListItem
                Accessible.name: said.text
                Accessible.description: who.text

                Icon {
                    id: mark

                    y: 1
                    name: obligation.done ? "check-circle" : "clock"
                    size: 18
                    color: obligation.done ? Theme.success.text : Theme.textTertiary
                }
                Column {
                    id: words

                    x: mark.width + Spacing.s + Spacing.xxs
                    width: parent.width - x
                    spacing: Spacing.xxs

                    Text {
                        id: said

                        width: parent.width
                        text: qsTr("%1 – %2 of %3").arg(obligation.modelData.sentence).arg(obligation.modelData.met).arg(obligation.modelData.needed)
                        textFormat: Text.PlainText
                        renderType: Text.NativeRendering
                        wrapMode: Text.Wrap
                        font: Typography.control
                        color: Theme.textPrimary
                        Accessible.ignored: true
                    }
                    Caption {
                        id: who

                        readonly property list<string> given: obligation.modelData.metBy ?? []
                        readonly property list<string> open: obligation.modelData.canBeMetBy ?? []

                        width: parent.width
                        visible: text !== ""
                        text: {
                            const parts = [];
                            if (given.length > 0)
                                parts.push(qsTr("Given by %1.").arg(given.join(", ")));
                            if (!obligation.done && open.length > 0)
                                parts.push(qsTr("Open to %1.").arg(open.join(", ")));
                            return parts.join(" ");
                        }
                        Accessible.ignored: true
                    }
                }
            }
        }
    }

    Item {
        width: parent.width
        height: disclosure.implicitHeight
        visible: root.rules.length > 0

        T.AbstractButton {
            id: disclosure

            implicitWidth: disclosureRow.implicitWidth
            implicitHeight: disclosureRow.implicitHeight
            text: root.expanded ? qsTr("Hide the rules") : qsTr("Show every rule")
            hoverEnabled: true
            focusPolicy: Qt.StrongFocus
            onClicked: root.expanded = !root.expanded
            Keys.onReturnPressed: root.expanded = !root.expanded
            Accessible.role: Accessible.Button
            Accessible.name: text
            Accessible.onPressAction: if (disclosure.enabled)
                disclosure.clicked()

            Row {
                id: disclosureRow

                spacing: Spacing.xs

                FieldLabel {
                    text: disclosure.text
                    color: Theme.textLink
                    Accessible.ignored: true
                }
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: root.expanded ? "chevron-up" : "chevron-down"
                    size: Sizes.iconSmall
                    color: Theme.textLink
                }
            }
            FocusRing {
                shown: disclosure.visualFocus
                controlRadius: Sizes.radiusSmall
            }
        }
    }

    Column {
        width: parent.width
        visible: root.expanded
        spacing: Spacing.s

        Repeater {
            model: root.expanded ? root.rules : []

            Item {
                id: rule

                required property var modelData
                readonly property bool denies: modelData.effect === "deny"
                readonly property bool allows: modelData.effect === "allow"

                width: parent ? parent.width : 0
                implicitHeight: ruleWords.implicitHeight
                Accessible.role: Accessible.ListItem
                Accessible.name: modelData.sentence
                Accessible.description: modelData.rule

                Icon {
                    id: ruleMark

                    y: 2
                    name: rule.modelData.unknown ? "warning" : !rule.modelData.matched ? "minus" : rule.denies ? "cross" : "check"
                    size: Sizes.iconSmall
                    color: rule.modelData.unknown ? Theme.warning.text : !rule.modelData.matched ? Theme.textTertiary : rule.denies ? Theme.danger.text : rule.allows ? Theme.success.text : Theme.info.text
                }
                Column {
                    id: ruleWords

                    x: Sizes.icon + Spacing.s
                    width: parent.width - x

                    Secondary {
                        width: parent.width
                        text: rule.modelData.sentence
                        Accessible.ignored: true
                    }
                    Mono {
                        width: parent.width
                        text: qsTr("%1 · %2").arg(rule.modelData.effect).arg(rule.modelData.rule)
                        font: Typography.monoSmall
                        color: Theme.textTertiary
                        Accessible.ignored: true
                    }
                }
            }
        }
    }

    Mono {
        width: parent.width
        visible: root.code !== ""
        text: root.code
        font: Typography.monoSmall
        color: Theme.textTertiary
    }
}
