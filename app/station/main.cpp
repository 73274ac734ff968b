// strongroom-station: the station's program for vault rooms, built without anything that speaks a network
// protocol.
#include "desktop/desktop.h"
#include "sandbox/clean_start.h"
#include "station/station_program.h"

int main(int argc, char** argv) {
    strongroom::sandbox::startClean(argv);
    if (strongroom::sandbox::asksForForeignPlugins(argv))
        return strongroom::desktop::fail(
            {"console.foreign_plugins", "Strongroom loads no plugins from elsewhere."});
    return strongroom::station::run(argc, argv);
}
