// The one shape in which every module names its errors, and in which the outermost layers hand them to
// people.
//
// A module's errors.h has a closed enum class, and a function `ErrorInfo describe(Error)` found by
// argument-dependent lookup that reads one constexpr table: a stable dotted code (`psbt.duplicate_key`) and
// one English sentence. Codes are an interface: the command line prints them, ui/models translates by them,
// docs list them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::base {

struct ErrorInfo {
    std::string_view code; ///< Stable, dotted, snake_case.
    std::string_view
        sentence; ///< One plain sentence, without secrets or absolute paths, ends with a full stop.
};

/// Any module's error with its context, as service and the programs pass it on. `data` are name/value pairs
/// that a program may read (amounts as integers in decimal); never secrets, never absolute paths.
struct Failure {
    std::string code;
    std::string message;
    std::vector<std::pair<std::string, std::string>> data;

    Failure(std::string codeIn, std::string messageIn,
            std::vector<std::pair<std::string, std::string>> dataIn = {})
        : code(std::move(codeIn)), message(std::move(messageIn)), data(std::move(dataIn)) {}

    /// From a module's error enum, through its `describe`.
    template <typename E, typename = decltype(describe(std::declval<E>()))>
    Failure(E error) // NOLINT(google-explicit-constructor): this is what lets a service pass errors on with
                     // STRONGROOM_TRY
        : Failure(std::string(describe(error).code), std::string(describe(error).sentence)) {}
};

} // namespace strongroom::base
