import QtQuick
import QtTest
import Strongroom.Design
import Strongroom.Qr

TestCase {
    id: test

    name: "QrPlayer"
    when: windowShown
    width: 480
    height: 560
    visible: true

    QrPlayerModel {
        id: model
    }
    QrPlayer {
        id: player

        player: model
        focus: true
    }

    function init() {
        model.showDocument("x".repeat(2000));
        player.forceActiveFocus();
    }

    function test_name_says_which_frame_of_how_many() {
        model.step(-100);
        verify(model.count > 3);
        compare(player.frameName, "QR frame 1 of " + model.count);
        model.step(6);
        compare(player.frameName, "QR frame 7 of " + model.count);
    }

    function test_keys_play_step_and_change_the_speed() {
        verify(model.playing);
        keyClick(Qt.Key_Space);
        verify(!model.playing);
        model.step(-100);
        keyClick(Qt.Key_Right);
        compare(model.number, 2);
        keyClick(Qt.Key_Left);
        compare(model.number, 1);
        const speed = model.framesPerSecond;
        keyClick(Qt.Key_Up);
        compare(model.framesPerSecond, speed + 1);
        keyClick(Qt.Key_Down);
        compare(model.framesPerSecond, speed);
    }

    function test_buttons_do_what_they_say() {
        const play = findChild(player, "play");
        compare(play.text, "Pause");
        mouseClick(play);
        verify(!model.playing);
        compare(play.text, "Play");
        model.step(-100);
        mouseClick(findChild(player, "on"));
        compare(model.number, 2);
    }

    function test_the_symbol_stands_on_white_in_both_themes() {
        model.step(-100);
        for (const dark of [false, true]) {
            Theme.dark = dark;
            waitForRendering(player);
            const image = grabImage(player);
            verify(image.red(16, 16) === 255 && image.green(16, 16) === 255 && image.blue(16, 16) === 255);
        }
        Theme.dark = false;
    }
}
