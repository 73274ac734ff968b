pragma Singleton
import QtQuick

// Layer two: what a colour is for. `dark` switches every role at once. Pages and components use these names only.
QtObject {
    id: root

    property bool dark: false

    // Surfaces, from the canvas up.
    readonly property color background: dark ? Swatches.night900 : Swatches.ink25
    readonly property color navigation: dark ? Swatches.night950 : Swatches.ink50
    readonly property color surface: dark ? Swatches.night850 : Swatches.white
    readonly property color surfaceRaised: dark ? Swatches.night800 : Swatches.white
    // Behind what a camera reads, in every theme.
    readonly property color paper: Swatches.white
    readonly property color surfaceSunken: dark ? Swatches.night900 : Swatches.ink25
    readonly property color surfaceHover: dark ? Swatches.night800 : Swatches.ink25
    readonly property color surfacePressed: dark ? Swatches.night700 : Swatches.ink100
    readonly property color surfaceSelected: dark ? Swatches.blueNight : Swatches.blue25
    readonly property color scrim: dark ? Qt.rgba(0, 0, 0, 0.62) : Qt.rgba(0.07, 0.09, 0.13, 0.38)
    readonly property color shadow: dark ? Qt.rgba(0, 0, 0, 0.02) : Qt.rgba(0.07, 0.09, 0.16, 0.004)

    readonly property color clear: Qt.rgba(0, 0, 0, 0)

    // Lines.
    readonly property color border: dark ? Swatches.night700 : Swatches.ink100
    readonly property color borderStrong: dark ? Swatches.night600 : Swatches.ink150
    readonly property color borderControl: dark ? Swatches.night450 : Swatches.ink400
    readonly property color focusRing: dark ? Swatches.blue300 : Swatches.blue600

    // Text and icons.
    readonly property color textPrimary: dark ? Swatches.night50 : Swatches.ink900
    readonly property color textSecondary: dark ? Swatches.night200 : Swatches.ink600
    readonly property color textTertiary: dark ? Swatches.night300 : Swatches.ink500
    readonly property color textDisabled: dark ? Swatches.night500 : Swatches.ink300
    readonly property color textLink: dark ? Swatches.blue300 : Swatches.blue600

    // The one accent: primary action, selection, focus.
    readonly property color accent: dark ? Swatches.blue500 : Swatches.blue600
    readonly property color accentHover: dark ? Swatches.blue550 : Swatches.blue700
    readonly property color accentPressed: dark ? Swatches.blue600 : Swatches.blue800
    readonly property color accentSubtle: dark ? Swatches.blueNight : Swatches.blue50
    readonly property color textOnAccent: Swatches.white

    readonly property ToneColors neutral: ToneColors {
        text: root.dark ? Swatches.night200 : Swatches.ink600
        background: root.dark ? Swatches.night750 : Swatches.ink50
        border: root.dark ? Swatches.night600 : Swatches.ink150
        solid: root.dark ? Swatches.night500 : Swatches.ink500
        textOnSolid: Swatches.white
        fill: root.dark ? Swatches.night450 : Swatches.ink400
    }
    readonly property ToneColors info: ToneColors {
        text: root.dark ? Swatches.blue300 : Swatches.blue700
        background: root.dark ? Swatches.blueNight : Swatches.blue50
        border: root.dark ? Swatches.blueNightEdge : Swatches.blue100
        solid: root.dark ? Swatches.blue500 : Swatches.blue600
        textOnSolid: Swatches.white
        fill: root.dark ? Swatches.blue450 : Swatches.blue600
    }
    readonly property ToneColors success: ToneColors {
        text: root.dark ? Swatches.green300 : Swatches.green700
        background: root.dark ? Swatches.greenNight : Swatches.green50
        border: root.dark ? Swatches.greenNightEdge : Swatches.green100
        solid: Swatches.green600
        textOnSolid: Swatches.white
        fill: root.dark ? Swatches.green450 : Swatches.green600
    }
    readonly property ToneColors warning: ToneColors {
        text: root.dark ? Swatches.amber300 : Swatches.amber700
        background: root.dark ? Swatches.amberNight : Swatches.amber50
        border: root.dark ? Swatches.amberNightEdge : Swatches.amber100
        solid: Swatches.amber600
        textOnSolid: Swatches.white
        fill: root.dark ? Swatches.amber450 : Swatches.amber600
    }
    readonly property ToneColors danger: ToneColors {
        text: root.dark ? Swatches.red300 : Swatches.red700
        background: root.dark ? Swatches.redNight : Swatches.red50
        border: root.dark ? Swatches.redNightEdge : Swatches.red100
        solid: root.dark ? Swatches.red550 : Swatches.red600
        textOnSolid: Swatches.white
        fill: root.dark ? Swatches.red450 : Swatches.red600
    }
    readonly property ToneColors training: ToneColors {
        text: root.dark ? Swatches.plum300 : Swatches.plum700
        background: root.dark ? Swatches.plumNight : Swatches.plum50
        border: root.dark ? Swatches.plumNightEdge : Swatches.plum100
        solid: Swatches.plum600
        textOnSolid: Swatches.white
        fill: root.dark ? Swatches.plum450 : Swatches.plum600
    }

    // The colours of a Tone value; anything else is neutral.
    function tone(kind: int): ToneColors {
        switch (kind) {
        case Tone.Info:
            return root.info;
        case Tone.Success:
            return root.success;
        case Tone.Warning:
            return root.warning;
        case Tone.Danger:
            return root.danger;
        case Tone.Training:
            return root.training;
        }
        return root.neutral;
    }
}
