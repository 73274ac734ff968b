// A treasury's workspace as the verbs of `--workspace DIR --as PERSON` see it: opened for one verb with one
// passphrase, which comes from a descriptor or a prompt and never from an argument or a variable.
#pragma once

#include "composition/composition.h"
#include "service/secret_input.h"
#include "service/workspace.h"
#include "verb.h"

#include <memory>

namespace strongroom::cli {

/// One line of `--passphrase-fd`, or of the terminal with echo off, where `person` is asked for theirs.
/// Several calls read several lines. Errors: cli.usage, input.passphrase.
[[nodiscard]] Outcome<service::SecretText> readPassphrase(const Invocation& given, const std::string& person);

/// Paths are kept and handed to other processes: they must not depend on where this one was started.
[[nodiscard]] std::string absolutePath(const std::string& path);

/// Keeps the machine alive as long as the workspace.
struct Session {
    std::unique_ptr<composition::Composition> machine;
    service::SecretText passphrase;
    service::Workspace workspace;
};
/// Errors: cli.usage when an option is missing, those of service::openWorkspace.
[[nodiscard]] Outcome<Session> openSession(const Invocation& given);

} // namespace strongroom::cli
