pragma Singleton
import QtQuick

// How many modal dialogs stand open. The shell hides the page from assistive technology while any does.
QtObject {
    property int open: 0
}
