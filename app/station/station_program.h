// A machine of a vault room: one window in which a request is scanned, reviewed, signed and shown.
//
// The program gives up the network before it does anything else, for every thread and for the signer process
// that it starts; it ends rather than run with a network. The signer ends with the window.
#pragma once

namespace strongroom::station {

/// Whether `--air-gapped` stands among the arguments. Only its presence counts, whatever stands around it.
[[nodiscard]] bool isAskedFor(int argc, char** argv);

/// The whole program; its exit status. To be called at the beginning of main(). `--workspace FOLDER` says
/// where the station keeps its key; without it, in the state folder of its user.
[[nodiscard]] int run(int argc, char** argv);

} // namespace strongroom::station
