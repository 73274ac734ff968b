// The switches of the copy that packaging/mutate builds; included into each file of the copy, before its first line.
//
// All processes of a test share one small file: the number of the refusal that is out of order (0: none), and one
// byte for each refusal that was about to be made. A file, not an environment variable: the signer starts with an
// empty environment. It is mapped before main, so that nothing that a process gives up later (descriptors, paths,
// system calls) is needed.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <type_traits>
#include <unistd.h>
#include <utility>

namespace strongroom::base {
template <typename T, typename E>
class Result;
}

namespace strongroom::mutation {

struct Switches {
    std::uint32_t disabled;
    unsigned char reached[65532];
};

inline Switches* mapped() {
    const int file = open(STRONGROOM_MUTATION_SWITCHES, O_RDWR | O_CLOEXEC);
    if (file < 0)
        return nullptr;
    void* const memory = mmap(nullptr, sizeof(Switches), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    return memory == MAP_FAILED ? nullptr : static_cast<Switches*>(memory);
}

inline Switches* const SWITCHES = mapped(); // null while other constants are made: they refuse as ever

inline bool notesAndAsks(std::uint32_t site) {
    if (SWITCHES == nullptr)
        return false;
    SWITCHES->reached[site] = 1;
    return SWITCHES->disabled == site;
}

/// Asked where a refusal is about to be made: whether to go on as if nothing had been found.
constexpr bool off(std::uint32_t site) {
    return !__builtin_is_constant_evaluated() && notesAndAsks(site);
}

/// A refusal that ends its function: out of order it says yes, or gives an empty value.
template <typename Refusal>
struct OrEmpty {
    std::uint32_t site;
    Refusal refusal;

    template <typename T, typename E>
    operator base::Result<T, E>() && {
        if (!off(site))
            return std::move(refusal);
        if constexpr (std::is_void_v<T>)
            return {};
        else if constexpr (std::is_default_constructible_v<T>)
            return T{};
        else
            std::abort(); // there is none: this shows only that a test gets here
    }
};
template <typename Refusal>
OrEmpty(std::uint32_t, Refusal) -> OrEmpty<Refusal>;

} // namespace strongroom::mutation

#define STRONGROOM_TRY_UNLESS(site, expression)                                                              \
    do {                                                                                                     \
        if (auto tryResult = (expression); !tryResult && !::strongroom::mutation::off(site))                 \
            return ::strongroom::base::Unexpected(std::move(tryResult).error());                             \
    } while (false)
