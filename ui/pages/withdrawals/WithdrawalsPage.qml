pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// All withdrawals, in four groups.
ConsolePage {
    id: root

    required property WithdrawalsViewModel viewModel

    source: viewModel
    loaded: viewModel.loaded
    title: qsTr("Withdrawals")
    scrolls: false
    spacing: Spacing.l

    actions: [
        Button {
            text: qsTr("New withdrawal")
            iconName: "plus"
            kind: Button.Primary
            enabled: !root.viewModel.readOnly
            onClicked: root.pageRequested("new-withdrawal", "")
        }
    ]

    Item {
        id: filters

        width: parent.width
        height: search.implicitHeight

        Tabs {
            anchors.left: parent.left
            anchors.right: search.left
            anchors.rightMargin: Spacing.xl
            options: [qsTr("Under way"), qsTr("Confirmed"), qsTr("Ended"), qsTr("All")]
            currentIndex: root.viewModel.group
            onActivated: index => root.viewModel.group = index
        }
        TextField {
            id: search

            anchors.right: parent.right
            width: Sizes.fieldWidth
            iconName: "search"
            placeholderText: qsTr("Payee, reference or purpose")
            clearable: true
            text: root.viewModel.search
            onTextEdited: root.viewModel.search = text
        }
    }
    WithdrawalTable {
        width: parent.width
        height: Math.min(implicitHeight, root.innerHeight - filters.height - Spacing.l - (more.visible ? more.height + Spacing.l : 0))
        model: root.viewModel.rows
        loading: !root.viewModel.loaded
        emptyTitle: root.viewModel.search !== "" ? qsTr("No withdrawal matches") : qsTr("No withdrawals here")
        emptyText: root.viewModel.search !== "" ? qsTr("Look in another group, or search for something else.") : qsTr("Propose one; the policy says at once who must agree.")
        onActivated: row => root.pageRequested("withdrawal", root.viewModel.idAt(row))
    }
    Button {
        id: more

        anchors.horizontalCenter: parent.horizontalCenter
        visible: root.viewModel.more
        kind: Button.Quiet
        text: qsTr("Show earlier withdrawals")
        onClicked: root.viewModel.loadMore()
    }
}
