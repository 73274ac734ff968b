import QtQuick
import Strongroom.Design

GalleryPage {
    SampleShell {
        anchors.fill: parent
        currentKey: "approvals"
        training: false

        PageLayout {
            anchors.fill: parent
            title: "Approvals"
            description: "Requests that wait for you or that you can carry to your desk."
        }
    }
    Timer {
        interval: 1
        running: true
        onTriggered: dialog.open()
    }
    Dialog {
        id: dialog

        title: "Take back this payment?"
        description: "4.50 BTC to Aldgate Mining Ltd. Approvals already given are void; the payment can be proposed again."
        confirmText: "Take back"
        confirmKind: Button.Danger
        dismissText: "Keep"

        TextField {
            width: parent.width
            label: "Reason"
            placeholderText: "Everyone reads this in the log"
            focus: true
        }
        CheckBox {
            width: parent.width
            text: "Tell the payee's contact that it will be late"
        }
    }
}
