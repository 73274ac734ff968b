// What a program does before anything else: it forgets who told the loader, Qt or OpenSSL where to find code
// (ATTACKS A100). A variable in a session file, a desktop entry or a link that starts us must not choose
// which code runs beside the keys or draws the screen.
//
// This is no defence against somebody who is this user already and can replace the program; it closes the
// ways that need less than that. To be called first in main, before there are threads.
#pragma once

namespace strongroom::sandbox {

/// Removes every variable that names code to be loaded. The loader has read its own before main: if one of
/// them was set, the program starts itself again without it, and this does not return. Programs that are
/// started later inherit nothing of it. Aborts when the program cannot be started again.
void startClean(char** argv);

/// True for an argument by which Qt would load plugins from elsewhere (`-platformpluginpath`, CVE-2021-3401):
/// Qt takes it before any parser of ours sees it.
[[nodiscard]] bool asksForForeignPlugins(char** argv);

} // namespace strongroom::sandbox
