// A coordinator that stays: opens a workspace with the passphrase that it reads from standard input, works,
// and locks, one step a line, so that a test can look into its memory in between
// (tests/flows/memory_test.py). The same composition, service and store as the console's; only its steps are
// written down here.
//
//   coordinator PROGRAMS STATE WORKSPACE PERSON      then lines: open (and a passphrase), lock, end
#include "composition/composition.h"
#include "secret/secret_text.h"
#include "service/audit_log.h"
#include "service/overview.h"
#include "service/signer_control.h"
#include "service/workspace_state.h"

#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>

namespace {

using namespace strongroom;

int fail(const base::Failure& failure) {
    std::fprintf(stderr, "error: %s: %s\n", failure.code.c_str(), failure.message.c_str());
    return 1;
}

/// A line, byte by byte: a buffer would keep a copy.
template <typename Take>
void readLine(Take take) {
    char byte = 0;
    while (read(STDIN_FILENO, &byte, 1) == 1 && byte != '\n')
        take(byte);
    byte = 0;
    static_cast<void>(*static_cast<volatile char*>(&byte));
}

std::string readWord() {
    std::string word;
    readLine([&](char byte) { word += byte; });
    return word;
}

secret::SecretText readPassphrase() {
    secret::SecretText text;
    readLine([&](char byte) { static_cast<void>(text.append(static_cast<unsigned char>(byte))); });
    return text;
}

/// Tells what has been reached, and the database key with every bit turned, so that saying it leaves no copy.
void say(std::string_view word, base::ByteSpan key = {}) {
    for (const char letter : word)
        static_cast<void>(!write(STDOUT_FILENO, &letter, 1));
    for (const std::uint8_t byte : key) {
        const std::array<char, 3> text{' ', static_cast<char>('a' + ((byte ^ 0xFFU) >> 4U)),
                                       static_cast<char>('a' + ((byte ^ 0xFFU) & 15U))};
        static_cast<void>(!write(STDOUT_FILENO, text.data(), text.size()));
    }
    static_cast<void>(!write(STDOUT_FILENO, "\n", 1));
}

int run(composition::Composition& composition, const std::string& folder, const std::string& person) {
    std::optional<service::Workspace> workspace;
    std::optional<secret::SecretText> passphrase;
    for (;;) {
        const std::string step = readWord();
        if (step == "open") {
            passphrase = readPassphrase();
            auto opened = service::openWorkspace(composition.ports(), folder, person, *passphrase);
            if (!opened)
                return fail(opened.error());
            workspace.emplace(std::move(*opened));
            if (const auto armed = service::arm(*workspace, person, *passphrase); !armed)
                return fail(armed.error());
            if (const auto seen = service::overview(*workspace); !seen)
                return fail(seen.error());
            say("open", workspace->state().key.span());
        } else if (step == "lock") {
            if (const auto locked = service::lockSeat(*workspace); !locked)
                return fail(locked.error());
            workspace.reset();
            passphrase.reset();
            say("locked");
        } else {
            return step == "end" ? 0 : 2;
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 5)
        return 2;
    const composition::Places places{argv[1], argv[2], argv[2]};
    const auto composition =
        composition::Composition::make(places, service::Client::tool, composition::noNode());
    return composition ? run(**composition, argv[3], argv[4]) : fail(composition.error());
}
