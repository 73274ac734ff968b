pragma Singleton
import QtQuick
import Strongroom.Design

// The tones that view models name, as the design system counts them.
QtObject {
    function of(name: string): int {
        switch (name) {
        case "info":
        case "information":
            return Tone.Info;
        case "success":
            return Tone.Success;
        case "warning":
            return Tone.Warning;
        case "danger":
            return Tone.Danger;
        }
        return Tone.Neutral;
    }
}
