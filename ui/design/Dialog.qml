pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// A question or a form before the page. The keyboard stays inside; Escape means `dismissed`. Beside a payment the two
// words are "Keep" and "Take back", never "Cancel". `confirmed` does not close: the page closes when the state says so.
T.Dialog {
    id: root

    property string description: ""
    property string confirmText: ""
    property int confirmKind: Button.Primary
    property bool confirmEnabled: true
    property string dismissText: qsTr("Close")
    property bool busy: false
    property string error: ""
    // Small and last, as everywhere.
    property string errorCode: ""
    property bool wide: false
    property bool counted: false
    // What had the keyboard before, and whether it showed so: both come back.
    property Item cameFrom: null
    property bool ringShown: false

    signal confirmed
    signal dismissed

    function count(shown: bool) {
        if (shown === counted)
            return;
        counted = shown;
        Modality.open += shown ? 1 : -1;
    }

    function giveBack() {
        const window = root.parent ? root.parent.Window.window : null;
        // Another page may have taken the keyboard meanwhile.
        if (window === null || (window.activeFocusItem !== null && window.activeFocusItem !== window.contentItem))
            return;
        let item = root.cameFrom;
        while (item !== null && !(item.visible && item.enabled))
            item = item.parent;
        if (item !== null)
            item.forceActiveFocus(ringShown ? Qt.TabFocusReason : Qt.PopupFocusReason);
    }

    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round((parent.height - height) / 2.4) : 0
    width: Math.min(wide ? Sizes.dialogWide : Sizes.dialog, parent ? parent.width - 2 * Spacing.xl : Sizes.dialog)
    implicitHeight: header.height + body.height + footer.height
    height: Math.min(implicitHeight, parent ? parent.height - 2 * Spacing.xl : implicitHeight)
    modal: true
    focus: true
    dim: true
    padding: 0
    closePolicy: busy ? T.Popup.NoAutoClose : T.Popup.CloseOnEscape

    // Whoever types while the dialog still fades in keeps the place they went on to.
    onOpened: if (!root.activeFocus || root.parent.Window.activeFocusItem === root.background.parent)
        body.forceActiveFocus()
    onAboutToShow: {
        cameFrom = root.parent ? root.parent.Window.activeFocusItem : null;
        const control = cameFrom as T.Control;
        ringShown = control !== null && control.visualFocus;
    }
    onClosed: root.giveBack()
    onVisibleChanged: root.count(visible)
    onRejected: root.dismissed()
    Component.onDestruction: root.count(false)

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Motion.normal
        }
    }
    exit: Transition {
        NumberAnimation {
            property: "opacity"
            to: 0
            duration: Motion.fast
        }
    }

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }

    background: Rectangle {
        radius: Sizes.radiusLarge
        color: Theme.surfaceRaised
        border.width: Sizes.line
        border.color: Theme.border
        Accessible.role: Accessible.Dialog
        Accessible.name: root.title
        Accessible.description: root.description

        Elevation {
            level: 5
        }
    }

    header: Item {
        implicitHeight: Math.ceil(titles.implicitHeight) + Spacing.xl + Spacing.m
        height: implicitHeight

        Column {
            id: titles

            x: Spacing.xl
            y: Spacing.xl
            width: parent.width - 2 * Spacing.xl
            spacing: Spacing.xs + 2

            SectionTitle {
                width: parent.width
                text: root.title
            }
            Secondary {
                width: parent.width
                visible: root.description !== ""
                text: root.description
            }
        }
    }

    contentItem: Flickable {
        id: form

        clip: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        contentWidth: width
        contentHeight: body.height
        T.ScrollBar.vertical: ScrollBar {}

        FollowFocus {
            view: form
        }
        FocusScope {
            id: body

            width: parent.width
            // Whole pixels: a popup has no others, and would scroll by the rest.
            height: slot.children.length > 0 || problem.visible ? Math.ceil(bodyColumn.implicitHeight) + Spacing.s : 0
            focus: true

            Column {
                id: bodyColumn

                x: Spacing.xl
                width: parent.width - 2 * Spacing.xl
                topPadding: Spacing.xs
                spacing: Spacing.l

                Column {
                    id: slot

                    width: parent.width
                    spacing: Spacing.l
                }
                Banner {
                    id: problem

                    width: parent.width
                    visible: root.error !== ""
                    text: root.error
                    code: root.errorCode
                    tone: Tone.Danger
                }
            }
        }
    }

    footer: Item {
        implicitHeight: Sizes.control + Spacing.xl + Spacing.l
        height: implicitHeight

        Row {
            anchors.right: parent.right
            anchors.rightMargin: Spacing.xl
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Spacing.xl
            spacing: Spacing.s

            Button {
                text: root.dismissText
                visible: root.dismissText !== ""
                enabled: !root.busy
                onClicked: root.reject()
            }
            Button {
                text: root.confirmText
                visible: root.confirmText !== ""
                kind: root.confirmKind
                enabled: root.confirmEnabled
                busy: root.busy
                onClicked: root.confirmed()
            }
        }
    }

    default property alias content: slot.data
}
