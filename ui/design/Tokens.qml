pragma Singleton
import QtQuick

// Layer three: what a control takes from the roles. Read by the controls of this module alone.
QtObject {
    id: root

    readonly property ButtonColors buttonPrimary: ButtonColors {
        background: Theme.accent
        hover: Theme.accentHover
        pressed: Theme.accentPressed
        text: Theme.textOnAccent
        border: Theme.accentHover
    }
    readonly property ButtonColors buttonSecondary: ButtonColors {
        background: Theme.dark ? Theme.surfaceRaised : Theme.surface
        hover: Theme.dark ? Theme.neutral.background : Theme.surfaceHover
        pressed: Theme.surfacePressed
        text: Theme.textPrimary
        border: Theme.borderStrong
    }
    readonly property ButtonColors buttonDanger: ButtonColors {
        background: Theme.danger.solid
        hover: Theme.dark ? Swatches.red600 : Swatches.red700
        pressed: Theme.dark ? Swatches.red700 : Swatches.red800
        text: Theme.danger.textOnSolid
        border: Theme.dark ? Swatches.red600 : Swatches.red700
    }
    readonly property ButtonColors buttonQuiet: ButtonColors {
        background: Qt.rgba(0, 0, 0, 0)
        hover: Theme.dark ? Theme.neutral.background : Swatches.ink50
        pressed: Theme.surfacePressed
        text: Theme.textPrimary
        border: Qt.rgba(0, 0, 0, 0)
    }

    readonly property color fieldBackground: Theme.dark ? Swatches.night900 : Theme.surface
    readonly property color fieldDisabled: Theme.surfaceSunken
    readonly property color tableHeader: Theme.dark ? Swatches.night800 : Swatches.ink0
    readonly property color tooltipBackground: Theme.dark ? Swatches.night700 : Swatches.ink900
    readonly property color tooltipText: Theme.dark ? Swatches.night50 : Swatches.white
    readonly property color trackOff: Theme.dark ? Swatches.night450 : Swatches.ink400
    readonly property color meterTrack: Theme.dark ? Swatches.night750 : Swatches.ink150
    readonly property color segmentTrack: Theme.dark ? Swatches.night800 : Swatches.ink100
    readonly property color segment: Theme.dark ? Swatches.night600 : Swatches.white
    readonly property color knob: Swatches.white
    readonly property color avatarText: Swatches.white
    // Quiet, equally weighted grounds for initials; white reads on each.
    readonly property list<color> avatars: [Swatches.blue700, Swatches.teal700, Swatches.violet700, Swatches.plum700, Swatches.green700, Swatches.ink600]

    function button(kind: int): ButtonColors {
        switch (kind) {
        case Button.Primary:
            return root.buttonPrimary;
        case Button.Danger:
            return root.buttonDanger;
        case Button.Quiet:
            return root.buttonQuiet;
        }
        return root.buttonSecondary;
    }
}
