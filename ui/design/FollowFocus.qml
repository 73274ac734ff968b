import QtQuick
import QtQuick.Templates as T

// Keeps in sight of a Flickable what has the keyboard: Tab scrolls as far as it must. A press of the mouse scrolls
// nothing, or its release would miss.
Item {
    id: root

    required property Flickable view
    readonly property Item holder: Window.activeFocusItem

    function pressed(): bool {
        const control = holder as T.Control;
        const field = holder as T.TextField;
        return (control !== null && control.focusReason === Qt.MouseFocusReason) || (field !== null && field.focusReason === Qt.MouseFocusReason);
    }
    function holds(item: Item): bool {
        for (let parent = item; parent !== null; parent = parent.parent) {
            if (parent === view.contentItem)
                return true;
        }
        return false;
    }
    function follow() {
        if (holder === null || view.contentHeight <= view.height || !holds(holder) || pressed())
            return;
        const top = holder.mapToItem(view.contentItem, 0, 0).y - Spacing.l;
        const bottom = top + Math.min(holder.height + 2 * Spacing.l, view.height);
        if (top < view.contentY)
            view.contentY = Math.max(0, top);
        else if (bottom > view.contentY + view.height)
            view.contentY = Math.min(view.contentHeight, bottom) - view.height;
    }

    visible: false
    onHolderChanged: settled.restart()

    // A control learns why it was given the keyboard after it has it.
    Timer {
        id: settled

        interval: 0
        onTriggered: root.follow()
    }
}
