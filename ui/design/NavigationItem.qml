import QtQuick

// One entry of a SideNavigation. A non-empty `section` starts a group with that heading.
QtObject {
    property string key: ""
    property string title: ""
    property string iconName: ""
    property int count: 0
    property int countTone: Tone.Info
    property string section: ""
    property bool visible: true
}
