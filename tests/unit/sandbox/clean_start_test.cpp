#include "sandbox/clean_start.h"

#include "support/child_process.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <string>
#include <vector>

using namespace strongroom;

namespace {

bool asks(std::vector<std::string> arguments) {
    std::vector<char*> pointers;
    for (std::string& argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    return sandbox::asksForForeignPlugins(pointers.data());
}

} // namespace

TEST_CASE("variables that name code to be loaded are gone after the start, the others are not") {
    const int status = test::runInChild([] {
        constexpr std::array NAMES{"QT_PLUGIN_PATH",    "QT_QPA_PLATFORM_PLUGIN_PATH",
                                   "QML2_IMPORT_PATH",  "QML_IMPORT_PATH",
                                   "QT_STYLE_OVERRIDE", "QT_QUICK_CONTROLS_STYLE",
                                   "OPENSSL_CONF",      "OPENSSL_MODULES",
                                   "SSLKEYLOGFILE",     "GCONV_PATH"};
        for (const char* name : NAMES)
            setenv(name, "/tmp/elsewhere", 1);
        setenv("QT_QPA_PLATFORM", "offscreen", 1);
        std::array<char*, 1> arguments{nullptr};
        sandbox::startClean(arguments.data());
        int left = 0;
        for (const char* name : NAMES)
            left += std::getenv(name) == nullptr ? 0 : 1;
        return left + (std::getenv("QT_QPA_PLATFORM") == nullptr ? 100 : 0);
    });
    CHECK(status == 0);
}

TEST_CASE("an argument that would make Qt load plugins from elsewhere is noticed in every form") {
    CHECK(asks({"strongroom", "-platformpluginpath", "/tmp"}));
    CHECK(asks({"strongroom", "--platformpluginpath", "/tmp"}));
    CHECK(asks({"strongroom", "--workspace", "a", "-platformpluginpath=/tmp"}));
    CHECK_FALSE(asks({"strongroom", "-platform", "xcb"}));
    CHECK_FALSE(asks({"strongroom", "--workspace", "platformpluginpath"}));
    CHECK_FALSE(asks({"platformpluginpath"}));
}
