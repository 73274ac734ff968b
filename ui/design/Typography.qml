pragma Singleton
import QtQuick

// The fonts of the text roles. Where Inter or JetBrains Mono is missing, fontconfig supplies its nearest sans or mono.
QtObject {
    readonly property string family: "Inter"
    readonly property string monoFamily: "JetBrains Mono"

    readonly property font display: Qt.font({ family: family, pixelSize: 34, weight: Font.DemiBold, letterSpacing: -0.8 })
    readonly property font pageTitle: Qt.font({ family: family, pixelSize: 24, weight: Font.DemiBold, letterSpacing: -0.5 })
    readonly property font sectionTitle: Qt.font({ family: family, pixelSize: 16, weight: Font.DemiBold, letterSpacing: -0.2 })
    readonly property font body: Qt.font({ family: family, pixelSize: 14, weight: Font.Normal })
    readonly property font bodyStrong: Qt.font({ family: family, pixelSize: 14, weight: Font.DemiBold })
    readonly property font control: Qt.font({ family: family, pixelSize: 14, weight: Font.Medium })
    readonly property font label: Qt.font({ family: family, pixelSize: 13, weight: Font.Medium })
    readonly property font caption: Qt.font({ family: family, pixelSize: 12, weight: Font.Normal })
    readonly property font captionStrong: Qt.font({ family: family, pixelSize: 12, weight: Font.DemiBold })
    readonly property font overline: Qt.font({ family: family, pixelSize: 11, weight: Font.DemiBold, letterSpacing: 0.6, capitalization: Font.AllUppercase })
    readonly property font numeric: Qt.font({ family: family, pixelSize: 14, weight: Font.Medium })
    readonly property font numericSmall: Qt.font({ family: family, pixelSize: 12, weight: Font.Normal })
    readonly property font numericLarge: Qt.font({ family: family, pixelSize: 20, weight: Font.DemiBold, letterSpacing: -0.3 })
    readonly property font mono: Qt.font({ family: monoFamily, pixelSize: 13, weight: Font.Normal })
    readonly property font monoSmall: Qt.font({ family: monoFamily, pixelSize: 12, weight: Font.Normal })
}
