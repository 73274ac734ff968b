// strongroom-station: the station's program for vault rooms, built without anything that speaks a network
// protocol.
#include "station/station_program.h"

int main(int argc, char** argv) {
    return strongroom::station::run(argc, argv);
}
