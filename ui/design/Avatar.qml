import QtQuick

// A person's initials on a ground that is always theirs (by `seed`, the name unless an id is given).
Rectangle {
    id: root

    required property string name
    property string seed: name
    property int size: 32
    property bool muted: false

    readonly property string initials: {
        const words = name.trim().split(/\s+/).filter(word => word.length > 0);
        if (words.length === 0)
            return "";
        const first = words[0].charAt(0);
        return (words.length > 1 ? first + words[words.length - 1].charAt(0) : words[0].slice(0, 2)).toUpperCase();
    }
    readonly property int slot: {
        let sum = 0;
        for (let i = 0; i < seed.length; ++i)
            sum = (sum * 31 + seed.charCodeAt(i)) % 65521;
        return sum % Tokens.avatars.length;
    }

    implicitWidth: size
    implicitHeight: size
    radius: size / 2
    color: muted ? Theme.neutral.background : Tokens.avatars[slot]
    Accessible.role: Accessible.Graphic
    Accessible.name: name

    Text {
        anchors.centerIn: parent
        text: root.initials
        textFormat: Text.PlainText
        renderType: Text.NativeRendering
        font.family: Typography.family
        font.pixelSize: Math.round(root.size * 0.375)
        font.weight: Font.DemiBold
        color: root.muted ? Theme.textTertiary : Tokens.avatarText
        Accessible.ignored: true
    }
}
