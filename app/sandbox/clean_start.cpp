#include "sandbox/clean_start.h"

#include "base/check.h"

#include <array>
#include <cstdlib>
#include <string_view>
#include <unistd.h>

namespace strongroom::sandbox {

namespace {

constexpr const char* OWN_PROGRAM = "/proc/self/exe";

/// ld.so(8): read by the loader before main.
constexpr std::array LOADER_VARIABLES{"LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT"};

/// Read later: plugins, styles, QML modules, providers, and where keys of connections would be written.
constexpr std::array CODE_VARIABLES{
    "GCONV_PATH",
    "GTK_MODULES",
    "OPENSSL_CONF",
    "OPENSSL_ENGINES",
    "OPENSSL_MODULES",
    "QML2_IMPORT_PATH",
    "QML_IMPORT_PATH",
    "QML_PLUGIN_PATH",
    "QML_XHR_ALLOW_FILE_READ",
    "QT_IM_MODULE_PATH",
    "QT_PLUGIN_PATH",
    "QT_QPA_GENERIC_PLUGINS",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QT_QUICK_CONTROLS_CONF",
    "QT_QUICK_CONTROLS_STYLE",
    "QT_QUICK_CONTROLS_STYLE_PATH",
    "QT_STYLE_OVERRIDE",
    "SSLKEYLOGFILE",
};

} // namespace

void startClean(char** argv) {
    for (const char* name : CODE_VARIABLES)
        unsetenv(name);
    bool loaded = false;
    for (const char* name : LOADER_VARIABLES) {
        loaded = loaded || std::getenv(name) != nullptr;
        unsetenv(name);
    }
    if (!loaded)
        return;
    execv(OWN_PROGRAM, argv);
    STRONGROOM_CHECK(false); // going on would mean to run beside what was loaded
}

bool asksForForeignPlugins(char** argv) {
    for (; *argv != nullptr; ++argv) {
        std::string_view argument = *argv;
        while (argument.starts_with('-'))
            argument.remove_prefix(1);
        if (argument.data() != *argv && argument.starts_with("platformpluginpath"))
            return true;
    }
    return false;
}

} // namespace strongroom::sandbox
