import QtQuick
import QtTest
import Strongroom.Components
import Strongroom.Design

TestCase {
    id: test

    name: "Theme"
    when: windowShown
    width: 640
    height: 480
    visible: true

    function luminance(color) {
        const channel = value => value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        return 0.2126 * channel(color.r) + 0.7152 * channel(color.g) + 0.0722 * channel(color.b);
    }
    // WCAG 2.1: 4.5 for text, 3 for what is drawn.
    function contrast(one, other) {
        const a = luminance(one);
        const b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }
    function atLeast(ratio, front, back, what) {
        const value = contrast(front, back);
        verify(value >= ratio, what + (Theme.dark ? " (dark)" : " (light)") + ": " + value.toFixed(2));
    }
    function themes_data() {
        return [
            {
                tag: "light",
                dark: false
            },
            {
                tag: "dark",
                dark: true
            }
        ];
    }
    function cleanup() {
        Theme.dark = false;
    }

    function test_the_measure_is_right() {
        fuzzyCompare(contrast(Qt.color("black"), Qt.color("white")), 21, 0.01);
        fuzzyCompare(contrast(Qt.color("#767676"), Qt.color("white")), 4.54, 0.01);
    }
    function test_text_reads_on_every_ground_data() {
        return themes_data();
    }
    function test_text_reads_on_every_ground(data) {
        Theme.dark = data.dark;
        const grounds = ["background", "navigation", "surface", "surfaceRaised", "surfaceSunken", "surfaceHover", "surfaceSelected"];
        const texts = ["textPrimary", "textSecondary", "textTertiary", "textLink"];
        for (const ground of grounds)
            for (const text of texts)
                atLeast(4.5, Theme[text], Theme[ground], text + " on " + ground);
        for (const text of ["textPrimary", "textSecondary"])
            atLeast(4.5, Theme[text], Theme.surfacePressed, text + " on surfacePressed");
    }
    function test_tones_read_data() {
        return themes_data();
    }
    function test_tones_read(data) {
        Theme.dark = data.dark;
        for (let kind = Tone.Neutral; kind <= Tone.Training; ++kind) {
            const tone = Theme.tone(kind);
            atLeast(4.5, tone.text, tone.background, "tone " + kind + " on its ground");
            atLeast(4.5, tone.text, Theme.surface, "tone " + kind + " on a surface");
            atLeast(4.5, tone.textOnSolid, tone.solid, "tone " + kind + " solid");
            atLeast(4.5, Theme.textPrimary, tone.background, "text on tone " + kind);
            atLeast(4.5, Theme.textSecondary, tone.background, "second text on tone " + kind);
        }
    }
    function test_buttons_read_in_every_state_data() {
        return themes_data();
    }
    function test_buttons_read_in_every_state(data) {
        Theme.dark = data.dark;
        for (const kind of [Button.Primary, Button.Secondary, Button.Danger]) {
            const colors = Tokens.button(kind);
            for (const state of ["background", "hover", "pressed"])
                atLeast(4.5, colors.text, colors[state], "button " + kind + " " + state);
        }
        atLeast(4.5, Tokens.tooltipText, Tokens.tooltipBackground, "tooltip");
        for (let i = 0; i < Tokens.avatars.length; ++i)
            atLeast(4.5, Tokens.avatarText, Tokens.avatars[i], "avatar " + i);
    }
    function test_lines_that_mean_something_are_seen_data() {
        return themes_data();
    }
    function test_lines_that_mean_something_are_seen(data) {
        Theme.dark = data.dark;
        for (const ground of ["background", "surface", "surfaceRaised"]) {
            atLeast(3, Theme.borderControl, Theme[ground], "control line on " + ground);
            atLeast(3, Theme.focusRing, Theme[ground], "focus ring on " + ground);
        }
        atLeast(3, Tokens.knob, Tokens.trackOff, "switch, off");
        atLeast(3, Tokens.knob, Theme.accent, "switch, on");
        for (let kind = Tone.Info; kind <= Tone.Training; ++kind)
            atLeast(3, Theme.tone(kind).fill, Tokens.meterTrack, "meter " + kind);
    }
    function test_every_role_differs_between_the_themes() {
        const same = ["dark", "clear", "textOnAccent", "objectName"];
        for (const role in Theme) {
            if (typeof Theme[role] === "function" || same.includes(role) || role.endsWith("Changed"))
                continue;
            Theme.dark = false;
            const light = String(Theme[role].background ?? Theme[role]);
            Theme.dark = true;
            const dark = String(Theme[role].background ?? Theme[role]);
            verify(light !== dark, role + " is " + light + " in both");
        }
    }
}
