pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design

// The flow of a transaction: inputs at the left, outputs and the fee at the right, bands as thick as their share. Ends
// are {label, address, kind, satoshi, path} with kind input, payee, change, internal, unknown, op_return or fee.
Item {
    id: root

    // var: Qt 6.4 assigns no list of C++ to a list of QML.
    required property var inputs
    required property var outputs
    property int labelWidth: 260
    property int capacity: 8

    readonly property var colors: ({
            "input": Theme.neutral.fill,
            "payee": Theme.info.fill,
            "change": Theme.success.fill,
            "internal": Theme.success.fill,
            "unknown": Theme.danger.fill,
            "op_return": Theme.warning.fill,
            "fee": Theme.warning.fill
        })

    function kindText(kind: string): string {
        switch (kind) {
        case "payee":
            return qsTr("Payee");
        case "change":
            return qsTr("Change, back to the same vault");
        case "internal":
            return qsTr("To a vault of this treasury");
        case "unknown":
            return qsTr("Unknown address");
        case "op_return":
            return qsTr("Data, no money");
        case "fee":
            return qsTr("To the miners");
        }
        return "";
    }

    implicitWidth: Sizes.textWidth
    implicitHeight: bands.implicitHeight
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Transaction flow: %1 and %2").arg(qsTr("%n inputs", "", inputs.length)).arg(qsTr("%n outputs", "", outputs.length))

    component End: Item {
        id: end

        required property var modelData
        required property bool atLeft
        readonly property bool unknown: modelData.kind === "unknown"

        x: atLeft ? 0 : root.width - width
        y: Math.round(modelData.centre - height / 2)
        width: root.labelWidth
        height: words.implicitHeight
        Accessible.role: Accessible.ListItem
        Accessible.name: qsTr("%1: %2").arg(title.text).arg(AmountFormat.spoken(modelData.satoshi))
        Accessible.description: modelData.address ?? ""

        Column {
            id: words

            width: parent.width
            spacing: Spacing.xxs

            Text {
                id: title

                width: parent.width
                horizontalAlignment: end.atLeft ? Text.AlignRight : Text.AlignLeft
                text: end.modelData.gathered > 0 ? qsTr("%n more", "", end.modelData.gathered) : end.modelData.label
                textFormat: Text.PlainText
                renderType: Text.NativeRendering
                elide: Text.ElideRight
                wrapMode: Text.Wrap
                maximumLineCount: 2
                font: Typography.control
                color: end.unknown ? Theme.danger.text : Theme.textPrimary
                Accessible.ignored: true
            }
            AmountText {
                x: end.atLeft ? parent.width - width : 0
                satoshi: end.modelData.satoshi
                showSatoshi: false
                size: AmountText.Small
                Accessible.ignored: true
            }
            Caption {
                width: parent.width
                horizontalAlignment: end.atLeft ? Text.AlignRight : Text.AlignLeft
                visible: text !== "" && text !== title.text && end.modelData.gathered === 0
                text: root.kindText(end.modelData.kind)
                Accessible.ignored: true
            }
        }
    }

    FlowBands {
        id: bands

        x: root.labelWidth + Spacing.l
        width: Math.max(0, root.width - 2 * x)
        height: root.height
        slotHeight: 72
        capacity: root.capacity
        inputs: root.inputs
        outputs: root.outputs
        colors: root.colors
        trunkColor: Theme.textPrimary
    }

    Repeater {
        model: bands.inputSlots

        End {
            atLeft: true
        }
    }
    Repeater {
        model: bands.outputSlots

        End {
            atLeft: false
        }
    }
}
